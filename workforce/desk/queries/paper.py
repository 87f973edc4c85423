"""What can go by post: letters and calls that wait, with the addresses of their readers."""

from dataclasses import replace

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from ...catalogue.queries.paging import Order, Page, read_page
from ...outbox import Message, paper
from ...people.models import Person
from ...people.queries import addresses

PAGE = 100
HAS_ADDRESS = addresses.is_known(Message.person_id)
ORDER = Order((case((HAS_ADDRESS, 0), else_=1), Message.id))


def page_of(session, *, after=None, before=None) -> Page:
    """(message, the reader, postal address or None), those that have one first, oldest first; in two statements."""
    page = read_page(session, letters(paper.waiting()), ORDER, after=after, before=before, size=PAGE, made=pair)
    return replace(page, rows=with_addresses(session, page.rows))


def printable(session, message_ids) -> list[int]:
    """Those of these that wait for paper and have an address."""
    return list(session.scalars(select(Message.id).where(Message.id.in_(message_ids), paper.waiting(), HAS_ADDRESS)))


def printed(session, run) -> list[tuple]:
    """(message, the reader as they are now, postal address or None) of one run."""
    rows = session.execute(letters(Message.print_run == run).order_by(Message.id)).all()
    return with_addresses(session, rows)


def letters(condition):
    kept = aliased(Person)
    query = select(Message, kept).join_from(Message, Person, Person.id == Message.person_id)
    return query.join(kept, kept.id == func.coalesce(Person.merged_into_id, Person.id)).where(condition)


def pair(message, person):
    return message, person


def with_addresses(session, rows):
    found = addresses.of_people(session, [message.person_id for message, _person in rows])
    return [(message, person, found.get(message.person_id)) for message, person in rows]
