"""One human across everything they do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from ...catalogue.models import Cohort
from ...enrolment.models import Enrolment
from ...outbox import Message
from ...outbox.undeliverable import Undeliverable
from ...people.models import Account, ContactPoint, Person, PostalAddress
from ...people.queries import contacts
from ...people.queries.persons import in_group

MESSAGES = 20


@dataclass(frozen=True)
class Human:
    """`now` is the kept record, `before` the records merged into it, `accounts` of all of them."""

    now: Person
    before: list[Person]
    accounts: list[Account]
    address: PostalAddress | None = None

    @property
    def ids(self):
        return [self.now.id, *(person.id for person in self.before)]


def human(session, person_id) -> Human | None:
    """Whoever this record is now, in one statement."""
    query = select(Person, Account, PostalAddress).outerjoin(Account, Account.person_id == Person.id)
    query = query.outerjoin(PostalAddress, PostalAddress.person_id == Person.id)
    rows = session.execute(query.where(in_group(Person, person_id)).order_by(Person.id, Account.id)).all()
    people = {person.id: person for person, _account, _address in rows}
    homes = {address.id: address for _person, _account, address in rows if address}
    now = next((person for person in people.values() if person.merged_into_id is None), None)
    if now is None:
        return None
    before = [person for person in people.values() if person is not now]
    accounts = [account for _person, account, _address in rows if account]
    return Human(now, before, accounts, max(homes.values(), key=lambda one: one.changed_at, default=None))


def contacts_of(session, person_id) -> tuple[list[ContactPoint], list[Undeliverable]]:
    """How this human is reached, and which of these addresses take no mail; in one statement."""
    is_marked = (Undeliverable.address == ContactPoint.value) & Undeliverable.lifted_at.is_(None)
    query = contacts.of_person_query(person_id).add_columns(Undeliverable).outerjoin(Undeliverable, is_marked)
    rows = session.execute(query).all()
    return [contact for contact, _mark in rows], [mark for _contact, mark in rows if mark]


def enrolments_of(session, person_ids) -> list[Enrolment]:
    """With cohort, course and every consent, the newest first."""
    query = select(Enrolment).join(Enrolment.cohort).join(Cohort.course).where(Enrolment.person_id.in_(person_ids))
    loaded = contains_eager(Enrolment.cohort).contains_eager(Cohort.course)
    query = query.options(loaded, joinedload(Enrolment.words))
    return list(session.scalars(query.order_by(Enrolment.submitted_at.desc(), Enrolment.id.desc())).unique())


def messages_of(session, person_ids) -> list[Message]:
    query = select(Message).where(Message.person_id.in_(person_ids))
    return list(session.scalars(query.order_by(Message.id.desc()).limit(MESSAGES)))


@dataclass(frozen=True)
class Activity:
    """What a list says of a person: how many enrolments, and the newest one."""

    count: int
    newest: datetime


def activity_of(session, person_ids) -> dict[int, Activity]:
    """Of kept persons, their merged records counted in; one statement."""
    kept = func.coalesce(Person.merged_into_id, Person.id)
    mine = select(Person.id).where(Person.id.in_(person_ids) | Person.merged_into_id.in_(person_ids))
    query = (
        select(kept, func.count(), func.max(Enrolment.submitted_at))
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Person.id.in_(mine))
        .group_by(kept)
    )
    return {row[0]: Activity(row[1], row[2]) for row in session.execute(query)}
