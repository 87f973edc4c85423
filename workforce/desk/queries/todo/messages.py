"""Calls to make, letters to post, messages that failed, changed sessions that nobody was told of."""

from sqlalchemy import and_, func

from ....catalogue.models import Cohort, CohortState, Course, SessionChange
from ....outbox import Channel, Message, Sending
from ....people.models import Person
from .lines import Kind, finds, full_name, line

OFFERED = "offer"
"""The letter that offers a seat."""


def is_call():
    return and_(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)


def messages(condition):
    name = func.coalesce(full_name, Message.address)
    lines = line(Message.id, Message.id, name, Message.queued_at, Message.template)
    return lines.join_from(Message, Person, Person.id == Message.person_id, isouter=True).where(condition)


@finds(Kind.FAILED)
def failed(_at):
    return messages(Message.state == Sending.FAILED)


@finds(Kind.CALL)
def calls(at):
    return messages(and_(is_call(), Message.template != OFFERED, Message.send_after <= at))


@finds(Kind.LETTER)
def letters(_at):
    return messages(and_(Message.channel == Channel.LETTER, Message.state == Sending.QUEUED))


@finds(Kind.UNTOLD)
def untold_changes(_at):
    """Cohorts of which a session changed, and nobody decided whether people are told; the oldest change first."""
    title, since = Course.title["ja"].as_string(), func.min(SessionChange.at)
    lines = line(Cohort.id, Cohort.code, title, since).select_from(SessionChange)
    joined = lines.join(Cohort, Cohort.id == SessionChange.cohort_id).join(Course, Course.id == Cohort.course_id)
    waits = (SessionChange.decided_at.is_(None), Cohort.state == CohortState.PUBLISHED)
    return joined.where(*waits).group_by(Cohort.id, Cohort.code, title)
