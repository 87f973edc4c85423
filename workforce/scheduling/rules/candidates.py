"""Who could teach instead, and in which order to ask: those who said that they have time, know the cohort, hold the
preferred licence and teach least this month come first.
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

    `licence`: of those that the parts ask for, by which they teach; None: every instructor may. `rank`: how far down
    the list of the rule it stands, over all parts. `time`: of the worst session, `against` what they said of it.
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

    @property
    def order(self):
        return (self.declined, self.time, -min(self.taught, 1), self.rank, self.minutes, self.name, self.person_id)


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
    """(how far down the list, the licence) of the first that is enough; they have one."""
    found = ((rank, one.licence) for rank, one in enumerate(needs.any_of) if one.fits(held, on))
    return next(found, (0, None))
