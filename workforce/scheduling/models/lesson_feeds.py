"""Calendars of lessons, for the calendars that people look at anyway: of who teaches, of a room, of a cohort."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class LessonFeed(db.Model):
    """An address that only those know to whom it was given; it tells of one person, one room or one cohort. The table
    holds its hash; `seed` makes it only together with the secret of the server. Ended, it opens nothing.
    """

    __tablename__ = "lesson_feed"
    __table_args__ = (
        CheckConstraint(
            "(person_id IS NOT NULL AND room_id IS NULL AND cohort_id IS NULL) OR "
            "(person_id IS NULL AND room_id IS NOT NULL AND cohort_id IS NULL) OR "
            "(person_id IS NULL AND room_id IS NULL AND cohort_id IS NOT NULL)",
            name="of_one",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    seed: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
