"""Whom to call: the messages that are told by telephone, the most urgent first."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...enrolment.models import Enrolment, Offer
from ...outbox import Channel, Message, Sending
from ...people.models import Person

AT_MOST = 200


@dataclass(frozen=True)
class Call:
    """`until`: when an offered seat is lost, None for other letters. `receipt`: of the enrolment, if there is one."""

    message: Message
    name: str
    kana: str
    until: object
    receipt: str | None


def calls(session, *, at) -> tuple[list[Call], list[Call]]:
    """(due now, to be called later), in one statement."""
    found = [made(row) for row in session.execute(query().limit(AT_MOST))]
    due = [one for one in found if one.message.send_after <= at]
    return due, [one for one in found if one.message.send_after > at]


def query():
    kept, offer = aliased(Person), aliased(Offer)
    about = (Message.link_purpose == "enrolment") & (Message.link_subject == '"' + Enrolment.receipt + '"')
    is_offered = (offer.enrolment_id == Enrolment.id) & offer.ended_at.is_(None) & (Message.template == "offer")
    return (
        select(Message, kept, offer.expires_at, Enrolment.receipt)
        .join_from(Message, Person, Person.id == Message.person_id)
        .join(kept, kept.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(Enrolment, about)
        .outerjoin(offer, is_offered)
        .where(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)
        .order_by(offer.expires_at.is_(None), offer.expires_at, Message.send_after, Message.id)
    )


def made(row):
    message, person, until, receipt = row
    return Call(message, person.name, person.kana, until, receipt)


def call(session, message_id) -> Call | None:
    row = session.execute(query().where(Message.id == message_id)).first()
    return made(row) if row else None
