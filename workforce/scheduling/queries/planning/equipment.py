"""Beds and wheelchairs: no session is moved to where there may not be enough of them.

The planner does not count them. A session that has any may move where there are enough even if every other session that
is planned were where it might be, with the longest setting up and clearing that the place knows; otherwise it keeps its
room and its time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from ...models import Equipment, EquipmentBooking
from ...rules.planning.instance import Room, Session
from ...rules.spans import Span, most_at_once
from .. import equipment as queries

Moments = Mapping[int, Iterable[datetime]]
"""{session: when it might begin}"""


@dataclass(frozen=True)
class Stock:
    """`there`: {equipment: how many}; `has`: {session: {equipment: how many}}; `foreign`: what others use of each."""

    there: Mapping[int, int] = field(default_factory=dict)
    has: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    foreign: Mapping[int, list[tuple[Span, int]]] = field(default_factory=dict)


def stock(session, planned: Collection[int], window: Span) -> Stock:
    """Two statements, whether or not anything is booked."""
    mine = select(EquipmentBooking.equipment_id).where(EquipmentBooking.session_id.in_(planned))
    rows = session.execute(select(Equipment.id, Equipment.quantity).where(Equipment.id.in_(mine)))
    there: dict[int, int] = {id: quantity for id, quantity in rows}
    has: dict[int, dict[int, int]] = {}
    foreign: dict[int, list[tuple[Span, int]]] = {id: [] for id in there}
    for one in queries.used(session, list(there), window):
        if one.session_id in planned:
            has.setdefault(one.session_id, {})[one.equipment_id] = one.quantity
        else:
            foreign[one.equipment_id].append((one.span, one.quantity))
    return Stock(there, has, foreign)


class Enough:
    """Whether there is enough for a session wherever it moves."""

    def __init__(self, stock: Stock, sessions: Mapping[int, Session], moments: Moments, rooms: Iterable[Room], rule):
        self.stock, self.sessions = stock, sessions
        self.set_up = max([rule.setup, *(room.set_up for room in rooms)])
        self.clearing = max([rule.clearing, *(room.clearing for room in rooms)])
        self.used = {
            id: [
                (self.span(other, begins_at), other, had[id])
                for other, had in stock.has.items()
                if id in had
                for begins_at in moments[other]
            ]
            for id in stock.there
        }

    def span(self, session: int, begins_at: datetime) -> Span:
        ends_at = begins_at + timedelta(minutes=self.sessions[session].minutes)
        return Span(begins_at - timedelta(minutes=self.set_up), ends_at + timedelta(minutes=self.clearing))

    def at(self, session: int, begins_at: datetime) -> bool:
        span = self.span(session, begins_at)
        for id, quantity in self.stock.has.get(session, {}).items():
            others = [(when, many) for when, other, many in self.used[id] if other != session]
            if most_at_once([*others, *self.stock.foreign[id]], span) + quantity > self.stock.there[id]:
                return False
        return True
