"""When somebody would rather not teach, though they could. Nothing here knows the database."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple

from ... import clock
from .availability import DAY, Hours, days_of, joined, of_day, within
from .spans import Span

MOST_HOURS = 300
"""Nobody would like to teach more in a month."""


class Rather(NamedTuple):
    """On a weekday (Monday 0) of every week, or from the first to the last of some days. `hours` None: all day."""

    weekday: int | None
    first_day: date | None
    last_day: date | None
    hours: Hours | None

    def is_on(self, day: date) -> bool:
        if self.first_day is None or self.last_day is None:
            return day.weekday() == self.weekday
        return self.first_day <= day <= self.last_day


def spans(every: Iterable[Rather], window: Any) -> list[Span]:
    """When within the window, in order; what is said twice is one."""
    said, frame = list(every), Span(window.begins_at, window.ends_at)
    found = [on_day(one, day) for day in days_of(frame) for one in said if one.is_on(day)]
    return within(joined(found), frame)


def on_day(one: Rather, day: date) -> Span:
    if one.hours:
        return of_day(day, one.hours)
    return Span(clock.instant(day, time.min), clock.instant(day + DAY, time.min))


def is_against(every: Iterable[Rather], span: Any) -> bool:
    """`span`: anything that begins and ends. Whether they would rather not be there for any of it."""
    return bool(spans(every, span))
