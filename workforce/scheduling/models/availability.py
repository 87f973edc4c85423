"""When those who teach have time, as they said it or as staff noted it for them.

`said_by`: where staff wrote it, who told them and how; empty where the person wrote it.
"""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db


class WeeklyPattern(db.Model):
    """What a week looks like from `since` until the day before the next pattern: what was said before stays true of
    the weeks before. A weekday without hours is one on which they have no time.
    """

    __tablename__ = "weekly_pattern"
    __table_args__ = (UniqueConstraint("person_id", "since"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    said_by: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    hours: Mapped[list["WeeklyHours"]] = relationship(
        lazy="raise_on_sql",
        order_by="(WeeklyHours.weekday, WeeklyHours.begins)",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class WeeklyHours(db.Model):
    """Time on one weekday (Monday 0), by the clock on the centre's wall."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        UniqueConstraint("pattern_id", "weekday", "begins"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("begins < ends", name="in_order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey("weekly_pattern.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    begins: Mapped[time]
    ends: Mapped[time]


class OtherDays(db.Model):
    """From the first to the last of these days the week does not hold: they have time from `begins` until `ends`, or,
    without these two, none at all. Of several that name a day, the newest counts. Staff and the person read the note.
    """

    __tablename__ = "other_days"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="both_or_none"),
        CheckConstraint("begins < ends", name="forward"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[time | None]
    ends: Mapped[time | None]
    note: Mapped[str] = mapped_column(default="")
    said_by: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
