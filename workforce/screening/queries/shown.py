"""The sheet of a cohort as a value of the one statement that its public page asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.types import NULLTYPE

from ...catalogue.models import Cohort
from ...database import LocalizedText
from ...stored import instant, rows_as_json, stored, text
from ..models import Criterion, Sheet, TieRule

later = aliased(Sheet)
NEWEST = select(func.max(later.number)).where(later.cohort_id == Cohort.id).correlate(Cohort).scalar_subquery()
CRITERIA = (
    select(
        rows_as_json(
            Criterion.position,
            stored(Criterion.name),
            stored(Criterion.look_for),
            Criterion.most,
            Sheet.minimum,
            Sheet.tie_rule,
            Sheet.reason,
            type_coerce(Sheet.written_at, NULLTYPE),
            stored(Sheet.questions),
        )
    )
    .join(Sheet, Sheet.id == Criterion.sheet_id)
    .where(Sheet.cohort_id == Cohort.id, Sheet.number == NEWEST)
    .correlate(Cohort)
    .scalar_subquery()
)


class ShownCriterion(NamedTuple):
    position: int
    name: LocalizedText
    look_for: LocalizedText
    most: int


@dataclass(frozen=True)
class ShownSheet:
    """As rules.sheets.how_it_goes asks it."""

    criteria: tuple[ShownCriterion, ...]
    minimum: int | None
    tie_rule: TieRule
    reason: str | None
    written_at: datetime | None
    questions: list[str]

    @property
    def texts(self) -> list[LocalizedText]:
        return [words for one in self.criteria for words in (one.name, one.look_for)]


def read_sheet(kept: str) -> ShownSheet | None:
    rows = sorted(text(kept))
    if not rows:
        return None
    criteria = [ShownCriterion(row[0], text(row[1]), text(row[2]), row[3]) for row in rows]
    minimum, tie_rule, reason, written_at, questions = rows[0][4:]
    rule, written = TieRule(tie_rule), instant(written_at)
    return ShownSheet(tuple(criteria), minimum, rule, reason, written, text(questions))
