"""What the pages of applicants show. A record comes through the link that was opened or the person who signed in."""

from collections.abc import Collection

from sqlalchemy import false, or_, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, Course, Prerequisite
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import ACTIVE, Enrolment


def theirs(granted: Collection[str], person_id: int | None):
    """Enrolments that this visitor may see: by the receipts they were let into, or as the person they signed in as."""
    own = Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id))) if person_id else false()
    return or_(Enrolment.receipt.in_(list(granted)), own)


def enrolment_for(session, receipt: str, *, granted: Collection[str], person_id: int | None) -> Enrolment | None:
    """With its person, consent, cohort, sessions, and the cohort's course, prerequisites and place: two statements."""
    cohort = joinedload(Enrolment.cohort)
    course = cohort.joinedload(Cohort.course)
    query = (
        select(Enrolment)
        .where(Enrolment.receipt == receipt, theirs(granted, person_id))
        .options(
            joinedload(Enrolment.person),
            joinedload(Enrolment.consent),
            course.joinedload(Course.prerequisites).joinedload(Prerequisite.required),
            cohort.joinedload(Cohort.place),
            cohort.selectinload(Cohort.sessions),
        )
    )
    return session.scalars(query).unique().one_or_none()


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
