"""The calendar of one person, for the calendar on their phone."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class CalendarFeed(db.Model):
    """An address that only this person knows. The table holds its hash; `seed` makes it only together with the secret
    of the server, so that the person can look at it again and nobody can read it here. Ended, it opens nothing.
    """

    __tablename__ = "calendar_feed"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seed: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
