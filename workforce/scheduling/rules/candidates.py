"""Who could teach instead, and in which order to ask: those who said that they have time, do not mind, know the
cohort, hold the preferred licence and teach least this month come first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ...refusals import Refused
from .availability import Against
from .days import Way
from .licences import LicenceKind
from .requirements import Requirement
from .standing import Held


class Time(IntEnum):
    """What somebody said of the time; the better first."""

    FREE = 0
    UNKNOWN = 1
    AGAINST = 2


@dataclass(frozen=True)
class Candidate:
    """Nothing of the law or of the clock stands against them.

    `licence`: of those that the parts ask for, by which they teach; None: every instructor may. `rank`: how far it is
    from the preferred one, over all parts; `is_preferred`: some are, and theirs is. `time`: of the worst session,
    `against` what they said of it; `rather_not`: they would rather not be in one of them.
    `taught`: sessions of the cohort in which they teach. `minutes`: of sessions in that month. `way`: the tightest way
    of that day. `declined`: they said no to this already, or did not answer.
    `is_elsewhere`: their own calendar says so.
    """

    person_id: int
    name: str
    licence: LicenceKind | None
    rank: int
    time: Time
    against: Against | None
    taught: int
    minutes: int
    way: Way | None = None
    declined: bool = False
    is_elsewhere: bool = False
    is_preferred: bool = False
    rather_not: bool = False

    @property
    def order(self):
        said = (self.declined, self.time, self.rather_not)
        return (*said, -min(self.taught, 1), self.rank, self.minutes, self.name, self.person_id)


@dataclass(frozen=True)
class Barred:
    """The first rule that keeps them from it, in the words of that rule."""

    person_id: int
    name: str
    why: Refused


@dataclass(frozen=True)
class Found:
    """In the order in which to ask them."""

    candidates: list[Candidate]
    barred: list[Barred]


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: one.order)


def best(needs: Requirement, held: Held, on) -> tuple[int, LicenceKind | None]:
    """(how far from the preferred one, the licence) of the best that they have."""
    had = needs.best(held, on)
    return (had.rank, had.alternative.licence) if had else (0, None)
