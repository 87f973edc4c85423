"""When the own calendar of somebody who teaches says that they are busy.

Of what is in such a calendar nothing is kept but from when until when they have no time: no titles, no places, no
names, and not what repeats or since when.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Trouble(StrEnum):
    """Why a calendar could not be read when we asked for it last."""

    NO_ANSWER = "no_answer"
    NOT_LET_IN = "not_let_in"
    NOT_THERE = "not_there"
    NOT_ALLOWED = "not_allowed"
    NO_CALENDAR = "no_calendar"
    TOO_LARGE = "too_large"


class OwnCalendar(db.Model):
    """`address`: a secret, whoever knows it reads the whole calendar; None where a file was brought, of which nothing
    is left but the spans. `read_at`: when its spans were read; `fresh_at`: when they were known to be true last;
    `next_at`: when it will be asked for again, None for a file. `failures` since then, and the `trouble` of the last of
    them. `etag` is what the other side calls the version that we have.
    """

    __tablename__ = "own_calendar"
    __table_args__ = (CheckConstraint("(address IS NULL) = (next_at IS NULL)", name="asked_where_it_can_be"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str | None]
    etag: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    fresh_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[Trouble | None]


class OwnBusy(db.Model):
    """A span in which somebody is busy; those of one calendar neither meet nor touch."""

    __tablename__ = "own_busy"
    __table_args__ = (CheckConstraint("begins_at < ends_at", name="in_order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("own_calendar.id", ondelete="CASCADE"), index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
