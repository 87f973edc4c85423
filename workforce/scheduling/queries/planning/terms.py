"""The rules of the house as they count on the days that are planned: where they change meanwhile, the strictest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from .... import clock, policies
from ...rules.days import LIMITS, TRAVEL, Travel
from ...rules.minutes import ROOM_MINUTES, RoomMinutes
from ...rules.planning.instance import Terms
from ...rules.ratio import RATIO, Ratio


@dataclass(frozen=True)
class House:
    """`day_minutes`: the most that anybody may teach a day; None: no limit. `minutes`: of rooms that name none."""

    terms: Terms
    day_minutes: int | None
    minutes: RoomMinutes
    dated: policies.Dated

    def ratio(self, day: date) -> Ratio:
        return self.dated.on(day, RATIO)


def house(session, since: date, until: date, *, at: datetime) -> House:
    """One statement."""
    names = [kind.name for kind in (TRAVEL, LIMITS, RATIO, ROOM_MINUTES)]
    dated = policies.Dated(session.scalar(select(policies.EVERY_ROW), {"kinds": names}))
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    limits = distinct(dated.on(day, LIMITS) for day in days)
    travels = distinct(dated.on(day, TRAVEL) for day in days)
    stretch = least(one.stretch_minutes for one in limits)
    terms = Terms(
        travel={pair: max(one.between(*pair) for one in travels) for pair in pairs(travels)},
        otherwise=max((one.minutes for one in travels), default=0),
        stretch=stretch,
        pause=max((one.break_minutes for one in limits), default=0),
    )
    minutes = dated.on(clock.today(at), ROOM_MINUTES)
    return House(terms, least(one.day_minutes for one in limits), minutes, dated)


def distinct(every: Iterable) -> list:
    found: list = []
    for one in every:
        if one not in found:
            found.append(one)
    return found


def least(every: Iterable[int | None]) -> int | None:
    """The smallest limit; 0 and None are none."""
    return min((one for one in every if one), default=None)


def pairs(travels: Sequence[Travel]) -> set[tuple[int, int]]:
    return {(one, other) for travel in travels for one, other, _minutes in travel.pairs}
