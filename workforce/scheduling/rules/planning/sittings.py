"""What there is to choose from: sessions at their times, and what somebody can do of them in one day.

A *roster* is a set of sittings of one day that one person can hold: free, one place at a time, within the day's limit.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .checking import away, too_long
from .instance import Duty, Instance, Instructor, Session, Span
from .scoring import between

MOST_ROSTERS = 20_000
"""Of one person on one day; nobody who teaches some hours a day has met as many."""


class TooMany(Exception):
    """One person could hold a day in too many ways to look at each."""


@dataclass(frozen=True)
class Sitting:
    """A session at one of its times. `engaged`: with set-up and clearing."""

    session: Session
    span: Span
    engaged: Span
    day: date
    week: date
    is_evening: bool

    @property
    def key(self) -> tuple[int, datetime]:
        return self.session.id, self.span.begins_at


@dataclass(frozen=True)
class Roster:
    """`gaps`: minutes of waiting beyond a rest and under way."""

    person: int
    day: date
    sittings: tuple[Sitting, ...]
    gaps: int


def every_sitting(instance: Instance) -> list[Sitting]:
    """A pinned time is the only one; where the plan before chose one, it is among the others."""
    return [sitting(instance, one, begins_at) for one in instance.sessions for begins_at in times(instance, one)]


def times(instance: Instance, one: Session) -> Sequence[datetime]:
    pinned = instance.pins.begins.get(one.id)
    if pinned is None:
        return one.times
    return [pinned] if pinned in one.times else []


def sitting(instance: Instance, one: Session, begins_at: datetime) -> Sitting:
    span = one.span(begins_at)
    return Sitting(one, span, one.engaged(begins_at), span.day, span.week, instance.terms.is_evening(span))


def within_reach(instance: Instance, sittings: Sequence[Sitting]) -> dict[int, list[Sitting]]:
    """{person: what they are free for and may have a duty in}, the soonest first."""
    found: dict[int, list[Sitting]] = {}
    for person in instance.instructors:
        free = Free(person)
        found[person.id] = sorted(
            (
                one
                for one in sittings
                if has_duty(person, one.session)
                and free.during(one.engaged)
                and not away(instance, person, one.engaged, one.session)
            ),
            key=lambda one: (one.span.begins_at, one.session.id),
        )
    return found


def has_duty(person: Instructor, session: Session) -> bool:
    return any(
        person.may(Duty.LEAD, part.item) or (part.assistants and person.may(Duty.ASSISTANT, part.item))
        for part in session.parts
    )


class Free:
    """Somebody's free spans by day: there are many, and they are asked for often."""

    def __init__(self, person: Instructor):
        self.by_day: dict[date, list[Span]] = defaultdict(list)
        for span in person.free:
            day, last = span.day, (span.ends_at - timedelta(microseconds=1))
            while day <= Span(last, last).day:
                self.by_day[day].append(span)
                day += timedelta(days=1)

    def during(self, span: Span) -> bool:
        return any(one.holds(span) for one in self.by_day.get(span.day, ()))


def rosters(instance: Instance, person: Instructor, reach: Sequence[Sitting]) -> list[Roster]:
    """Every way to hold each day, but for the empty one."""
    days: dict[date, list[Sitting]] = defaultdict(list)
    for one in reach:
        days[one.day].append(one)
    return [roster for day, every in days.items() for roster in of_day(instance, person, day, every)]


def of_day(instance: Instance, person: Instructor, day: date, every: Sequence[Sitting]) -> list[Roster]:
    found: list[Roster] = []
    others = [one.span for one in person.elsewhere if one.span.day == day]
    for chosen in extended(instance, person, (), every, others):
        found.append(Roster(person.id, day, chosen, gaps_of(instance, chosen)))
        if len(found) > MOST_ROSTERS:
            raise TooMany(person.id, day)
    return found


def extended(
    instance: Instance, person: Instructor, held: tuple[Sitting, ...], later: Sequence[Sitting], others: list[Span]
) -> Iterator[tuple[Sitting, ...]]:
    """`others`: what they have elsewhere that day."""
    most, load = person.day_minutes, sum(span.minutes for span in (*others, *(one.span for one in held)))
    for n, one in enumerate(later):
        fits = most is None or load + one.span.minutes <= most
        if fits and all(follows(instance, before, one) for before in held):
            chosen = (*held, one)
            if too_long(instance.terms, [*others, *(each.span for each in chosen)]):
                continue
            yield chosen
            yield from extended(instance, person, chosen, later[n + 1 :], others)


def follows(instance: Instance, one: Sitting, other: Sitting) -> bool:
    """Whether somebody can be at `other` after `one`."""
    way = timedelta(minutes=instance.terms.way(one.session.place, other.session.place))
    return one.session.id != other.session.id and one.engaged.ends_at + way <= other.engaged.begins_at


def gaps_of(instance: Instance, chosen: Sequence[Sitting]) -> int:
    return sum(
        between(instance, one.span, one.session, other.span, other.session)
        for one, other in zip(chosen, chosen[1:], strict=False)
    )
