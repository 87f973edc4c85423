"""How much each of those who teach teaches in some months, and how fairly it is shared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ... import clock
from .days import Busy, by_day

EVENING = 17
"""A session that begins at this hour or later is in the evening."""
FAR = 0.5
"""Half as much again as the average, or half of it less, is far from it."""
SATURDAY = 5


class Far(StrEnum):
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Load:
    """`evenings`, `weekend_days`: days with any such session. `ways`: changes of place within a day."""

    person_id: int
    name: str
    sessions: int = 0
    minutes: int = 0
    evenings: int = 0
    weekend_days: int = 0
    ways: int = 0


def load(person_id: int, name: str, busy: Sequence[Busy]) -> Load:
    days = by_day(busy)
    return Load(
        person_id,
        name,
        sessions=len(busy),
        minutes=sum(one.minutes for one in busy),
        evenings=sum(any(clock.local(one.begins_at).hour >= EVENING for one in those) for those in days.values()),
        weekend_days=sum(day.weekday() >= SATURDAY for day in days),
        ways=sum(changes(those) for those in days.values()),
    )


def changes(those: Iterable[Busy]) -> int:
    """Of one day, in order. Online sessions need no way."""
    places = [one.place_id for one in those if one.place_id is not None]
    return sum(before != after for before, after in pairwise(places))


def average(loads: Sequence[Load]) -> int:
    """Minutes, of all of them, those who teach nothing too."""
    return round(sum(one.minutes for one in loads) / len(loads)) if loads else 0


def far(one: Load, average: int) -> Far | None:
    if one.minutes > average * (1 + FAR):
        return Far.ABOVE
    return Far.BELOW if one.minutes < average * (1 - FAR) else None


def loads(names: Mapping[int, str], busy: Mapping[int, Sequence[Busy]]) -> list[Load]:
    """Who teaches most comes first."""
    found = [load(id, name, busy.get(id, ())) for id, name in names.items()]
    return sorted(found, key=lambda one: (-one.minutes, one.person_id))
