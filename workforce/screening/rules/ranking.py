"""In which order points put people, who of them gets a seat, and where people have the same points.

What counts is the average of the assessors' points. Who has fewer than the minimum is in no order. Seats: the bands
come in their order, and the first of each take its seats; who of a band got none of them takes part in what is left,
with everybody else (rules.draw.seated, the same as in a draw).

People with the same points are a group. If not all of a group get a seat, their order must be decided by the rule of
the sheet. How many of a group get a seat follows from the points alone, whatever their order.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from ...enrolment.rules.draw import Entry, Quota, seated
from ..models import Outcome, TieRule


class Assessed(NamedTuple):
    """`band`: number of a quota or None; `marks`: of each assessor their points, in the order of the criteria."""

    number: int
    band: int | None
    marks: tuple[tuple[int, ...], ...]

    @property
    def points(self) -> int:
        return sum(map(sum, self.marks))

    @property
    def average(self) -> Fraction:
        return Fraction(self.points, len(self.marks))

    def by_criterion(self) -> list[Fraction]:
        return [Fraction(sum(points), len(self.marks)) for points in zip(*self.marks, strict=True)]


@dataclass(frozen=True)
class Tie:
    """People with the same points of whom not all get a seat. `at_cut`: some do."""

    numbers: tuple[int, ...]
    at_cut: bool


@dataclass(frozen=True)
class Placed:
    """`rank` None: too few points. `is_open`: it depends on the order within a tie that is not decided yet."""

    assessed: Assessed
    rank: int | None
    outcome: Outcome
    band: int | None
    is_open: bool = False


@dataclass(frozen=True)
class Ranking:
    placed: tuple[Placed, ...]
    ties: tuple[Tie, ...]


Within = Callable[[Assessed], tuple]
"""What orders people with the same points, the first one first."""


def ranked(
    everybody: Sequence[Assessed], *, seats: int, quotas: Sequence[Quota], minimum: int, within: Within | None = None
) -> Ranking:
    """`within` None: the ties are not decided yet; the people in them are shown in the order of their numbers."""
    enough = [one for one in everybody if one.average >= minimum]
    by_points = sorted(enough, key=lambda one: (-one.average, *(within(one) if within else ()), one.number))
    given = seated([Entry(str(one.number), one.band, 1) for one in by_points], seats, quotas)
    ties = tuple(ties_in(by_points, given))
    undecided = {} if within else {number: tie.at_cut for tie in ties for number in tie.numbers}
    placed = [
        Placed(
            one,
            rank,
            Outcome.SEAT if str(one.number) in given else Outcome.WAITING,
            given.get(str(one.number)),
            undecided.get(one.number, False),
        )
        for rank, one in enumerate(by_points, 1)
    ]
    below = sorted((one for one in everybody if one.average < minimum), key=lambda one: (-one.average, one.number))
    return Ranking((*placed, *(Placed(one, None, Outcome.BELOW, None) for one in below)), ties)


def ties_in(by_points: Sequence[Assessed], given: Mapping[str, int | None]):
    for _average, same in groupby(by_points, key=lambda one: one.average):
        numbers = tuple(sorted(one.number for one in same))
        lucky = sum(str(number) in given for number in numbers)
        if len(numbers) > 1 and lucky < len(numbers):
            yield Tie(numbers, at_cut=lucky > 0)


def by_rule(rule: TieRule, *, lot_key: str = "", places: Mapping[int, int] | None = None) -> Within:
    """`lot_key`: what lots are drawn with; `places`: {number: place among the same} as somebody decided."""
    if rule is TieRule.FIRST_CRITERION:
        return lambda one: (-one.by_criterion()[0], lot(lot_key, one.number))
    if rule is TieRule.LOT:
        return lambda one: (lot(lot_key, one.number),)
    return lambda one: ((places or {}).get(one.number, 0),)


def lot(lot_key: str, number: int) -> str:
    """The lowest comes first: HMAC-SHA256 of the number."""
    return hmac.new(lot_key.encode(), str(number).encode(), "sha256").hexdigest()


def needs_lots(rule: TieRule, ties: Sequence[Tie], everybody: Sequence[Assessed]) -> bool:
    """Whether chance decides anything."""
    if rule is TieRule.LOT:
        return bool(ties)
    first = {one.number: one.by_criterion()[0] for one in everybody}
    same = (len({first[number] for number in tie.numbers}) < len(tie.numbers) for tie in ties)
    return rule is TieRule.FIRST_CRITERION and any(same)
