"""Messages waiting to be sent: the action writes a row in its own transaction, the worker delivers it.

`letters` turns a row into subject and body in the reader's language; `delivery` sends.
"""

import json
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import LocalizedText, db
from . import told  # noqa: F401


class Channel(StrEnum):
    MAIL = "mail"
    CALL = "call"  # no mail address on file: staff telephone, with the same words
    LETTER = "letter"  # on paper, with the same words


class Sending(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"  # the address takes no mail; see `undeliverable`
    CANCELLED = "cancelled"


LEASE = timedelta(minutes=2)
"""A row that has been *sending* for longer was left by a worker that died."""


class Message(db.Model):
    """One message to one person (an invitation goes to an address that is nobody's yet).

    `cause` says what it answers ("history:41"); (person, template, cause, resend) is unique. `details` are the plain
    values the template needs. The acting link is minted at sending from `link_purpose` and `link_subject`, so that
    nobody who reads this table can open it. `subject` and `body` are set only when staff edited; `sent_subject` and
    `sent_body` when it left, so that it always reads as it was sent (with a blank in the link's place).
    `print_run`: the letters that were printed into one file.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("person_id", "template", "cause", "resend"),
        Index("ix_outbox_due", "send_after", postgresql_where=text("state IN ('queued', 'sending')")),
        Index("ix_outbox_state", "state", "id"),
        Index("ix_outbox_address", "address", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    template: Mapped[str]
    cause: Mapped[str]
    resend: Mapped[int] = mapped_column(default=0)
    language: Mapped[str]
    channel: Mapped[Channel]
    address: Mapped[str] = mapped_column(String().with_variant(String(collation="C"), "postgresql"))
    details: Mapped[LocalizedText]
    link_purpose: Mapped[str | None]
    link_subject: Mapped[str | None]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    sent_subject: Mapped[str | None]
    sent_body: Mapped[str | None]
    state: Mapped[Sending] = mapped_column(default=Sending.QUEUED)
    queued_at: Mapped[datetime]
    send_after: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(unique=True)
    printed_at: Mapped[datetime | None]
    print_run: Mapped[int | None] = mapped_column(index=True)


def queue(session, template, *, to, mail, phone=None, language=None, cause, at, details=None, link=None, under=None):
    """Write the message of `template` to person `to`, in their language; without a `mail` address it becomes a call.

    `to` is None for an invitation: then `mail` and `language` say whom and how.

    `under`: the id of the record it is about, if that was merged into `to`: so it stays with that record.
    `details`: JSON values for the template. `link`: (Purpose, subject) of the link the message carries, or None.
    """
    purpose, subject = link or (None, None)
    message = Message(
        person_id=under or (to.id if to else None),
        template=template,
        cause=cause,
        language=language or to.language,
        **way(to, template, mail, phone, purpose),
        details=details or {},
        link_purpose=purpose,
        link_subject=None if subject is None else json.dumps(subject),
        queued_at=at,
        send_after=at,
    )
    session.add(message)
    return message


PROVES_A_MAILBOX = {"sign-in", "contact", "invitation", "draft", "guardian"}
"""Purposes of links that are for the mailbox they were asked from: no other way will do."""

WITHIN_HOURS = {"offer", "teaching_request", "teaching_request_reminder", "teaching_changed", "teaching_day"}
"""Letters whose answer is due before paper arrives."""


def way(to, template, mail, phone, purpose) -> dict:
    """How a message goes, and where: as the person wishes, if it can."""
    wish = None if to is None or purpose in PROVES_A_MAILBOX else to.channel
    if wish == Channel.LETTER and template not in WITHIN_HOURS:
        return {"channel": Channel.LETTER, "address": ""}
    if not mail or (wish and phone):
        return {"channel": Channel.CALL, "address": phone or ""}
    return {"channel": Channel.MAIL, "address": mail}
