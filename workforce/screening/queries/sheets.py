"""Sheets of criteria."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ...catalogue.models import Cohort
from ..models import Candidate, Sheet


def newest(session, cohort_id) -> Sheet | None:
    """The sheet that counts, with its criteria."""
    query = select(Sheet).where(Sheet.cohort_id == cohort_id).options(selectinload(Sheet.criteria))
    return session.scalars(query.order_by(Sheet.number.desc()).limit(1)).first()


def versions(session, cohort_id) -> list[Sheet]:
    """Every version with its criteria, the newest first."""
    query = select(Sheet).where(Sheet.cohort_id == cohort_id).options(selectinload(Sheet.criteria))
    return list(session.scalars(query.order_by(Sheet.number.desc())))


def has_one(session, cohort_id) -> bool:
    return session.scalar(select(Sheet.id).where(Sheet.cohort_id == cohort_id).limit(1)) is not None


def is_listed(session, cohort_id) -> bool:
    """Whether the list of applicants is closed, so that points can be given."""
    return session.scalar(select(Candidate.id).where(Candidate.cohort_id == cohort_id).limit(1)) is not None


def earlier(session, cohort) -> list[tuple[int, str]]:
    """(id, code) of the cohorts of the same course that have a sheet, the newest one first."""
    query = (
        select(Cohort.id, Cohort.code)
        .join(Sheet, Sheet.cohort_id == Cohort.id)
        .where(Cohort.course_id == cohort.course_id, Cohort.id != cohort.id)
        .group_by(Cohort.id, Cohort.code)
        .order_by(func.max(Sheet.written_at).desc(), Cohort.id.desc())
    )
    return [(row.id, row.code) for row in session.execute(query.limit(20))]
