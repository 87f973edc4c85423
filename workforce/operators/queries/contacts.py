"""Who speaks for which operator now."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import ContactRole, OperatorContact


def current():
    return OperatorContact.from_at.is_not(None) & OperatorContact.until_at.is_(None)


def current_of(session, person_id) -> list[OperatorContact]:
    """For whom this human, under any of their records, speaks now; each with its operator and lead, by name."""
    mine = select(Person.id).where(in_group(Person, person_id))
    query = select(OperatorContact).where(OperatorContact.person_id.in_(mine), current())
    found = session.scalars(query.options(joinedload(OperatorContact.operator)).order_by(OperatorContact.id))
    return [contact for contact in found if contact.operator.ended_at is None]


def of_operator(session, operator_id) -> list[OperatorContact]:
    """Everybody who is invited or speaks for it, with who they are; one statement."""
    query = select(OperatorContact).where(
        OperatorContact.operator_id == operator_id, OperatorContact.until_at.is_(None)
    )
    return list(session.scalars(query.options(joinedload(OperatorContact.person)).order_by(OperatorContact.id)))


def until_the_end(session, operator) -> list[OperatorContact]:
    """Who spoke for an operator until our work with it ended, and lost the access by that."""
    if operator.ended_at is None:
        return []
    query = select(OperatorContact).where(
        OperatorContact.operator_id == operator.id,
        OperatorContact.until_at == operator.ended_at,
        OperatorContact.person_id.is_not(None),
    )
    return list(session.scalars(query.options(joinedload(OperatorContact.person)).order_by(OperatorContact.id)))


def one_of(session, operator_id, contact_id) -> OperatorContact | None:
    """A contact of this operator; another's is nothing."""
    query = select(OperatorContact).where(OperatorContact.id == contact_id, OperatorContact.operator_id == operator_id)
    return session.scalars(query.options(joinedload(OperatorContact.person))).first()


def open_contact(session, operator_id, email) -> OperatorContact | None:
    query = select(OperatorContact).where(OperatorContact.operator_id == operator_id, OperatorContact.email == email)
    return session.scalars(query.where(OperatorContact.until_at.is_(None))).first()


def other_managers(session, contact) -> list[int]:
    """The ids of those who could still invite somebody if this contact ended."""
    query = select(OperatorContact.id).where(
        OperatorContact.operator_id == contact.operator_id, OperatorContact.id != contact.id
    )
    return list(session.scalars(query.where(current(), OperatorContact.role == ContactRole.MANAGER)))


def waits_for(session, invitation_id) -> list[int]:
    query = select(OperatorContact.id).where(OperatorContact.invitation_id == invitation_id)
    return list(session.scalars(query.where(OperatorContact.until_at.is_(None))))
