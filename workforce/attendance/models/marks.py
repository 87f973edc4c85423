"""The roll call: every mark that was made, and the minutes that count now."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class Status(StrEnum):
    """How somebody was in one session. NOT_RECORDED: an earlier mark was undone; nobody knows."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"


class MarkSource(StrEnum):
    ROLL_CALL = "roll_call"
    SELF = "self"
    STAFF = "staff"
    PAPER = "paper"


class Fate(StrEnum):
    """What became of a mark when it arrived. OVERTAKEN: one noted later was there already. TOO_LATE: the roll call was
    closed and says something else; staff decide.
    """

    COUNTED = "counted"
    OVERTAKEN = "overtaken"
    TOO_LATE = "too_late"


class Mark(db.Model):
    """One mark for one enrolment in one session, own or as a guest; never edited, never removed.

    `late_minutes` and `early_minutes`: missed at the beginning and at the end; both may be set. `minutes`: {part id as
    text: minutes of presence} that came of it. `key` is made by the device, so that a mark sent twice is one.
    `noted_at`: when it was made, as far as the device's clock can be trusted; `at`: when it arrived.
    `answers_id`: the mark that came too late and is decided by this one.
    """

    __tablename__ = "attendance_mark"
    __table_args__ = (
        CheckConstraint("late_minutes >= 0 AND early_minutes >= 0", name="minutes_not_negative"),
        Index("ix_attendance_mark_enrolment_id", "enrolment_id", "session_id", "id"),
        Index("ix_attendance_mark_session_id", "session_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    status: Mapped[Status]
    late_minutes: Mapped[int] = mapped_column(default=0)
    early_minutes: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[LocalizedText]
    source: Mapped[MarkSource]
    fate: Mapped[Fate]
    noted_at: Mapped[datetime]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_mark.id"), index=True)


class Attendance(db.Model):
    """Minutes of presence in one part, as they count now; no row: not recorded. `mark_id`: where it comes from."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "part_id"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("session_part.id"), index=True)
    minutes: Mapped[int]
    mark_id: Mapped[int] = mapped_column(ForeignKey("attendance_mark.id"), index=True)


class RollCall(db.Model):
    """The roll of one session, from its first mark on. Closed: everybody is recorded, and a change needs a reason."""

    __tablename__ = "roll_call"
    __table_args__ = (CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), unique=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
