"""What the pages of applicants show. A record comes through the link that was opened or the person who signed in."""

from collections.abc import Collection

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, Course, Prerequisite
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import ACTIVE, Enrolment, State

IS_THEIRS = and_(
    Enrolment.receipt == bindparam("receipt"),
    or_(
        Enrolment.receipt.in_(bindparam("granted", expanding=True)),
        Enrolment.person_id.in_(select(Person.id).where(in_group(Person, bindparam("person_id")))),
    ),
)
"""This visitor was let into the enrolment, or is the person they signed in as."""
COHORT = joinedload(Enrolment.cohort)
COURSE = COHORT.joinedload(Cohort.course)
# Built once: building it took as long as reading the answer.
THEIRS = (
    select(Enrolment)
    .where(IS_THEIRS)
    .options(
        joinedload(Enrolment.person),
        joinedload(Enrolment.consent),
        joinedload(Enrolment.guardian),
        COURSE.joinedload(Course.prerequisites).joinedload(Prerequisite.required),
        COHORT.joinedload(Cohort.place),
    )
)


def enrolment_for(session, receipt: str, *, granted: Collection[str], person_id: int | None) -> Enrolment | None:
    """The enrolment, if this visitor was let into it or is the person they signed in as: one statement.

    With its person, consent, guardian and cohort, and the cohort's course, prerequisites and place.
    """
    values = {"receipt": receipt, "granted": list(granted), "person_id": person_id}
    return session.scalars(THEIRS, values).unique().one_or_none()


def own_enrolments(session, person_id: int) -> list[Enrolment]:
    """Everything this human ever enrolled in, the active ones first, newest first."""
    cohort = joinedload(Enrolment.cohort)
    query = (
        select(Enrolment)
        .where(Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id))))
        .order_by(Enrolment.state.not_in(ACTIVE), Enrolment.submitted_at.desc(), Enrolment.id.desc())
        .options(cohort.joinedload(Cohort.course), cohort.joinedload(Cohort.place))
        .limit(100)
    )
    return list(session.scalars(query))


def language_of(session, receipt: str) -> str | None:
    return session.scalar(select(Enrolment.language).where(Enrolment.receipt == receipt))


def waiting_here(session, cohort_id, *, granted: Collection[str], person_id: int | None) -> str | None:
    """The receipt of somebody on the waiting list of this cohort whose page opens for this visitor, the newest."""
    own = Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id)))
    query = select(Enrolment.receipt).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    query = query.where(or_(Enrolment.receipt.in_(granted), own)).order_by(Enrolment.id.desc())
    return session.scalar(query.limit(1))
