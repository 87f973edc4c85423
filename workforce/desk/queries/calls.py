"""Whom to call: the messages that are told by telephone, the most urgent first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import aliased

from ...catalogue.queries.paging import Order, Page, read_page
from ...database import UTCDateTime
from ...enrolment.models import Enrolment, Offer
from ...outbox import Channel, Message, Sending
from ...people.models import Person

PAGE = 50
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""In the place of the last hour of an offer, for letters that offer no seat."""

offer = aliased(Offer)


@dataclass(frozen=True)
class Call:
    """`until`: when an offered seat is lost, None for other letters. `receipt`: of the enrolment, if there is one."""

    message: Message
    name: str
    kana: str
    until: object
    receipt: str | None


def page_of(session, *, at, after=None, before=None) -> Page:
    """Calls in one statement: those that are due now first, and among them those about a seat that is offered."""
    return read_page(session, query(), order(at), after=after, before=before, size=PAGE, made=made)


def order(at) -> Order:
    is_later = case((Message.send_after > at, 1), else_=0)
    until = func.coalesce(offer.expires_at, literal(NEVER, UTCDateTime()))
    return Order((is_later, until, Message.send_after, Message.id))


def query():
    kept = aliased(Person)
    about = (Message.link_purpose == "enrolment") & (Message.link_subject == '"' + Enrolment.receipt + '"')
    is_offered = (offer.enrolment_id == Enrolment.id) & offer.ended_at.is_(None) & (Message.template == "offer")
    return (
        select(Message, kept, offer.expires_at, Enrolment.receipt)
        .join_from(Message, Person, Person.id == Message.person_id)
        .join(kept, kept.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(Enrolment, about)
        .outerjoin(offer, is_offered)
        .where(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)
    )


def made(message, person, until, receipt):
    return Call(message, person.name, person.kana, until, receipt)


def call(session, message_id) -> Call | None:
    row = session.execute(query().where(Message.id == message_id)).first()
    return made(*row) if row else None
