"""The versions of the form of a course."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort
from ...people.models import Account
from ..models import Draft, Enrolment, FormVersion


def newest(session, course_id) -> FormVersion | None:
    query = select(FormVersion).where(FormVersion.course_id == course_id)
    return session.scalars(query.order_by(FormVersion.number.desc()).limit(1)).first()


def all_of(session, course_id) -> list[FormVersion]:
    """With who published it, the newest first."""
    query = select(FormVersion).where(FormVersion.course_id == course_id).order_by(FormVersion.number.desc())
    return list(session.scalars(query.options(joinedload(FormVersion.by).joinedload(Account.person))))


def answered(session, course_id) -> dict[int | None, int]:
    """{number of the version, None before the first: how many answered it}."""
    query = select(Enrolment.form_version, func.count()).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return {
        row[0]: row[1]
        for row in session.execute(query.where(Cohort.course_id == course_id).group_by(Enrolment.form_version))
    }


def filling_in(session, course_id, *, at) -> int:
    """How many have begun the form and not sent it."""
    query = select(func.count()).select_from(Draft).join(Cohort, Cohort.id == Draft.cohort_id)
    return session.scalar(query.where(Cohort.course_id == course_id, Draft.expires_at > at))
