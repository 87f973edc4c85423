"""What became of the sessions of a published cohort: for the calendars of people, and for whoever must be told."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db

UNDECIDED = text("decided_at IS NULL")


class RemovedSession(db.Model):
    """A session that was taken out: calendars that hold it are told that it is cancelled."""

    __tablename__ = "removed_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    uid: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    online: Mapped[bool]
    room: Mapped[str]
    version: Mapped[int]
    removed_at: Mapped[datetime]


class SessionChange(db.Model):
    """One change of one session, until staff decide whether people are told.

    `old` and `new`: {"starts_at", "ends_at", "online", "room"}, None for a session that was not there before or is not
    there any more; of the whole cohort, with "place" for `uid`: {"place", "address", "online"}. `told`: what was
    decided, with the reason where nobody was told.
    """

    __tablename__ = "session_change"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (told IS NULL)", name="decided_with_answer"),
        Index("ix_session_change_cohort_id", "cohort_id", "id"),
        Index("ix_session_change_undecided", "cohort_id", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    uid: Mapped[str]
    old: Mapped[LocalizedText | None]
    new: Mapped[LocalizedText | None]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    told: Mapped[bool | None]
    reason: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
