"""Who moved what, when, from what, to what, and why: written in the same transaction, never edited.

Personal values stand in a side table that can be purged without touching who did what when. Triggers on both databases
refuse UPDATE and DELETE, except in a transaction that holds the retention permit.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, has_app_context
from sqlalchemy import ForeignKey, Index, Row, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from .database import db
from .stored import execute


class Entry(db.Model):
    """`subject` and `subject_id` name the row ("enrolment", 7); `by_id` the account, None for the person or clock."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_subject", "subject", "subject_id"),
        Index("ix_history_by", "by_id", "at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    what: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    reason: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    request_id: Mapped[str | None]


class Value(db.Model):
    """One personal value that an entry changed."""

    __tablename__ = "history_value"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("history.id"), index=True)
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]


class RetentionPermit(db.Model):
    """A row here, in a transaction that never commits it, lets the triggers pass: for the retention job alone."""

    __tablename__ = "retention_permit"
    id: Mapped[int] = mapped_column(primary_key=True)


@dataclass(frozen=True)
class Change:
    """A field before and after, as text."""

    field: str
    old: Any
    new: Any


def record(session, row, what, *, by, at, from_state=None, to_state=None, reason=None, changes=()):
    """Write one entry about `row` and return it. `by` is an account or None; `changes` are Change values."""
    if row.id is None:
        session.flush()
    entry = Entry(
        subject=row.__tablename__,
        subject_id=row.id,
        what=what,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        by_id=by.id if by else None,
        at=at,
        request_id=g.get("request_id") if has_app_context() else None,
    )
    session.add(entry)
    session.flush()
    for change in changes:
        if change.old != change.new:
            session.add(Value(entry_id=entry.id, field=change.field, old=as_text(change.old), new=as_text(change.new)))
    return entry


@contextmanager
def retention(session):
    """Within this block history may be deleted; for the retention job, in its own transaction."""
    permit = RetentionPermit()
    session.add(permit)
    session.flush()
    yield
    session.delete(permit)
    session.flush()


def as_text(value):
    return None if value is None else str(value)


OF = (
    select(*Entry.__table__.columns)
    .where(Entry.subject == bindparam("subject"), Entry.subject_id.in_(bindparam("ids", expanding=True)))
    .order_by(Entry.at.desc(), Entry.id.desc())
    .limit(500)
)


def of(database, subject: str, ids) -> Sequence[Row]:
    """The entries of these rows as plain rows with the columns of Entry, newest first."""
    return execute(database, OF, subject=subject, ids=list(ids)).all()


def values_of(session, entry_ids) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = {}
    for value in session.scalars(select(Value).where(Value.entry_id.in_(list(entry_ids))).order_by(Value.id)):
        found.setdefault(value.entry_id, []).append(value)
    return found
