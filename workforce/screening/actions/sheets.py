"""Staff write by what people are chosen. A version that was written is never changed; the last one counts.

Free until enrolment opens or somebody has applied; then a new version needs a reason, which everybody can read. When
the list of applicants is closed, which is before the first point is given, the last version is final.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import exists, select

from ... import history
from ...catalogue.models import Cohort, CohortState, Selection
from ...catalogue.rules.moves import NotNow
from ...database import LocalizedText, hold
from ...enrolment.models import Enrolment
from ..models import Criterion, Sheet, TieRule
from ..queries import sheets as queries
from ..rules.sheets import CRITERIA_AT_MOST, HIGHEST, asked_in
from .refusals import (
    CriteriaFinal,
    MinimumTooHigh,
    NoCriteria,
    NothingDecides,
    NothingNew,
    PointsOutOfRange,
    QuestionUnknown,
    ReasonNeeded,
    SheetMissing,
)


class Wanted(NamedTuple):
    """A criterion as staff want it."""

    name: LocalizedText
    look_for: LocalizedText
    most: int


def write(
    session,
    cohort: Cohort,
    *,
    criteria: Sequence[Wanted],
    questions: Sequence[str],
    minimum: int | None,
    tie_rule: TieRule,
    reason: str | None,
    by,
    at,
) -> Sheet:
    """The next version. `cohort` with its course. Raises NotNow, CriteriaFinal, NothingNew, ReasonNeeded, and what
    `refuse_nonsense` does.
    """
    hold(session, cohort)
    session.refresh(cohort, ["state", "decided_at", "opens_at"])
    if cohort.state is CohortState.CANCELLED or cohort.decided_at:
        raise NotNow
    if queries.is_listed(session, cohort.id):
        raise CriteriaFinal
    refuse_nonsense(cohort, criteria, questions, minimum)
    before = queries.newest(session, cohort.id)
    if before and as_wanted(before) == (list(criteria), list(questions), minimum or None, tie_rule):
        raise NothingNew
    if before and not reason and is_published(session, cohort, at=at):
        raise ReasonNeeded
    sheet = Sheet(
        cohort_id=cohort.id,
        number=before.number + 1 if before else 1,
        questions=list(questions),
        minimum=minimum or None,
        tie_rule=tie_rule,
        reason=reason or None,
        written_at=at,
        by_id=by.id if by else None,
    )
    session.add(sheet)
    session.flush()
    session.add_all(Criterion(sheet_id=sheet.id, position=n, **one._asdict()) for n, one in enumerate(criteria, 1))
    session.flush()
    history.record(session, cohort, "criteria_written", by=by, at=at, reason=reason or None)
    return sheet


def as_wanted(sheet):
    criteria = [Wanted(one.name, one.look_for, one.most) for one in sheet.criteria]
    return criteria, sheet.questions, sheet.minimum, sheet.tie_rule


def is_published(session, cohort, *, at) -> bool:
    """Whether applicants may have read the sheet."""
    has_opened = cohort.state is CohortState.PUBLISHED and cohort.opens_at <= at
    return has_opened or bool(session.scalar(select(exists().where(Enrolment.cohort_id == cohort.id))))


def refuse_nonsense(cohort, criteria, questions, minimum):
    """Raises NothingDecides, QuestionUnknown, NoCriteria, PointsOutOfRange, MinimumTooHigh."""
    asked = asked_in(cohort.course.questions)
    if not asked:
        raise NothingDecides
    if not questions or set(questions) - set(asked):
        raise QuestionUnknown
    if not 1 <= len(criteria) <= CRITERIA_AT_MOST:
        raise NoCriteria(most=CRITERIA_AT_MOST)
    if any(not 1 <= one.most <= HIGHEST for one in criteria):
        raise PointsOutOfRange(most=HIGHEST)
    if (most := sum(one.most for one in criteria)) < (minimum or 0):
        raise MinimumTooHigh(most=most)


def refuse_without_sheet(session, cohort, *, at=None):
    """When a cohort is published that is assessed. Raises SheetMissing."""
    if cohort.selection is Selection.SCREENING and not queries.has_one(session, cohort.id):
        raise SheetMissing


def refuse_choice(session, cohort, selection):
    """When a cohort that is public already is to be assessed from now on. Raises SheetMissing."""
    is_public = cohort.state is CohortState.PUBLISHED
    if selection is Selection.SCREENING and is_public and not queries.has_one(session, cohort.id):
        raise SheetMissing
