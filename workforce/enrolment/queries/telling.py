"""Whom a change of sessions concerns, and what they were told in the last hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, joinedload

from ...links import Purpose
from ...outbox import Message, Sending, way
from ...people.models import Person
from ...people.queries import contacts
from ..models import ACTIVE, TAKES_SEAT, Enrolment

LETTER = "session_changed"
HOUR = timedelta(hours=1)
WHOM = {"seats": TAKES_SEAT, "everybody": ACTIVE}


def is_concerned(session, cohort_id: int) -> bool:
    return bool(session.scalar(select(exists().where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(ACTIVE)))))


@dataclass(frozen=True)
class Reached:
    """One person who would be told: how, and in which language."""

    enrolment: Enrolment
    contact: contacts.Contact

    @property
    def channel(self):
        return way(self.enrolment.person, LETTER, *self.contact, Purpose.ENROLMENT)["channel"]


def concerned(session, cohort_id: int, states) -> list[Reached]:
    """In two statements."""
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(states))
    enrolled = session.scalars(query.options(joinedload(Enrolment.person)).order_by(Enrolment.id)).all()
    on_file = contacts.on_file_of(session, [one.person_id for one in enrolled])
    return [Reached(one, on_file.get(one.person_id, (None, None))) for one in enrolled]


def told_lately(session, person_ids, at: datetime) -> dict[int, list[Message]]:
    """{person, as they are now: letters about changes that wait, or left within the last hour}, oldest first."""
    record = aliased(Person)
    now = func.coalesce(record.merged_into_id, record.id)
    recent = Message.state.in_((Sending.QUEUED, Sending.SENDING)) | (
        (Message.state == Sending.SENT) & (Message.sent_at > at - HOUR)
    )
    query = select(Message, now).join(record, record.id == Message.person_id)
    query = query.where(Message.template == LETTER, now.in_(person_ids), recent).order_by(Message.id)
    found: dict[int, list[Message]] = {}
    for message, person_id in session.execute(query):
        found.setdefault(person_id, []).append(message)
    return found
