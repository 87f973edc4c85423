"""Records of people that somebody must decide about."""

from sqlalchemy import func

from ....people.models import ContactPoint, Person
from ....people.queries import duplicates
from .lines import Kind, finds, full_name, line


@finds(Kind.DUPLICATE)
def pairs(_at):
    """Under the name of the older record."""
    pair = duplicates.pairs().subquery().c
    return line(pair.id, pair.id, func.trim(pair.family_name + " " + pair.given_name), pair.found_at)


@finds(Kind.CONTACT)
def contact_changes(at):
    """Nobody noted when a change was asked for, so the oldest person comes first."""
    lines = line(ContactPoint.id, Person.id, full_name, Person.created_at, ContactPoint.value)
    joined = lines.join_from(ContactPoint, Person, Person.id == ContactPoint.person_id)
    return joined.where(ContactPoint.confirmed_at.is_(None), ContactPoint.ended_at.is_(None))
