"""Addresses that a mail server refused for ever: what goes there becomes a call, until somebody lifts the mark."""

import re
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Index, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from .. import history
from ..database import db
from ..listeners import Listeners
from . import PROVES_A_MAILBOX, Channel, Message, Sending
from .actions import newest_of

OPEN = text("lifted_at IS NULL")
NOT_ITS_FAULT = re.compile(r"^(552|\d{3}[ -]?5\.(2\.2|3\.|7\.))")
"""A mailbox that is full, or a server that does not like the sender, may take the next mail."""

phones = Listeners()
"""`find(session, person_id)`: the telephone number on file. The feature that knows people says how to find it."""


class Undeliverable(db.Model):
    """`words`: what the server said. One mark at a time is open for an address."""

    __tablename__ = "undeliverable"
    __table_args__ = (Index("uq_undeliverable_open", "address", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),)
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    since: Mapped[datetime]
    words: Mapped[str]
    lifted_at: Mapped[datetime | None]


def is_final(words: str) -> bool:
    """Whether a refusal of the address, as the server said it, is about the address and for ever."""
    return words.startswith("5") and not NOT_ITS_FAULT.match(words)


def mark_of(session, address: str) -> Undeliverable | None:
    found = select(Undeliverable).where(Undeliverable.address == address, Undeliverable.lifted_at.is_(None))
    return session.scalar(found)


def bounce(session, message: Message, words: str, *, at):
    """The server refused this address for ever: mark it, and let staff call instead."""
    if mark_of(session, message.address) is None:
        with suppress(IntegrityError), session.begin_nested():  # another worker may be told the same at this moment
            session.add(Undeliverable(address=message.address, since=at, words=words))
    message.state, message.last_error = Sending.BOUNCED, words
    call_instead(session, message, at=at)


def call_instead(session, message: Message, *, at) -> Message | None:
    """The same words by telephone; None where only that mailbox would do, or nobody is there to call."""
    if message.person_id is None or message.link_purpose in PROVES_A_MAILBOX or newest_of(session, message):
        return None
    kept = ("person_id", "template", "cause", "language", "details", "link_purpose", "link_subject", "subject", "body")
    phone = next((number for find in phones if (number := find(session, message.person_id))), "")
    call = Message(
        **{name: getattr(message, name) for name in kept},
        resend=message.resend + 1,
        channel=Channel.CALL,
        address=phone,
        queued_at=at,
        send_after=at,
    )
    session.add(call)
    history.record(session, call, "bounced", by=None, at=at, to_state=Sending.QUEUED)
    return call


def lift(session, mark: Undeliverable, *, by, at):
    """Mail may go there again. Pressed twice it does nothing more."""
    lifted = update(Undeliverable).where(Undeliverable.id == mark.id, Undeliverable.lifted_at.is_(None))
    if session.execute(lifted.values(lifted_at=at)).rowcount:
        history.record(session, mark, "mark_lifted", by=by, at=at)
