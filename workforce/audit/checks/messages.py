"""What must be true of messages."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import String, cast, literal, select

from ...enrolment.models import Enrolment
from ...history import Entry
from ...outbox import LEASE, Channel, Message, Sending
from ..registry import check
from .enrolment import MOVED

PATIENCE = timedelta(minutes=5)
TOLD_ONE_BY_ONE = [what for what in MOVED if what != "give_way"]
"""Of several dates that end by own wish one letter tells: see wishes.dates_ended_untold."""


@check(_("Every decision about an enrolment was told to the person, or waits to be told."))
def decisions_nobody_was_told(session, _at):
    cause = literal("history:") + cast(Entry.id, String)
    return session.scalars(
        select(Entry.subject_id)
        .distinct()
        .join(Enrolment, Enrolment.id == Entry.subject_id)
        .outerjoin(Message, (Message.person_id == Enrolment.person_id) & (Message.cause == cause))
        .where(Entry.subject == Enrolment.__tablename__, Entry.what.in_(TOLD_ONE_BY_ONE), Message.id.is_(None))
        .where(Enrolment.forgotten_at.is_(None))
        .order_by(Entry.subject_id)
    )


@check(_("No message is stuck half sent."))
def messages_stuck_in_sending(session, at):
    stuck = (Message.state == Sending.SENDING) & (Message.taken_at < at - LEASE - PATIENCE)
    return session.scalars(select(Message.id).where(stuck).order_by(Message.id))


@check(_("Every mail that was sent has a Message-ID and the time it was sent."))
def mails_sent_without_a_trace(session, _at):
    untraced = Message.message_id.is_(None) | Message.sent_at.is_(None)
    sent = (Message.state == Sending.SENT) & (Message.channel == Channel.MAIL)
    return session.scalars(select(Message.id).where(sent, untraced).order_by(Message.id))


@check(_("Mail goes to mail addresses only."))
def mails_without_an_address(session, _at):
    wrong = (Message.channel == Channel.MAIL) & ~Message.address.contains("@")
    return session.scalars(select(Message.id).where(wrong).order_by(Message.id))
