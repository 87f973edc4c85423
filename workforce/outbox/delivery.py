"""Sending what is due: one row at a time, claimed and committed before the mail server hears of it.

A message gets its Message-ID once, before the first try. Whoever is killed between the server's "accepted" and our
commit leaves the row *sending*; it goes out again under the same Message-ID, which every mail program knows as the
same mail. So none is lost, and a repeat is recognisable.
"""

import logging
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import or_, select, update

from ..database import transaction
from . import LEASE, Channel, Message, Sending, letters, post, quiet, undeliverable

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
"""After each temporary failure; when they are used up the message has failed."""

log = logging.getLogger("workforce.delivery")


def is_due(at, held_back=()):
    """Mail that should leave now, or that a dead worker left half sent; but for the letters that are held back."""
    waiting = (Message.state == Sending.QUEUED) & (Message.send_after <= at) & Message.template.not_in(held_back)
    left = (Message.state == Sending.SENDING) & (Message.taken_at < at - LEASE)
    return (Message.channel == Channel.MAIL) & or_(waiting, left)


def has_due(session, at) -> bool:
    held_back = quiet.held_back(session, at)
    return session.scalar(select(Message.id).where(is_due(at, held_back)).limit(1)) is not None


def take_over(worker: str):
    """Put back what the worker of this name was sending when it died; it keeps its Message-ID."""
    with transaction() as session:
        mine = (Message.state == Sending.SENDING) & (Message.taken_by == worker)
        session.execute(update(Message).where(mine).values(state=Sending.QUEUED))


def deliver_due(clock, *, worker: str, stop=lambda: False) -> int:
    """Send everything due, oldest first, over one connection; the number sent. `clock()` is the instant, aware UTC.

    Without a mail server nothing is taken: the rows stay for staff to read. `stop()` ends it between two messages.
    A server that does not answer ends the round: the next message has its try in the next one.
    """
    url = current_app.config["SETTINGS"].mail_url
    sent, server = 0, None
    while url and not stop() and (taken := take_next(clock(), worker)):
        try:
            server = server or post.connect(url)
            send(taken, server, clock())
            sent += 1
        except post.Trouble as trouble:
            put_off(taken, trouble, clock())
            if trouble.is_lost:
                break
        except post.Refusal as refusal:
            give_up(taken, refusal, clock())
    if server:
        server.close()
    return sent


def take_next(at: datetime, worker: str) -> int | None:
    """Claim the oldest due row for `worker`: its id. Two workers never get the same one."""
    while True:
        with transaction() as session:
            held_back = quiet.held_back(session, at)
            candidate = session.execute(
                select(Message.id, Message.message_id)
                .where(is_due(at, held_back))
                .order_by(Message.send_after, Message.id)
                .limit(1)
            ).first()
            if candidate is None:
                return None
            claimed = session.scalar(
                update(Message)
                .where(Message.id == candidate.id, is_due(at))
                .values(
                    state=Sending.SENDING,
                    taken_at=at,
                    taken_by=worker,
                    attempts=Message.attempts + 1,
                    message_id=candidate.message_id or post.new_message_id(),
                )
                .returning(Message.id),
                execution_options={"synchronize_session": False},
            )
            if claimed:
                return claimed


def send(message_id: int, server, at: datetime):
    """Speak to the server outside any transaction, then note that it accepted. Raises Trouble, Refusal."""
    with transaction(writes=False) as session:
        message = session.get_one(Message, message_id)
        if mark := undeliverable.mark_of(session, message.address):
            raise post.AddressRefused(mark.words)
        address, (mail, words) = message.address, made(message, at)
    post.hand_over(server, mail, address)
    with transaction() as session:
        done = update(Message).where(Message.id == message_id)
        said = {"sent_subject": words.subject, "sent_body": words.body}
        session.execute(done.values(state=Sending.SENT, sent_at=at, last_error=None, **said))


def made(message, at):
    """The mail, and its words without the link; a letter that cannot be written must not stop the others."""
    try:
        words = letters.editable(message)
        return post.envelope(message, letters.with_link(words, message, at), at), words
    except post.Refusal:
        raise
    except Exception as error:
        log.exception("message %d could not be written", message.id)
        raise post.Refusal(f"the letter could not be written: {type(error).__name__}") from error


def put_off(message_id: int, trouble: post.Trouble, at: datetime):
    """Try again later; after the last pause it has failed."""
    with transaction() as session:
        message = session.get_one(Message, message_id)
        message.last_error = str(trouble)
        if message.attempts > len(PAUSES):
            message.state = Sending.FAILED
        else:
            message.state = Sending.QUEUED
            message.send_after = at + PAUSES[message.attempts - 1]
        log.warning("message %d could not be sent (try %d)", message.id, message.attempts)


def give_up(message_id: int, refusal: post.Refusal, at: datetime):
    """For ever. If the fault is the address's, whatever goes there from now on is a call."""
    with transaction() as session:
        message = session.get_one(Message, message_id)
        if isinstance(refusal, post.AddressRefused) and undeliverable.is_final(str(refusal)):
            undeliverable.bounce(session, message, str(refusal), at=at)
        else:
            message.state, message.last_error = Sending.FAILED, str(refusal)
        log.warning("message %d was refused", message.id)
