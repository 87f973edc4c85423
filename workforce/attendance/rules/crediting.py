"""What a mark counts for, part by part, and what each possible answer to somebody's objection would count for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from flask_babel import gettext

from ...catalogue.models import CourseKind
from ..models import Status
from .credit import Lateness
from .marks import Slice, presence


class Counted(NamedTuple):
    """One part or several: minutes in the room, those of them that count, and how many it teaches."""

    present: int
    counts: int
    taught: int


class Answer(NamedTuple):
    """Whoever was `status`, and missed `least` to `most` minutes (both 0: none can be missed), has `counts`.

    `is_each`: every minute missed is one less; `counts` is what the first of them leaves.
    """

    status: Status
    least: int
    most: int
    counts: int
    is_each: bool = False


@dataclass(frozen=True)
class Crediting:
    """The rule of lateness that counts for an enrolment, in a course of this kind."""

    rule: Lateness
    kind: CourseKind

    @property
    def is_part_lost(self) -> bool:
        return self.kind in self.rule.part_lost

    def of(self, part: Slice, present: int) -> Counted:
        return Counted(present, self.rule.credit(self.kind, present=present, part=part.minutes), part.minutes)

    def by_part(self, parts: Iterable[Slice], minutes: Mapping[str, int]) -> dict[int, Counted]:
        """By id, the parts that somebody came for; `minutes`: as a mark keeps them."""
        return {part.id: self.of(part, minutes[str(part.id)]) for part in parts if str(part.id) in minutes}

    def words(self) -> str:
        """For whoever it counts for."""
        if self.is_part_lost:
            return gettext("By the rule of this course, whoever misses any minute of a part loses that whole part.")
        return gettext("By the rule of this course, the minutes in the room count.")


def together(counted: Iterable[Counted]) -> Counted:
    return Counted(*map(sum, zip(Counted(0, 0, 0), *counted, strict=True)))


def answers(crediting: Crediting, parts: Sequence[Slice], own: Collection[int], length: int) -> list[Answer]:
    """What can be answered for a session of `length` minutes, to somebody who comes for the parts `own`."""

    def counts(status, late=0, early=0):
        there = presence(parts, length, status, late, early)
        return sum(crediting.of(part, there[part.id]).counts for part in parts if part.id in own)

    def missed(status, name):
        found = [(n, counts(status, **{name: n})) for n in range(1, length)]
        steps = [[n for n, _same in group] for _counts, group in groupby(found, lambda one: one[1])]
        if len(steps) > len(own) + 1:
            return [Answer(status, 1, length - 1, found[0][1], is_each=True)]
        return [Answer(status, step[0], step[-1], found[step[0] - 1][1]) for step in steps]

    return [
        Answer(Status.PRESENT, 0, 0, counts(Status.PRESENT)),
        *missed(Status.LATE, "late"),
        *missed(Status.LEFT_EARLY, "early"),
        Answer(Status.ABSENT, 0, 0, 0),
    ]
