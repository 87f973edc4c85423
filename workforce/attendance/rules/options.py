"""The sessions in which one person can make something up, best first, and what the rule says about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from .feasible import ONLINE, Choice, Terms, Way, clashes, find, journeys
from .making_up import MakingUp


@dataclass(frozen=True)
class Bounds:
    """What the rule leaves one person. `items_left`: how many further items may be made up; None: all."""

    is_allowed: bool
    most: int | None
    items_left: int | None
    deadline: date | None
    extended: date | None


@dataclass(frozen=True)
class Option:
    """`seat`: the session; `choice`: what it still teaches this person; `minutes`: {item id: what it gives of what is
    missing}; `left`: {item id: what is missing after it}; `cost` in days of waiting. `is_booked`: they come to it for
    something else. `same_day`: further sessions of its day that give of what is left, after which `left_that_day` is.
    """

    seat: Any
    choice: Choice
    minutes: dict[int, int]
    left: dict[int, int]
    days: int
    is_journey: bool
    is_there_anyway: bool
    is_booked: bool
    cost: int
    same_day: tuple["Option", ...] = ()
    left_that_day: dict[int, int] = field(default_factory=dict)

    @property
    def order(self):
        """What leaves the fewest gaps for other days, and for other sessions; then by travel and waiting."""
        return len(self.left_that_day), len(self.left), self.cost, self.seat.starts_at, self.seat.id

    def closes(self, item: int) -> tuple[int, int]:
        """For sorting: (0: this gap is closed by it, 1: on its day, 2: it stays open; with so many minutes)."""
        if item not in self.left:
            return 0, 0
        return (2, self.left[item]) if item in self.left_that_day else (1, 0)


def bounds(rule: MakingUp, case) -> Bounds:
    limits = rule.limits(case.kind)
    most = limits.items(len(case.standing.lines))
    left = None if most is None else max(0, most - len(case.used))
    first = case.first_day
    deadline = rule.deadline(case.kind, first) if first else None
    extended = rule.extended(case.kind, first) if first else None
    return Bounds(limits.is_allowed, most, left, deadline, extended)


def terms(rule: MakingUp, bounds: Bounds, today: date) -> Terms:
    return Terms(today, bounds.deadline, rule.travel, rule.trip_days)


def options(case, seats: Iterable[Any], terms: Terms) -> list[Option]:
    """Where something of it is taught without a clash, before the deadline, in their order."""
    choices = [(seat, open_to(case, seat)) for seat in seats if is_to_have(case, seat)]
    found = [option(case, seat, choice, terms) for seat, choice in choices if is_possible(case, choice, terms)]
    of_day: dict[date, list[Option]] = defaultdict(list)
    for one in found:
        of_day[one.choice.day].append(one)
    return sorted((with_its_day(case, one, of_day[one.choice.day], terms) for one in found), key=attrgetter("order"))


def best_for(item: int, found: Iterable[Option]) -> list[Option]:
    """Those that give something of this item: first what closes its whole gap."""
    return sorted((one for one in found if item in one.minutes), key=lambda one: (one.closes(item), one.order))


def is_to_have(case, seat) -> bool:
    """A session of another date with a free seat, or with one that is theirs."""
    is_open = seat.free > 0 or seat.id in case.coming_for
    return is_open and seat.cohort_id != case.cohort_id and seat.id not in case.away


def open_to(case, seat) -> Choice:
    """What it teaches besides that for which they come to it already."""
    choice, booked = seat.choice, case.coming_for.get(seat.id)
    if not booked:
        return choice
    return replace(choice, minutes={item: each for item, each in choice.minutes.items() if item not in booked})


def is_possible(case, choice: Choice, terms: Terms) -> bool:
    return (
        bool(case.missing.keys() & choice.minutes.keys())
        and (terms.deadline is None or choice.day <= terms.deadline)
        and not clashes(case.own, choice, terms.travel)
    )


def option(case, seat, choice: Choice, terms: Terms) -> Option:
    gives = given(case, choice)
    days, is_journey = (choice.day - terms.today).days, bool(journeys([choice], case.own))
    is_there = choice.place != ONLINE and not is_journey
    cost, is_booked = days + terms.trip_days * is_journey, seat.id in case.coming_for
    return Option(seat, choice, gives, after(case.missing, gives), days, is_journey, is_there, is_booked, cost)


def given(case, choice: Choice) -> dict[int, int]:
    """{item id: minutes of what is missing}."""
    return {item: min(minutes, case.missing[item]) for item, minutes in choice.minutes.items() if item in case.missing}


def after(missing: Mapping[int, int], gives: Mapping[int, int]) -> dict[int, int]:
    left = {item: minutes - gives.get(item, 0) for item, minutes in missing.items()}
    return {item: minutes for item, minutes in left.items() if minutes > 0}


def with_its_day(case, one: Option, of_day: Iterable[Option], terms: Terms) -> Option:
    """With what else that day gives of what it leaves, the earliest first."""
    taken, left = [one], one.left
    others = [other for other in of_day if other is not one]
    for other in sorted(others, key=lambda other: (other.seat.starts_at, other.seat.id)):
        there = [each.choice for each in taken]
        if left.keys() & other.minutes.keys() and not clashes(there, other.choice, terms.travel):
            taken.append(other)
            left = after(left, other.minutes)
    return replace(one, same_day=tuple(taken[1:]), left_that_day=left)


def rest_of_way(case, sessions: Iterable[int], found: Iterable[Option]) -> list[Option]:
    """What is left of a way (ids of sessions) that was found before, as long as it still leads to everything."""
    by_session = {one.seat.id: one for one in found}
    to_book = [one for one in sessions if one not in case.coming_for]
    if not all(one in by_session for one in to_book):
        return []
    steps, left = [by_session[one] for one in to_book], case.missing
    for step in steps:
        left = after(left, step.minutes)
    return [] if left else steps


def way(case, seats: Iterable[Any], bounds: Bounds, terms: Terms) -> Way | None:
    """The cheapest way to all that is missing, by the rule; None if there is none."""
    if not case.missing:
        return find({}, [], [], terms)
    new = case.missing.keys() - case.used
    if not bounds.is_allowed or (bounds.items_left is not None and len(new) > bounds.items_left):
        return None
    choices = [open_to(case, seat) for seat in seats if is_to_have(case, seat)]
    return find(case.missing, choices, case.own, terms)
