"""Rooms of the places that sessions are at: when they can be had, and who has them of the sessions that are planned."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from .... import clock
from ....catalogue.models import Place
from ....database import LocalizedText
from ...models import Closure, Layout, Room
from ...rules import availability
from ...rules.minutes import LONGEST, RoomMinutes
from ...rules.planning import checking
from ...rules.planning import instance as planning
from ...rules.spans import Span
from .. import rooms as queries

DAY = timedelta(days=1)
MARGIN = timedelta(minutes=LONGEST)


@dataclass(frozen=True)
class Had:
    """The room that a planned session has, and how it is set up."""

    room_id: int
    layout: Layout | None


@dataclass(frozen=True)
class Rooms:
    """`had`: by session. `closed`: closures of these days."""

    rooms: tuple[planning.Room, ...]
    names: dict[int, str]
    had: dict[int, Had]
    closed: list[Closure]

    def is_open(self, place_id: int | None, span: planning.Span) -> bool:
        """Whether any room there could be had then; of a place without rooms of ours, whether it is shut."""
        if place_id is None:
            return True
        here = [one for one in self.rooms if one.place == place_id]
        if here:
            return any(checking.closed(one, span) is None for one in here)
        return queries.closing((one for one in self.closed if one.place_id == place_id), None, span.day) is None


def rooms(
    session, place_ids: Collection[int], since: date, until: date, planned: Collection[int], minutes: RoomMinutes
) -> Rooms:
    """Five statements. What other sessions and other things have of a room is taken out of its hours."""
    query = select(Room).where(Room.place_id.in_(place_ids)).options(*queries.LOADED).order_by(Room.id)
    every = list(session.scalars(query.execution_options(populate_existing=True)))
    window = Span(clock.instant(since, time.min) - MARGIN, clock.instant(until + DAY, time.min) + MARGIN)
    taken = queries.taken(session, [one.id for one in every], window)
    had = {one.session_id: Had(one.room_id, one.layout) for one in taken if one.session_id in planned}
    closed = closures(session, place_ids, since, until)
    foreign: dict[int, list] = {one.id: [] for one in every}
    for one in taken:
        if one.session_id not in planned:
            foreign[one.room_id].append(one)
    has_now = {one.room_id for one in had.values()}
    found = [one for one in every if one.in_use or one.id in has_now]
    days = [since + n * DAY for n in range((until - since).days + 1)]
    return Rooms(
        tuple(as_room(one, open_spans(one, days, closed, foreign[one.id]), minutes) for one in found),
        {one.id: one.name for one in found},
        {id: one for id, one in had.items() if id is not None},
        closed,
    )


def closures(session, place_ids: Collection[int], since: date, until: date) -> list[Closure]:
    """Of these places and of their rooms."""
    query = select(Closure).where(Closure.place_id.in_(place_ids))
    return list(session.scalars(query.where(Closure.first_day <= until, Closure.last_day >= since)))


def as_room(one: Room, open: Iterable[Span], minutes: RoomMinutes) -> planning.Room:
    """Where nobody has said how many it holds, nobody is put there."""
    layouts = {each.layout.value: each.seats for each in one.layouts}
    return planning.Room(
        one.id,
        one.place_id,
        max(layouts.values(), default=0),
        tuple(planning.Span(*span) for span in open),
        set_up=minutes.setup if one.setup_minutes is None else one.setup_minutes,
        clearing=minutes.clearing if one.clearing_minutes is None else one.clearing_minutes,
        layouts=layouts,
    )


def open_spans(room: Room, days: Sequence[date], closed: Sequence[Closure], foreign: Iterable) -> list[Span]:
    """When it is free for what is planned; a room that is not used any more never is."""
    if not room.in_use:
        return []
    hours = {one.weekday: (one.opens, one.closes) for one in room.hours}
    found = []
    for day in days:
        if is_closed(closed, room, day) or (hours and day.weekday() not in hours):
            continue
        if hours:
            opens, closes = hours[day.weekday()]
            found.append(Span(clock.instant(day, opens), clock.instant(day, closes)))
        else:
            found.append(Span(clock.instant(day, time.min), clock.instant(day + DAY, time.min)))
    return availability.without(availability.joined(found), availability.joined(foreign))


def is_closed(closed: Iterable[Closure], room: Room, day: date) -> bool:
    mine = (one for one in closed if one.place_id == room.place_id)
    return queries.closing(mine, room.id, day) is not None


def places(session, ids: Collection[int]) -> dict[int, LocalizedText]:
    return {id: name for id, name in session.execute(select(Place.id, Place.name).where(Place.id.in_(ids)))}
