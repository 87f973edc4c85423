"""What can go by post: letters and calls that wait, with the addresses of their readers."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...outbox import Message, paper
from ...people.models import Person
from ...people.queries import addresses

AT_MOST = 200


def waiting(session) -> list[tuple]:
    """(message, name of the reader, postal address or None), those that have one first, oldest first."""
    kept = aliased(Person)
    query = select(Message, kept).join_from(Message, Person, Person.id == Message.person_id)
    query = query.join(kept, kept.id == func.coalesce(Person.merged_into_id, Person.id))
    rows = session.execute(query.where(paper.waiting()).order_by(Message.id).limit(AT_MOST)).all()
    found = addresses.of_people(session, [message.person_id for message, _person in rows])
    lines = [(message, person.name, found.get(message.person_id)) for message, person in rows]
    return sorted(lines, key=lambda line: line[2] is None)


def printed(session, run) -> list[tuple]:
    """(message, the reader as they are now, postal address or None) of one run."""
    kept = aliased(Person)
    query = select(Message, kept).join_from(Message, Person, Person.id == Message.person_id)
    query = query.join(kept, kept.id == func.coalesce(Person.merged_into_id, Person.id))
    rows = session.execute(query.where(Message.print_run == run).order_by(Message.id)).all()
    found = addresses.of_people(session, [message.person_id for message, _person in rows])
    return [(message, person, found.get(message.person_id)) for message, person in rows]
