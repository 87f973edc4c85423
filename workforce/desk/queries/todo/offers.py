"""Seats offered to people whose letter is a call."""

from sqlalchemy import exists

from ....catalogue.models import Cohort
from ....enrolment.models import Enrolment, Offer
from ....outbox import Message
from .lines import Kind, finds, full_name, line
from .messages import OFFERED, is_call


@finds(Kind.OFFER)
def offers_to_call(at):
    """Seats offered to people who have no mail address, the first deadline first: their letter is a call."""
    subject = '"' + Enrolment.receipt + '"'
    lines = line(Enrolment.id, Enrolment.receipt, full_name, Offer.expires_at, Cohort.code)
    joined = lines.select_from(Offer).join(Enrolment, Enrolment.id == Offer.enrolment_id).join(Enrolment.person)
    joined = joined.join(Cohort, Cohort.id == Enrolment.cohort_id)
    called = exists().where(
        Message.template == OFFERED,
        Message.person_id == Enrolment.person_id,
        Message.link_subject == subject,
        is_call(),
    )
    return joined.where(Offer.ended_at.is_(None), Offer.expires_at > at, called)
