"""Can everything that is missing still be made up, what is the cheapest way, and until when can it be begun?

Exact: an assignment of missing minutes to sessions without clashes, solved by CP-SAT where no simple argument decides.
The solver is loaded at the first question that needs it, never when the application starts.

Assumptions, as the page says them: whoever comes to a session is there from its beginning to its end and gets all of
its parts that they miss; between two different places (online is a place of its own) lie `travel` minutes.
Cost: `trip_days` for each extra journey (a day at a place where one is not anyway; online is none), and one for
each day until the last session of the way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ... import clock

ONLINE = 0
"""In the place of the id of a place."""
NOT_FOR_GUESTS = -1


@dataclass(frozen=True)
class Stay:
    """Somebody is at a place (its id, or ONLINE) from one instant to another. `id`: of the session, if it is one for
    guests.
    """

    starts_at: datetime
    ends_at: datetime
    place: int
    id: int = NOT_FOR_GUESTS

    @property
    def day(self) -> date:
        return clock.today(self.starts_at)


@dataclass(frozen=True)
class Choice(Stay):
    """A session with a free guest seat. `minutes`: {item id: what it teaches of it}."""

    minutes: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """`sessions`: the ids of those to come to, the soonest first. `last_day`: the last on which some way can still be
    begun, None where nothing is to be done.
    """

    sessions: tuple[int, ...]
    trips: int
    days: int
    cost: int
    last_day: date | None


NOTHING_TO_DO = Way((), 0, 0, 0, None)


@dataclass(frozen=True)
class Terms:
    """`today`, the `deadline` (a day, or None), and what travel and waiting cost."""

    today: date
    deadline: date | None
    travel: int
    trip_days: int


def clash(one: Stay, other: Stay, travel: int) -> bool:
    """Whether nobody can be at both, from beginning to end."""
    way = timedelta(minutes=0 if one.place == other.place else travel)
    return one.starts_at < other.ends_at + way and other.starts_at < one.ends_at + way


def clashes(own: Iterable[Stay], choice: Choice, travel: int) -> bool:
    """With anything but the seat that they have in this very session."""
    return any(one.id != choice.id and clash(one, choice, travel) for one in own)


def within_reach(missing, choices: Iterable[Choice], own: Sequence[Stay], terms: Terms) -> list[Choice]:
    """Those that teach something of it, before the deadline, and clash with nothing of one's own; the soonest first."""
    fitting = [
        one
        for one in choices
        if missing.keys() & one.minutes.keys()
        and (terms.deadline is None or one.day <= terms.deadline)
        and not clashes(own, one, terms.travel)
    ]
    return sorted(fitting, key=lambda one: (one.starts_at, one.id))


def find(missing: Mapping[int, int], choices: Iterable[Choice], own: Sequence[Stay], terms: Terms) -> Way | None:
    """The cheapest way to cover `missing` ({item id: minutes}); None if there is none."""
    missing = {item: minutes for item, minutes in missing.items() if minutes > 0}
    if not missing:
        return NOTHING_TO_DO
    possible = within_reach(missing, choices, own, terms)
    needed = forced(missing, possible)
    if needed is None:
        return None
    if is_covered(missing, needed):
        return None if any_clash(needed, terms.travel) else way_of(needed, own, terms, first_day(needed))
    return solved(missing, possible, own, terms)


def forced(missing, possible: Sequence[Choice]) -> list[Choice] | None:
    """Those without which an item stays short; None if one stays short with all of them."""
    needed: dict[int, Choice] = {}
    for item, minutes in missing.items():
        teaching = [one for one in possible if item in one.minutes]
        spare = sum(one.minutes[item] for one in teaching) - minutes
        if spare < 0:
            return None
        needed |= {one.id: one for one in teaching if one.minutes[item] > spare}
    return sorted(needed.values(), key=lambda one: (one.starts_at, one.id))


def is_covered(missing, chosen: Iterable[Choice]) -> bool:
    every = list(chosen)
    return all(sum(one.minutes.get(item, 0) for one in every) >= minutes for item, minutes in missing.items())


def any_clash(chosen: Sequence[Choice], travel) -> bool:
    return any(clash(one, other, travel) for n, one in enumerate(chosen) for other in chosen[:n])


def journeys(chosen: Iterable[Choice], own: Iterable[Stay]) -> int:
    """How many days at a place they mean, where one is not anyway."""
    there = {(one.day, one.place) for one in own}
    return len({(one.day, one.place) for one in chosen if one.place != ONLINE} - there)


def way_of(chosen: Sequence[Choice], own, terms: Terms, last_day: date | None) -> Way:
    trips = journeys(chosen, own)
    days = max((one.day - terms.today).days for one in chosen)
    in_order = sorted(chosen, key=lambda one: (one.starts_at, one.id))
    return Way(tuple(one.id for one in in_order), trips, days, terms.trip_days * trips + days, last_day)


def first_day(chosen: Iterable[Choice]) -> date:
    return min(one.day for one in chosen)


def solved(missing, possible: Sequence[Choice], own, terms: Terms) -> Way | None:
    """By the solver: first the cheapest way, then the one that begins latest."""
    from . import solving

    cheapest = solving.cheapest(missing, possible, own, terms)
    if cheapest is None:
        return None
    latest = solving.latest(missing, possible, terms)
    return way_of(cheapest, own, terms, first_day(latest))
