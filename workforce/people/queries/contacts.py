"""How a person is reached. On file is the newest confirmed address of each kind, of every row they are."""

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from ...stored import execute
from ..models import ContactKind, ContactPoint, Person
from .persons import in_group

Contact = tuple[str | None, str | None]
"""(mail, phone), either None."""


def is_on_file():
    return ContactPoint.confirmed_at.is_not(None) & ContactPoint.ended_at.is_(None)


ON_FILE = (
    select(ContactPoint.kind, ContactPoint.value)
    .join(Person, Person.id == ContactPoint.person_id)
    .where(in_group(Person, bindparam("person_id")), is_on_file())
    .order_by(ContactPoint.confirmed_at, ContactPoint.id)
)


def on_file(session, person_id) -> Contact:
    """Where messages to this person go."""
    return newest(execute(session, ON_FILE, person_id=person_id))


me, theirs = aliased(Person), aliased(Person)
same = func.coalesce(me.merged_into_id, me.id)
ON_FILE_OF = (
    select(me.id, ContactPoint.kind, ContactPoint.value)
    .join_from(me, theirs, or_(theirs.id == same, theirs.merged_into_id == same))
    .join(ContactPoint, ContactPoint.person_id == theirs.id)
    .where(me.id.in_(bindparam("person_ids", expanding=True)), is_on_file())
    .order_by(ContactPoint.confirmed_at, ContactPoint.id)
)


def on_file_of(session, person_ids) -> dict[int, Contact]:
    """The same for many people in one statement; without an entry for people who have nothing on file."""
    found: dict[int, list] = {}
    for person_id, kind, value in execute(session, ON_FILE_OF, person_ids=list(person_ids)):
        found.setdefault(person_id, []).append((kind, value))
    return {person_id: newest(values) for person_id, values in found.items()}


def of_person(session, person_id) -> list[ContactPoint]:
    """Every current address of this human, the ones on file and the ones that wait, newest last."""
    return list(session.scalars(of_person_query(person_id)))


def of_person_query(person_id):
    return (
        select(ContactPoint)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(in_group(Person, person_id), ContactPoint.ended_at.is_(None))
        .order_by(ContactPoint.kind, ContactPoint.confirmed_at.is_(None), ContactPoint.confirmed_at, ContactPoint.id)
    )


def waiting(session, contact_id) -> ContactPoint | None:
    """A change that nobody has confirmed yet, with its person."""
    query = select(ContactPoint).options(joinedload(ContactPoint.person)).where(ContactPoint.id == contact_id)
    query = query.where(ContactPoint.confirmed_at.is_(None), ContactPoint.ended_at.is_(None))
    return session.scalars(query).first()


def people_with(session, mail) -> list[Person]:
    """Everybody whose mail on file this is, as they are now; families share one."""
    row = aliased(Person)
    kept = select(func.coalesce(row.merged_into_id, row.id)).join(ContactPoint, ContactPoint.person_id == row.id)
    kept = kept.where(ContactPoint.value == mail, ContactPoint.kind == ContactKind.MAIL, is_on_file())
    return list(session.scalars(select(Person).where(Person.id.in_(kept)).order_by(Person.id)))


def newest(values) -> Contact:
    """From (kind, value), oldest first."""
    by_kind = {kind: value for kind, value in values}
    return by_kind.get(ContactKind.MAIL), by_kind.get(ContactKind.PHONE)
