"""How somebody stands: what is missing, and whether and since when the course is completed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .completion import Asked
from .ledger import ItemLine


class GapKind(StrEnum):
    """In the order in which a trainee closes them."""

    MINUTES = "minutes"
    WRITTEN = "written"
    PRACTICAL = "practical"
    IDENTITY = "identity"
    DUES = "dues"


@dataclass(frozen=True)
class Gap:
    """`minutes` missing of the item `item_id` (MINUTES), `yen` still to be paid (DUES)."""

    kind: GapKind
    item_id: int | None = None
    minutes: int | None = None
    yen: int | None = None

    def is_within(self, other: "Gap") -> bool:
        """Whether whoever set `other` aside set this aside as well."""
        same = (self.kind, self.item_id) == (other.kind, other.item_id)
        return same and (self.minutes or 0) <= (other.minutes or 0) and (self.yen or 0) <= (other.yen or 0)

    @property
    def kept(self) -> dict[str, Any]:
        """As an override keeps it."""
        return {"kind": self.kind.value, "item_id": self.item_id, "minutes": self.minutes, "yen": self.yen}


def gap(kept: dict[str, Any]) -> Gap:
    return Gap(**kept | {"kind": GapKind(kept["kind"])})


@dataclass(frozen=True)
class Papers:
    """Everything besides hours. `passed`: {WRITTEN or PRACTICAL: the day}; `identity_on`: None while nobody looked;
    `balance`: yen, above 0 still to be paid; `waived` and `waived_on`: what two people set aside, and when.
    """

    passed: dict[GapKind, date]
    identity_on: date | None = None
    balance: int = 0
    exempted_on: date | None = None
    waived: tuple[Gap, ...] = ()
    waived_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """One enrolment. `gaps`: what is still missing; `waived`: what is missing and was set aside by two people.

    `not_recorded`: lessons of the own cohort that are over, and nobody recorded for this person. `before_joining`:
    those that were over when they got their seat. `ahead`: {item id: minutes} that lessons of the own cohort may still
    give, because they are to come or not recorded yet.

    `completed_on`: the day on which hours and assessments were complete (an exemption counts only where nothing
    else does; papers and payments take no day), or the override was granted.
    """

    enrolment_id: int
    cohort_id: int
    lines: list[ItemLine]
    gaps: list[Gap]
    waived: list[Gap]
    not_recorded: int
    before_joining: int
    completed_on: date | None
    ahead: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and not self.gaps

    @property
    def is_overridden(self) -> bool:
        return self.is_complete and bool(self.waived)

    @property
    def missing(self) -> int:
        """Minutes that are missing in all items together, set aside or not."""
        return sum(line.missing for line in self.lines)

    @property
    def required(self) -> int:
        return sum(line.required for line in self.lines)

    @property
    def counted(self) -> int:
        return sum(line.counted for line in self.lines)

    def lost_of(self, line: ItemLine) -> int:
        """Minutes of this item that no lesson of the own cohort will give any more: they must be made up."""
        return max(0, line.missing - self.ahead.get(line.item_id, 0))

    @property
    def lost(self) -> int:
        return sum(self.lost_of(line) for line in self.lines)


def gaps(lines: Iterable[ItemLine], asked: Asked, papers: Papers) -> list[Gap]:
    found = [Gap(GapKind.MINUTES, item_id=line.item_id, minutes=line.missing) for line in lines if line.missing]
    if asked.written is not None and GapKind.WRITTEN not in papers.passed:
        found.append(Gap(GapKind.WRITTEN))
    if asked.practical and GapKind.PRACTICAL not in papers.passed:
        found.append(Gap(GapKind.PRACTICAL))
    if asked.identity and papers.identity_on is None:
        found.append(Gap(GapKind.IDENTITY))
    if asked.dues and papers.balance > 0:
        found.append(Gap(GapKind.DUES, yen=papers.balance))
    return found


def completed_on(lines: Sequence[ItemLine], asked: Asked, papers: Papers, *, is_overridden: bool) -> date | None:
    """Of somebody who has completed."""
    needed = {GapKind.WRITTEN: asked.written is not None, GapKind.PRACTICAL: asked.practical}
    days = [line.full_on for line in lines if line.full_on]
    days += [day for kind, day in papers.passed.items() if needed[kind]]
    if is_overridden and papers.waived_on:
        days.append(papers.waived_on)
    return max(days, default=papers.exempted_on)


def standing(
    enrolment_id: int,
    cohort_id: int,
    lines: list[ItemLine],
    asked: Asked,
    papers: Papers,
    *,
    not_recorded: int = 0,
    before_joining: int = 0,
    ahead: Mapping[int, int] | None = None,
) -> Standing:
    found = gaps(lines, asked, papers)
    waived = [one for one in found if any(one.is_within(other) for other in papers.waived)]
    left = [one for one in found if one not in waived]
    is_complete = bool(lines) and not left
    day = completed_on(lines, asked, papers, is_overridden=bool(waived)) if is_complete else None
    return Standing(enrolment_id, cohort_id, lines, left, waived, not_recorded, before_joining, day, ahead or {})
