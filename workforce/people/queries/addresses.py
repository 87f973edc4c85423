"""Postal addresses, of a human whatever records they have."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ..models import Person, PostalAddress
from .persons import in_group


def of_person(session, person_id) -> PostalAddress | None:
    """The one that counts."""
    found = select(PostalAddress).join(Person, Person.id == PostalAddress.person_id)
    newest = found.where(in_group(Person, person_id)).order_by(PostalAddress.changed_at.desc(), PostalAddress.id.desc())
    return session.scalar(newest.limit(1))


me, theirs = aliased(Person), aliased(Person)
SAME = func.coalesce(me.merged_into_id, me.id) == func.coalesce(theirs.merged_into_id, theirs.id)


def is_known(person_id):
    """As a condition: whether this record, or another of the same human, has an address."""
    found = (
        select(PostalAddress.id).join_from(me, theirs, SAME).join(PostalAddress, PostalAddress.person_id == theirs.id)
    )
    return found.where(me.id == person_id).exists()


def of_people(session, person_ids) -> dict[int, PostalAddress]:
    """The same for many records in one statement; without an entry for people without one."""
    found = select(me.id, PostalAddress).join_from(me, theirs, SAME)
    found = found.join(PostalAddress, PostalAddress.person_id == theirs.id).where(me.id.in_(list(person_ids)))
    rows = session.execute(found.order_by(PostalAddress.changed_at, PostalAddress.id))
    return {person_id: address for person_id, address in rows}
