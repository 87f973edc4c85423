"""What staff do with a message: put words right, stop it, send it again, note that they called."""

import json
from contextlib import suppress
from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .. import history
from ..database import hold
from ..links import Purpose
from ..refusals import Refused
from . import Channel, Message, Sending, letters

OPEN = (Sending.QUEUED, Sending.FAILED)
TO_ONE_MAILBOX = (Purpose.SIGN_IN, Purpose.CONTACT, Purpose.INVITATION, Purpose.GUARDIAN)
"""Who follows such a link shows that they read this very mail: staff cannot send it to another."""


class OnItsWay(Refused):
    message = _("This message has been sent, is being sent right now, or was stopped. Reload the page to see it.")


class LinkMissing(Refused):
    message = _("Keep [[link]] in the text: the reader's own link goes there.")
    field = "body"


class NothingToSay(Refused):
    message = _("Write a subject and a text.")
    field = "body"


class NotACall(Refused):
    message = _("This message goes by mail. Nobody needs to call.")


class ThatIsOver(Refused):
    message = _("That time is over. Choose a later one.")
    field = "day"


NEXT_TRY = timedelta(hours=2)
"""When somebody who did not answer is called again."""


def edit(session, message, *, subject, body, by, at):
    """Replace the words of a message that has not left. Raises OnItsWay, LinkMissing, NothingToSay."""
    still_open(session, message)
    subject, body = " ".join(subject.split()), body.strip()
    if not subject or not body:
        raise NothingToSay
    if message.link_purpose and letters.LINK not in body:
        raise LinkMissing
    message.subject, message.body = subject, letters.tidy(body)
    history.record(session, message, "edited", by=by, at=at)
    return message


def cancel(session, message, *, by, at, reason=None):
    """Stop a message that has not left. Raises OnItsWay."""
    before = still_open(session, message)
    message.state = Sending.CANCELLED
    history.record(
        session, message, "cancelled", by=by, at=at, from_state=before, to_state=message.state, reason=reason
    )
    return message


def withdraw(session, template, *, person_id, link, at):
    """Stop what has not left of `template` to this person about `link` (Purpose, subject): it is no longer true."""
    purpose, subject = link
    about = (Message.link_purpose == purpose, Message.link_subject == json.dumps(subject))
    waiting = select(Message).where(Message.person_id == person_id, Message.template == template, *about)
    for message in session.scalars(waiting.where(Message.state.in_(OPEN)).order_by(Message.id)).all():
        with suppress(OnItsWay):
            cancel(session, message, by=None, at=at)


def resend(session, message, *, by, at, address=None):
    """Queue the same message once more, to the same or another address; the new row.

    Of a message that was sent again already, the newest: a button that is pressed twice, or on a page that is old,
    makes no second letter. A link that proves whose mailbox it reached goes nowhere else: see TO_ONE_MAILBOX.
    """
    hold(session, message)
    if newer := newest_of(session, message):
        return newer
    if message.link_purpose in TO_ONE_MAILBOX:
        address = None
    kept = ("person_id", "template", "cause", "language", "details", "link_purpose", "link_subject", "subject", "body")
    again = Message(
        **{name: getattr(message, name) for name in kept},
        resend=message.resend + 1,
        channel=Channel.MAIL if address else message.channel,
        address=address or message.address,
        queued_at=at,
        send_after=at,
    )
    session.add(again)
    history.record(session, again, "resent", by=by, at=at, to_state=Sending.QUEUED)
    return again


def newest_of(session, message):
    """The last of those that are `message` once more, or None where it is the last itself."""
    columns = (Message.person_id, Message.template, Message.cause)
    same = (column == getattr(message, column.key) for column in columns)
    later = select(Message).where(*same, Message.resend > message.resend)
    return session.scalar(later.order_by(Message.resend.desc()).limit(1))


def mark_called(session, message, *, by, at, outcome=None):
    """Staff told the person by telephone. `outcome`: a few words. Raises NotACall, OnItsWay."""
    if message.channel != Channel.CALL:
        raise NotACall
    before = still_open(session, message)
    message.sent_subject, message.sent_body = letters.editable(message)
    message.state, message.sent_at = Sending.SENT, at
    history.record(session, message, "called", by=by, at=at, from_state=before, to_state=message.state, reason=outcome)
    return message


def not_reached(session, message, *, by, at, outcome=None):
    """Nobody answered: it comes up again in a while. Raises NotACall, OnItsWay."""
    return put_off(session, message, "not_reached", at + NEXT_TRY, by=by, at=at, outcome=outcome)


def call_again(session, message, *, when, by, at, outcome=None):
    """The person asked to be called at `when`. Raises NotACall, OnItsWay, ThatIsOver."""
    if when <= at:
        raise ThatIsOver
    return put_off(session, message, "call_again", when, by=by, at=at, outcome=outcome)


def put_off(session, message, what, when, *, by, at, outcome):
    if message.channel != Channel.CALL:
        raise NotACall
    still_open(session, message)
    message.send_after, message.attempts = when, message.attempts + 1
    history.record(session, message, what, by=by, at=at, reason=outcome)
    return message


def still_open(session, message):
    """Hold the message against the worker; its state. The worker claims by an update of the same row."""
    hold(session, message)
    state = session.scalar(select(Message.state).where(Message.id == message.id))
    if state not in OPEN:
        raise OnItsWay
    return state
