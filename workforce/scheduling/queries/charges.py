"""Who is in charge of sessions that teach nothing."""

from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Session, SessionPart
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import Charge


class InCharge(NamedTuple):
    """`person_id`: who that is now."""

    id: int
    session_id: int
    person_id: int
    name: str


record, shown = aliased(Person), aliased(Person)
TEACHES_NOTHING = ~exists().where(SessionPart.session_id == Session.id)


def of_cohort(session, cohort_id) -> dict[int, list[InCharge]]:
    """By session, in the order in which they were named."""
    query = (
        select(Charge.id, Charge.session_id, shown.id, shown.family_name, shown.given_name)
        .join(Session, Session.id == Charge.session_id)
        .join(record, record.id == Charge.person_id)
        .join(shown, shown.id == func.coalesce(record.merged_into_id, record.id))
        .where(Session.cohort_id == cohort_id)
        .order_by(Charge.id)
    )
    found: dict[int, list[InCharge]] = {}
    for id, session_id, person_id, family, given in session.execute(query):
        found.setdefault(session_id, []).append(InCharge(id, session_id, person_id, f"{family} {given}".strip()))
    return found


def mine(person_id):
    """Charges of this human, whichever of their records was named."""
    return Charge.person_id.in_(select(Person.id).where(in_group(Person, person_id)))


def sessions_of(session, person_id, *, begins, ends) -> set[int]:
    query = select(Charge.session_id).join(Session, Session.id == Charge.session_id)
    return set(session.scalars(query.where(mine(person_id), Session.starts_at >= begins, Session.starts_at < ends)))


def has(session, person_id, session_id) -> bool:
    query = select(Charge.id).where(Charge.session_id == session_id, mine(person_id))
    return session.scalar(query.limit(1)) is not None


def sessions(session, cohort_id) -> list[Session]:
    """Those of the cohort that teach nothing, by their time."""
    query = select(Session).where(Session.cohort_id == cohort_id, TEACHES_NOTHING)
    return list(session.scalars(query.order_by(Session.starts_at, Session.id)))
