"""Who teaches what."""

from typing import NamedTuple

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from ...access import Role
from ...catalogue.models import Session, SessionPart
from ...people.models import Account, Person, RoleGrant
from ...people.queries.persons import in_group
from ..models import Assignment, Duty
from . import charges


class Taught(NamedTuple):
    """Somebody in one part. `person_id`: who that is now."""

    id: int
    part_id: int
    person_id: int
    name: str
    duty: Duty


record, shown = aliased(Person), aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)


def of_cohort(session, cohort_id) -> dict[int, list[Taught]]:
    """By part, who leads it first."""
    query = (
        select(Assignment.id, Assignment.part_id, shown.id, shown.family_name, shown.given_name, Assignment.duty)
        .join(SessionPart, SessionPart.id == Assignment.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(record, record.id == Assignment.person_id)
        .join(shown, shown.id == KEPT)
        .where(Session.cohort_id == cohort_id)
        .order_by(Assignment.part_id, Assignment.duty != Duty.LEAD, Assignment.id)
    )
    found: dict[int, list[Taught]] = {}
    for id, part_id, person_id, family, given, duty in session.execute(query):
        found.setdefault(part_id, []).append(Taught(id, part_id, person_id, f"{family} {given}".strip(), duty))
    return found


def mine(person_id):
    """Assignments of this human, whichever of their records was named."""
    return Assignment.person_id.in_(select(Person.id).where(in_group(Person, person_id)))


def sessions_of(session, person_id, *, begins, ends) -> set[int]:
    """Ids of the sessions from `begins` until before `ends` in which this person teaches anything, or is in charge."""
    query = select(SessionPart.session_id).join(Assignment, Assignment.part_id == SessionPart.id)
    query = query.join(Session, Session.id == SessionPart.session_id)
    taught = set(session.scalars(query.where(mine(person_id), Session.starts_at >= begins, Session.starts_at < ends)))
    return taught | charges.sessions_of(session, person_id, begins=begins, ends=ends)


def teaches(session, person_id, session_id) -> bool:
    """Whether this person leads or assists any part of this session, or is in charge of one that teaches nothing."""
    query = select(Assignment.id).join(SessionPart, SessionPart.id == Assignment.part_id)
    query = query.where(SessionPart.session_id == session_id, mine(person_id)).limit(1)
    return session.scalar(query) is not None or charges.has(session, person_id, session_id)


def instructors(session) -> list[tuple[int, str]]:
    """(person id, name) of everybody who has the role of an instructor, by reading."""
    holding = exists().where(
        and_(RoleGrant.account_id == Account.id, RoleGrant.role == Role.INSTRUCTOR, RoleGrant.ended_at.is_(None))
    )
    query = (
        select(shown.id, shown.family_name, shown.given_name, shown.sort_kana)
        .join(record, shown.id == KEPT)
        .join(Account, Account.person_id == record.id)
        .where(holding, Account.closed_at.is_(None))
        .distinct()
    )
    rows = session.execute(query.order_by(shown.sort_kana, shown.id))
    return [(row.id, f"{row.family_name} {row.given_name}".strip()) for row in rows]
