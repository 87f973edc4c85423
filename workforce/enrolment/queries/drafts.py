"""What a page of the form needs, in one statement."""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, CohortState, Course, Place, Prerequisite
from ..models import Draft, Enrolment


class Begun(NamedTuple):
    """A form as far as it has come. `receipt`: it was sent already, and this is what came of it.

    `draft` may be past its time, until the nightly job takes it.
    """

    cohort: Cohort
    draft: Draft | None
    receipt: str | None


def brief():
    """The cohort with what rules, headings and letters need of its course and place."""
    course = joinedload(Cohort.course)
    wanted = (Course.slug, Course.title, Course.minimum_age, Course.after_compulsory_school, Course.questions)
    required = course.joinedload(Course.prerequisites).joinedload(Prerequisite.required)
    return (
        course.load_only(*wanted, raiseload=True),
        required.load_only(Course.slug, Course.title, raiseload=True),
        joinedload(Cohort.place).load_only(Place.name, raiseload=True),
    )


# Built once: building it took three times as long as answering it.
BEGUN = (
    select(Cohort, Draft, Enrolment.receipt)
    .outerjoin(Draft, and_(Draft.cohort_id == Cohort.id, Draft.code_hash == bindparam("key")))
    .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.idempotency_key == bindparam("key")))
    .where(Cohort.code == bindparam("code"), Cohort.state != CohortState.DRAFT)
    .options(*brief())
)


def begun(session, code: str, key: str | None) -> Begun | None:
    """The form for the cohort `code` and the draft of `key`; None for a cohort that nobody may see."""
    row = session.execute(BEGUN, {"code": code, "key": key}).unique().one_or_none()
    return Begun(*row) if row else None


def by_key(session, key: str, *, at) -> Draft | None:
    """The live draft of `key`, its cohort's code beside it."""
    return session.execute(
        select(Draft, Cohort.code)
        .join(Cohort, Cohort.id == Draft.cohort_id)
        .where(Draft.code_hash == key, Draft.expires_at > at)
    ).first()
