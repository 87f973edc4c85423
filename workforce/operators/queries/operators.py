"""The register of operators, as staff read it."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from ...access import STAFF_ROLES
from ...people.models import Account, Person, RoleGrant
from ..models import Office, Operator, OperatorContact
from .contacts import current

AT_MOST = 300


@dataclass(frozen=True)
class Listed:
    """One operator in the list. `lead`: a name or None."""

    id: int
    name: str
    lead: str | None
    offices: int
    contacts: int


def listed(session, search="", *, ended=False) -> list[Listed]:
    """By name; `search` is any part of the name, or the beginning of an office number. One statement. `ended`: those
    our work with whom has ended, instead of the others.
    """
    offices = select(func.count()).where(Office.operator_id == Operator.id, Office.ended_at.is_(None))
    people = select(func.count()).where(OperatorContact.operator_id == Operator.id, current())
    query = (
        select(
            Operator.id,
            Operator.name,
            Person.family_name,
            Person.given_name,
            offices.scalar_subquery(),
            people.scalar_subquery(),
        )
        .outerjoin(Operator.lead)
        .where(Operator.ended_at.is_not(None) if ended else Operator.ended_at.is_(None))
        .order_by(Operator.name, Operator.id)
        .limit(AT_MOST)
    )
    if search:
        numbered = select(Office.operator_id).where(Office.number.startswith(search, autoescape=True))
        query = query.where(or_(Operator.name.contains(search, autoescape=True), Operator.id.in_(numbered)))
    return [
        Listed(id, name, f"{family or ''} {given or ''}".strip() or None, count, contacts)
        for id, name, family, given, count, contacts in session.execute(query)
    ]


def operator(session, operator_id) -> Operator | None:
    """With its lead and its offices."""
    query = select(Operator).where(Operator.id == operator_id)
    return session.scalars(query.options(joinedload(Operator.lead), joinedload(Operator.offices))).unique().first()


def office_of(session, operator_id, office_id) -> Office | None:
    query = select(Office).where(Office.id == office_id, Office.operator_id == operator_id)
    return session.scalars(query).first()


def possible_leads(session, chosen: int | None = None) -> list[tuple[int, str]]:
    """(person id, name) of everybody who works here now, and of whoever is `chosen`."""
    works = (
        select(Account.person_id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(Account.closed_at.is_(None), RoleGrant.ended_at.is_(None), RoleGrant.role.in_(STAFF_ROLES))
    )
    query = select(Person).where(or_(Person.id.in_(works), Person.id == chosen)).order_by(Person.sort_kana, Person.id)
    return [(person.id, person.name) for person in session.scalars(query)]
