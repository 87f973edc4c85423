"""One person and everybody they were before they were merged; who may be the person somebody describes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, union
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


KEPT = aliased(Person)


def between(column, name):
    return and_(column >= bindparam(f"from_{name}"), column < bindparam(f"below_{name}"))


SAME_READING = select(Person.id).where(
    Person.birth_date == bindparam("birth_date"),
    or_(between(Person.sort_kana, "family_first"), between(Person.sort_kana, "given_first")),
)
SAME_CONTACT = select(ContactPoint.person_id).where(
    or_(ContactPoint.value == bindparam("mail"), ContactPoint.value == bindparam("phone")),
    ContactPoint.ended_at.is_(None),
)
# Built once: it is asked for every enrolment, and building it took longer than answering it.
NEAR = (
    select(KEPT, Person, ContactPoint)
    .join_from(Person, KEPT, KEPT.id == func.coalesce(Person.merged_into_id, Person.id))
    .outerjoin(ContactPoint, ContactPoint.person_id == Person.id)
    .where(Person.id.in_(union(SAME_READING, SAME_CONTACT)))
    .order_by(KEPT.id, Person.id)
)
NOBODY = "-"  # no address and no reading


def near(session, *, name: Name, birth_date: date | None, mail: str | None, phone: str | None) -> list[Near]:
    """Everybody with the same birth date and a like reading, or with one of these contacts; oldest first.

    One statement, all of it by index.
    """
    values = {"birth_date": birth_date, "mail": mail or NOBODY, "phone": phone or NOBODY} | readings(name)
    rows: dict[int, list] = {}
    for found in session.execute(NEAR, values):
        rows.setdefault(found[1].id, []).append(found)
    return [described(found) for found in rows.values()]


def readings(name: Name) -> dict[str, str]:
    """The ranges of `sort_kana` of the same reading but for voiced marks, small letters and the order of the names."""
    family, given = folded(name.family_kana), folded(name.given_kana)
    orders = {"family_first": f"{family} {given}", "given_first": f"{given} {family}"}
    if not family and not given:
        orders = dict.fromkeys(orders, NOBODY)
    return {f"{end}_{key}": f"{order}{mark}" for key, order in orders.items() for end, mark in ENDS.items()}


ENDS = {"from": "/", "below": "0"}  # what follows the reading in `sort_kana` is behind a slash


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
