"""One person and everybody they were before they were merged; who may be the person somebody describes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from ..models import ContactKind, ContactPoint, Person
from ..rules.kana import folded
from ..rules.names import Name
from ..rules.same_person import Identity


def person(session, person_id) -> Person | None:
    """Who this is now: the kept person, if the row was merged."""
    row = aliased(Person)
    kept = Person.id == func.coalesce(row.merged_into_id, row.id)
    return session.scalars(select(Person).join(row, kept).where(row.id == person_id)).first()


def group_ids(session, person_id) -> list[int]:
    """The ids of this human: the kept person first, then all that were merged into it. Empty for no such person."""
    query = select(Person.id).where(in_group(Person, person_id))
    return list(session.scalars(query.order_by(Person.merged_into_id.is_not(None), Person.id)))


def in_group(row, person_id) -> ColumnElement[bool]:
    """`row` (Person or an alias) is the same human as `person_id`, merged or not."""
    me = aliased(Person)
    kept = select(func.coalesce(me.merged_into_id, me.id)).where(me.id == person_id).scalar_subquery()
    return or_(row.id == kept, row.merged_into_id == kept)


@dataclass(frozen=True)
class Near:
    """A row that resembles somebody: `person` is who it is now, `row_id` the row itself (perhaps merged since).

    `identity` holds its current contacts, `proven` only the confirmed ones; `ended`: (kind, value) given up once.
    """

    person: Person
    row_id: int
    identity: Identity
    proven: Identity
    ended: frozenset[tuple[ContactKind, str]]


def near(session, *, name: Name, birth_date: date | None, mail: str | None, phone: str | None) -> list[Near]:
    """Everybody with the same birth date and a like reading, or with one of these contacts; oldest first.

    One statement, all of it by index: it is asked for every enrolment.
    """
    kept = aliased(Person)
    query = (
        select(kept, Person, ContactPoint)
        .join_from(Person, kept, kept.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(ContactPoint, ContactPoint.person_id == Person.id)
        .where(Person.id.in_(resembling(name, birth_date, mail, phone)))
        .order_by(kept.id, Person.id)
    )
    rows: dict[int, list] = {}
    for found in session.execute(query):
        rows.setdefault(found[1].id, []).append(found)
    return [described(found) for found in rows.values()]


def resembling(name, birth_date, mail, phone):
    reading = select(Person.id).where(Person.birth_date == birth_date, reads_like(name))
    given = ContactPoint.value.in_([value for value in (mail, phone) if value])
    contact = select(ContactPoint.person_id).where(given, ContactPoint.ended_at.is_(None))
    return union(reading, contact).scalar_subquery() if birth_date and name.shown_kana else contact.scalar_subquery()


def reads_like(name: Name) -> ColumnElement[bool]:
    """The same reading but for voiced marks, small letters and which of the two names comes first."""
    family, given = folded(name.family_kana), folded(name.given_kana)
    orders = {f"{family} {given}", f"{given} {family}"}
    return or_(*(and_(Person.sort_kana >= f"{order}/", Person.sort_kana < f"{order}0") for order in sorted(orders)))


def described(found) -> Near:
    kept, row, _first = found[0]
    contacts = [contact for _kept, _row, contact in found if contact is not None]
    current = [contact for contact in contacts if contact.ended_at is None]
    return Near(
        person=kept,
        row_id=row.id,
        identity=identity(row, current),
        proven=identity(row, [contact for contact in current if contact.confirmed_at]),
        ended=frozenset((contact.kind, contact.value) for contact in contacts if contact.ended_at),
    )


def identity(row: Person, contacts) -> Identity:
    return Identity(
        kana=row.kana,
        birth_date=row.birth_date,
        mails=frozenset(contact.value for contact in contacts if contact.kind is ContactKind.MAIL),
        phones=frozenset(contact.value for contact in contacts if contact.kind is ContactKind.PHONE),
    )
