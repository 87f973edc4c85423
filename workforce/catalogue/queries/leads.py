"""Who may be named as the lead of a course or cohort, and which have none."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Database

from ...access import STAFF_ROLES, Role
from ...people.models import Account, Person, RoleGrant
from ..models import Cohort, CohortState, Course, CourseState

LEADING = STAFF_ROLES | {Role.INSTRUCTOR}


def possible_leads(database: Database, *also: int | None) -> list[tuple[int, str]]:
    """(person id, name) of staff and instructors, by reading; and of the persons `also`, who lead now."""
    holding = (
        select(Account.person_id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role.in_(LEADING), RoleGrant.ended_at.is_(None), Account.closed_at.is_(None))
    )
    now = [person_id for person_id in also if person_id]
    query = select(Person.id, Person.family_name, Person.given_name).where(
        or_(Person.id.in_(holding), Person.id.in_(now))
    )
    rows = database.execute(query.order_by(Person.sort_kana, Person.id))
    return [(person_id, " ".join(part for part in (family, given) if part)) for person_id, family, given in rows]


def courses_without_lead(database: Database) -> Sequence[Course]:
    """Not cancelled, and nobody is named."""
    query = select(Course).where(Course.lead_id.is_(None), Course.state != CourseState.CANCELLED)
    return database.scalars(query.order_by(Course.slug)).all()


def cohorts_without_lead(database: Database, *, at) -> Sequence[Cohort]:
    """Drafts and published ones that are not over, and nobody is named."""
    lasting = or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    query = select(Cohort).where(Cohort.lead_id.is_(None), Cohort.state != CohortState.CANCELLED, lasting)
    return database.scalars(query.order_by(Cohort.code)).all()
