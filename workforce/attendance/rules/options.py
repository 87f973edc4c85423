"""The sessions in which one person can make something up, best first, and what the rule says about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .feasible import ONLINE, Stay, Terms, Way, clash, find, journeys
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
    """`seat`: the session; `minutes`: {item id: what it gives of what is missing}; `cost` in days of waiting."""

    seat: Any
    minutes: dict[int, int]
    days: int
    is_journey: bool
    is_there_anyway: bool
    cost: int


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
    """Where something of it is taught without a clash, before the deadline: the least travel and waiting first."""
    found = [option(case, seat, terms) for seat in seats if is_possible(case, seat, terms)]
    return sorted(found, key=lambda one: (one.cost, one.seat.starts_at, one.seat.id))


def is_possible(case, seat, terms: Terms) -> bool:
    choice = seat.choice
    return (
        seat.cohort_id != case.cohort_id
        and bool(case.missing.keys() & choice.minutes.keys())
        and (terms.deadline is None or choice.day <= terms.deadline)
        and not clashes(case.without(seat.id), choice, terms.travel)
    )


def clashes(own: Iterable[Stay], choice: Stay, travel: int) -> bool:
    return any(clash(one, choice, travel) for one in own)


def option(case, seat, terms: Terms) -> Option:
    choice = seat.choice
    gives = {item: min(minutes, case.missing[item]) for item, minutes in choice.minutes.items() if item in case.missing}
    days, is_journey = (choice.day - terms.today).days, bool(journeys([choice], case.own))
    is_there = choice.place != ONLINE and not is_journey
    return Option(seat, gives, days, is_journey, is_there, days + terms.trip_days * is_journey)


def way(case, seats: Iterable[Any], bounds: Bounds, terms: Terms) -> Way | None:
    """The cheapest way to all that is missing, by the rule; None if there is none."""
    if not case.missing:
        return find({}, [], [], terms)
    new = case.missing.keys() - case.used
    if not bounds.is_allowed or (bounds.items_left is not None and len(new) > bounds.items_left):
        return None
    own_cohort = [seat.choice for seat in seats if seat.cohort_id != case.cohort_id]
    return find(case.missing, own_cohort, case.own, terms)
