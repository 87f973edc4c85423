"""Whom staff ask to teach, in which order, and what became of it. Who teaches is said by `Assignment` alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, db
from ...people.models import Person
from ..rules.requests import LIVE, Ending, Offer, Standing
from .assignments import Duty

ONE_AT_A_TIME = text("standing IN ({})".format(", ".join(f"'{one.value}'" for one in sorted(LIVE))))
WAITS = text("standing = 'asked'")
GOES_ON = text("ended_at IS NULL")


class Search(db.Model):
    """Staff look for one person for some parts of a cohort. `is_short`: answers are wanted within minutes.

    `note`: words of staff to whoever is asked. `ended_at`: over, though nobody has the post by it, for `ended_as`.
    """

    __tablename__ = "teaching_search"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_with_reason"),
        Index("ix_teaching_search_open", "id", sqlite_where=GOES_ON, postgresql_where=GOES_ON),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    duty: Mapped[Duty]
    is_short: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[Ending | None]


class SearchPart(db.Model):
    """One part that the search is for. It goes with its part."""

    __tablename__ = "teaching_search_part"
    __table_args__ = (UniqueConstraint("search_id", "part_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("teaching_search.id", ondelete="CASCADE"))
    part_id: Mapped[int] = mapped_column(ForeignKey("session_part.id", ondelete="CASCADE"), index=True)


class Request(db.Model):
    """One person on the list of a search; they are asked in the order of `position`.

    `until`: by when they answer; `remind_at`: when they hear of it again, until `reminded_at`. `words`: what they wrote
    with their answer. `offer` and `offered` ({"parts": [ids]}): what they propose instead. `by_staff`: staff wrote the
    answer down for them.
    """

    __tablename__ = "teaching_request"
    __table_args__ = (
        UniqueConstraint("search_id", "position"),
        UniqueConstraint("search_id", "person_id"),
        Index(
            "uq_teaching_request_live",
            "search_id",
            unique=True,
            sqlite_where=ONE_AT_A_TIME,
            postgresql_where=ONE_AT_A_TIME,
        ),
        Index("ix_teaching_request_until", "until", sqlite_where=WAITS, postgresql_where=WAITS),
        CheckConstraint("standing != 'asked' OR (until IS NOT NULL AND remind_at IS NOT NULL)", name="asked_in_time"),
        CheckConstraint("standing != 'proposed' OR offer IS NOT NULL", name="proposed_something"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("teaching_search.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int]
    standing: Mapped[Standing] = mapped_column(default=Standing.LISTED)
    asked_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    by_staff: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(default="")
    offer: Mapped[Offer | None]
    offered: Mapped[LocalizedText | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    def propose(self, offer: Offer | None, parts: Any = ()):
        self.offer, self.offered = offer, {"parts": sorted(parts)} if parts else None


class DayReminder(db.Model):
    """Whoever said yes was reminded of this session."""

    __tablename__ = "teaching_reminder"
    __table_args__ = (UniqueConstraint("request_id", "session_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("teaching_request.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
