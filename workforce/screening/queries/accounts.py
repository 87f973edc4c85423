"""Who may give points, and to whom."""

from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from ...access import ROLES, Permission
from ...catalogue.models import Cohort, CohortState, Course
from ...database import LocalizedText
from ...enrolment.models import ACTIVE, Enrolment
from ...people.models import Account, Person, RoleGrant
from ..models import Assessor, Candidate, Mark

ASSESSING = tuple(role for role, permissions in ROLES.items() if Permission.SCREENING_ASSESS in permissions)
KEPT = func.coalesce(Person.merged_into_id, Person.id)


def may_assess(account_id=None):
    """Open accounts whose role allows it, with the name of the person: (id, family_name, given_name)."""
    allowed = exists().where(
        RoleGrant.account_id == Account.id, RoleGrant.ended_at.is_(None), RoleGrant.role.in_(ASSESSING)
    )
    shown = aliased(Person)
    query = select(Account.id, shown.family_name, shown.given_name).join(Person, Person.id == Account.person_id)
    query = query.join(shown, shown.id == KEPT).where(Account.closed_at.is_(None), allowed)
    return query.where(Account.id == account_id) if account_id else query


def choosable(session) -> list[tuple[int, str]]:
    rows = session.execute(may_assess().order_by("family_name", "given_name", Account.id))
    return [(row.id, f"{row.family_name} {row.given_name}".strip()) for row in rows]


def is_choosable(session, account_id) -> bool:
    return session.execute(may_assess(account_id)).first() is not None


def names(session, account_ids) -> dict[int, str]:
    """{account id: name of the person}."""
    shown = aliased(Person)
    query = select(Account.id, shown.family_name, shown.given_name).join(Person, Person.id == Account.person_id)
    query = query.join(shown, shown.id == KEPT).where(Account.id.in_(list(account_ids)))
    return {row.id: f"{row.family_name} {row.given_name}".strip() for row in session.execute(query)}


def people_who_assess(session, cohort_id) -> set[int]:
    """The kept people of everybody who gives points in this cohort, or has given some."""
    gave = exists().where(Mark.assessor_id == Assessor.id)
    query = select(KEPT).join(Account, Account.person_id == Person.id).join(Assessor, Assessor.account_id == Account.id)
    query = query.where(Assessor.cohort_id == cohort_id, or_(Assessor.ended_at.is_(None), gave))
    return set(session.scalars(query))


def person_of(session, account_id) -> int | None:
    """Whose account that is, by the record kept after merging."""
    return session.scalar(select(KEPT).join(Account, Account.person_id == Person.id).where(Account.id == account_id))


def has_applied(session, cohort_id, person_id) -> bool:
    query = select(Enrolment.id).join(Person, Person.id == Enrolment.person_id)
    query = query.where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(ACTIVE), person_id == KEPT)
    return session.scalar(query.limit(1)) is not None


class Task(NamedTuple):
    """A cohort in which somebody gives points. `applicants`: 0 as long as its list is not closed."""

    code: str
    title: LocalizedText
    open_sheets: int
    applicants: int


def tasks_of(session, account_id) -> list[Task]:
    """The cohorts that are not decided and in which this account is named, the one that closes first first."""
    listed = select(func.count()).where(Candidate.cohort_id == Cohort.id).scalar_subquery()
    query = (
        select(Cohort.code, Course.title, func.count() - func.count(Assessor.closed_at), listed)
        .join(Assessor, Assessor.cohort_id == Cohort.id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Assessor.account_id == account_id, Assessor.ended_at.is_(None))
        .where(Cohort.state == CohortState.PUBLISHED, Cohort.decided_at.is_(None))
        .group_by(Cohort.id, Course.id)
        .order_by(Cohort.closes_at, Cohort.id)
    )
    return [Task(*row) for row in session.execute(query)]
