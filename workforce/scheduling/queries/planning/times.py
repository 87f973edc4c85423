"""When a session may begin whose time staff left open."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta

from .... import clock
from ....catalogue.rules.patterns import shut
from ...rules.planning.instance import Span
from .sessions import Sitting


def times(
    one: Sitting,
    cohort: Sequence[Sitting],
    fixed: Collection[int],
    days: tuple[date, date],
    is_open: Callable[[Span], bool],
    *,
    at: datetime,
) -> tuple[datetime, ...]:
    """The time it has, then every other day of its own week, Monday to Sunday, at each hour at which any session of
    its cohort begins: people have arranged themselves to those. Days of rest and closed days are left out (`is_open`),
    and whatever is not between the first and the last of `days`, or before the cohort's window has closed.

    `cohort`: all its sessions. Sessions stay in the order of their numbers, and so in the order in which the course
    teaches: the planner sees to it among those it plans, and here nothing is offered beyond the nearest that are
    `fixed`.
    """
    hours = sorted({clock.local(other.starts_at).time() for other in cohort})
    first, last = bounds(one, cohort, fixed)
    length = one.ends_at - one.starts_at
    found = [one.starts_at]
    for day in week_of(one.day):
        if not days[0] <= day <= days[1] or shut(day):
            continue
        for hour in hours:
            span = Span(clock.instant(day, hour), clock.instant(day, hour) + length)
            is_later = span.begins_at > at and span.begins_at >= max(first, one.closes_at)
            if is_later and span.ends_at <= last and clock.today(span.ends_at) == day and is_open(span):
                found.append(span.begins_at)
    return tuple(dict.fromkeys(found))


def week_of(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def bounds(one: Sitting, cohort: Sequence[Sitting], fixed: Collection[int]) -> tuple[datetime, datetime]:
    """When the last that stays before it is over, and when the first that stays after it begins."""
    staying = [other for other in cohort if other.id in fixed]
    never, forever = clock.instant(date(1970, 1, 2), time.min), clock.instant(date(9998, 12, 31), time.min)
    before = max((other.ends_at for other in staying if other.number < one.number), default=never)
    after = min((other.starts_at for other in staying if other.number > one.number), default=forever)
    return before, after
