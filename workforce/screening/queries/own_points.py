"""What an applicant may see of their own assessment, once it is decided."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Row, exists, select

from ..models import Assessor, Candidate, Criterion, Decision, Mark, Note, NoteKind, Outcome, Placing, Sheet


@dataclass(frozen=True)
class OwnPoints:
    """`rows`: (criterion, average of the points, highest points)."""

    outcome: Outcome
    total: Fraction
    most: int
    minimum: int | None
    rows: list[tuple[Criterion, Fraction]]


def outcome_of(database, enrolment_id, cohort_id) -> Row | None:
    """(outcome, points, assessors) as decided; None before that, and for who was not in the list."""
    theirs = (Candidate.enrolment_id == enrolment_id, Candidate.cohort_id == cohort_id)
    query = select(Placing.outcome, Placing.points, Placing.assessors).join(
        Candidate, Candidate.id == Placing.candidate_id
    )
    return database.execute(query.where(*theirs)).one_or_none()


def own_points(session, enrolment_id, cohort_id) -> OwnPoints | None:
    """None where nothing was decided about this enrolment, or it had left before."""
    query = (
        select(Placing, Sheet.id, Sheet.minimum)
        .join(Candidate, Candidate.id == Placing.candidate_id)
        .join(Decision, Decision.id == Placing.decision_id)
        .join(Sheet, Sheet.id == Decision.sheet_id)
        .where(Candidate.enrolment_id == enrolment_id, Candidate.cohort_id == cohort_id)
        .where(Placing.outcome != Outcome.WITHDRAWN)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    placing, sheet_id, minimum = row
    criteria = session.scalars(select(Criterion).where(Criterion.sheet_id == sheet_id).order_by(Criterion.position))
    sums = points_by_criterion(session, placing.candidate_id)
    rows = [(one, Fraction(sums[one.id], placing.assessors)) for one in criteria]
    total = Fraction(placing.points, placing.assessors)
    return OwnPoints(placing.outcome, total, sum(one.most for one, _own in rows), minimum, rows)


def points_by_criterion(session, candidate_id) -> dict[int, int]:
    """{criterion id: points of all who counted together}: of those whose sheet was closed, the newest of each."""
    aside = exists().where(
        Note.assessor_id == Mark.assessor_id, Note.candidate_id == Mark.candidate_id, Note.kind == NoteKind.ASIDE
    )
    query = (
        select(Mark.assessor_id, Mark.criterion_id, Mark.points)
        .join(Assessor, Assessor.id == Mark.assessor_id)
        .where(Mark.candidate_id == candidate_id, Assessor.closed_at.is_not(None), ~aside)
        .order_by(Mark.id)
    )
    newest = {(who, criterion): points for who, criterion, points in session.execute(query)}
    found: dict[int, int] = defaultdict(int)
    for (_who, criterion), points in newest.items():
        found[criterion] += points or 0
    return found
