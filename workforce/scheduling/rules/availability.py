"""When somebody who teaches has time: what they said of their weeks, of other days, and what takes them already.

Nothing here knows the database. Hours are by the clock on the centre's wall, spans are instants; ends are free again.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from ... import clock
from .spans import Span

DAY = timedelta(days=1)


class Hours(NamedTuple):
    begins: time
    ends: time


class Week(NamedTuple):
    """From `since` on, {weekday (Monday 0): the hours of that day in order}; a weekday that is missing has none."""

    since: date
    hours: dict[int, tuple[Hours, ...]]


class Other(NamedTuple):
    """Days on which the week does not hold. `hours` None: no time at all."""

    first_day: date
    last_day: date
    hours: Hours | None


class Said(NamedTuple):
    """`weeks` by their first day; `others`: of several that name a day, the last of these counts. `busy`: when their
    own calendar says so, in order.
    """

    weeks: tuple[Week, ...] = ()
    others: tuple[Other, ...] = ()
    busy: tuple[Span, ...] = ()

    def week(self, day: date) -> Week | None:
        return next((one for one in reversed(self.weeks) if one.since <= day), None)

    def other(self, day: date) -> Other | None:
        return next((one for one in reversed(self.others) if one.first_day <= day <= one.last_day), None)

    def on(self, day: date) -> tuple[Hours, ...] | None:
        """The hours of that day; none: they have no time; None: they never said anything of it."""
        if other := self.other(day):
            return (other.hours,) if other.hours else ()
        week = self.week(day)
        return week.hours.get(day.weekday(), ()) if week else None


class Times(NamedTuple):
    """Spans in order, none touching the next. `free`: they said so; `unknown`: nobody said anything, so ask them."""

    free: list[Span]
    unknown: list[Span]


def times(said: Said, window: Span, taken: Iterable[Any] = ()) -> Times:
    """When somebody has time within `window`, without when their own calendar says that they are busy, and without
    `taken`: anything that begins and ends, as engagements do.
    """
    known: list[Span] = []
    unknown: list[Span] = []
    for day in days_of(window):
        hours = said.on(day)
        if hours is None:
            unknown.append(Span(clock.instant(day, time.min), clock.instant(day + DAY, time.min)))
        else:
            known += [of_day(day, one) for one in hours]
    busy = joined([*said.busy, *taken])
    return Times(*(without(within(joined(spans), window), busy) for spans in (known, unknown)))


def days_of(window: Span) -> list[date]:
    first, last = clock.today(window.begins_at), clock.today(window.ends_at)
    return [first + n * DAY for n in range((last - first).days + 1)]


def of_day(day: date, hours: Hours) -> Span:
    return Span(clock.instant(day, hours.begins), clock.instant(day, hours.ends))


def joined(spans: Iterable[Any]) -> list[Span]:
    """In order, those that meet or touch made one."""
    found: list[Span] = []
    for one in sorted(Span(each.begins_at, each.ends_at) for each in spans):
        if found and one.begins_at <= found[-1].ends_at:
            found[-1] = Span(found[-1].begins_at, max(found[-1].ends_at, one.ends_at))
        else:
            found.append(one)
    return found


def within(spans: Sequence[Span], window: Span) -> list[Span]:
    cut = (Span(max(one.begins_at, window.begins_at), min(one.ends_at, window.ends_at)) for one in spans)
    return [one for one in cut if one.begins_at < one.ends_at]


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """`taken` in order and joined."""
    found = []
    for one in spans:
        begins = one.begins_at
        for other in taken:
            if other.meets(Span(begins, one.ends_at)):
                if begins < other.begins_at:
                    found.append(Span(begins, other.begins_at))
                begins = max(begins, other.ends_at)
        if begins < one.ends_at:
            found.append(Span(begins, one.ends_at))
    return found


class Against(NamedTuple):
    """What somebody said that a session does not keep to: on `day` they have only these hours. `other`: they said it
    of that day itself and not of the weekday. `is_busy`: they said nothing, but their own calendar says that they are
    busy, and of that nobody learns more.
    """

    day: date
    hours: tuple[Hours, ...]
    is_other: bool
    is_busy: bool = False


def against(said: Said, span: Any) -> Against | None:
    """`span`: anything that begins and ends. None: nothing stands against it, or nothing is known."""
    for day in days_of(Span(span.begins_at, span.ends_at)):
        hours = said.on(day)
        whole = Span(clock.instant(day, time.min), clock.instant(day + DAY, time.min))
        asked = within([Span(span.begins_at, span.ends_at)], whole)
        if hours is not None and without(asked, joined(of_day(day, one) for one in hours)):
            return Against(day, hours, said.other(day) is not None)
    if any(one.meets(span) for one in said.busy):
        return Against(clock.today(span.begins_at), (), False, is_busy=True)
    return None


# --- the same days of another month -----------------------------------------------------------------------------------


class Copy(NamedTuple):
    """What is said of `source` would be said of `day`: the same weekday of the month, as the second Tuesday is."""

    source: date
    day: date
    hours: Hours | None


def copies(said: Said, source: date, target: date, *, today: date) -> list[Copy]:
    """Of the other days of the month of `source`, what the month of `target` would take: not what it has not (a fifth
    Tuesday), what is over, and what something was said of already.
    """
    days = {position(day): day for day in month_of(target)}
    found = []
    for day in month_of(source):
        other, there = said.other(day), days.get(position(day))
        if other and there and there >= today and not said.other(there):
            found.append(Copy(day, there, other.hours))
    return sorted(found, key=lambda one: one.day)


def month_of(day: date) -> list[date]:
    first = day.replace(day=1)
    return [one for one in (first + n * DAY for n in range(31)) if one.month == first.month]


def position(day: date) -> tuple[int, int]:
    """(the how manieth of its weekday in its month, the weekday)"""
    return (day.day - 1) // 7, day.weekday()


def first_overlap(hours: Iterable[Hours]) -> Hours | None:
    """Which of the hours of one day begins before an earlier ends."""
    until = time.min
    for one in sorted(hours):
        if one.begins < until:
            return one
        until = max(until, one.ends)
    return None
