"""Trainees who say that a mark is wrong."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

OPEN = text("decided_at IS NULL")


class Decision(StrEnum):
    CHANGED = "changed"
    KEPT = "kept"


class Contest(db.Model):
    """What is said against a mark (`mark_id`: the one that counted then), and what was decided, with the answer."""

    __tablename__ = "contest"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (decision IS NULL)", name="decided_with_answer"),
        Index(
            "uq_contest_open",
            "enrolment_id",
            "session_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    mark_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_mark.id"), index=True)
    words: Mapped[str]
    at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[Decision | None]
    answer: Mapped[str | None]
