"""Who has shown who they are, under whichever of their records it was noted."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..models import Account, IdentityCheck, Person
from .persons import in_group

STANDS = IdentityCheck.withdrawn_at.is_(None)
WITH_CHECKER = joinedload(IdentityCheck.checked_by).joinedload(Account.person)


def of_person(session, person_id) -> IdentityCheck | None:
    """The check that stands, with who looked."""
    mine = select(Person.id).where(in_group(Person, person_id))
    query = select(IdentityCheck).where(STANDS, IdentityCheck.person_id.in_(mine))
    return session.scalars(query.options(WITH_CHECKER).order_by(IdentityCheck.id).limit(1)).first()


def by_id(session, check_id) -> IdentityCheck | None:
    query = select(IdentityCheck).where(IdentityCheck.id == check_id, STANDS)
    return session.scalars(query.options(WITH_CHECKER)).first()


def of_people(session, person_ids) -> dict[int, IdentityCheck]:
    """{id of the kept person: the check that stands}, one statement."""
    kept = func.coalesce(Person.merged_into_id, Person.id)
    query = select(kept, IdentityCheck).join(Person, Person.id == IdentityCheck.person_id)
    query = query.where(STANDS, kept.in_(list(person_ids))).options(WITH_CHECKER).order_by(IdentityCheck.id.desc())
    return {person_id: seen for person_id, seen in session.execute(query)}
