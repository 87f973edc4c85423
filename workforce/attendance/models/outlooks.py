"""Whether somebody can still finish, as it was last computed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class Prospect(StrEnum):
    """NOTHING_MISSING so far; REPAIRABLE: there are make-ups for all of it; LAST_CHANCE: soon there will not be;
    IMPOSSIBLE: there are not.
    """

    NOTHING_MISSING = "nothing_missing"
    REPAIRABLE = "repairable"
    LAST_CHANCE = "last_chance"
    IMPOSSIBLE = "impossible"


class Outlook(db.Model):
    """`last_day`: the last on which the way to the end can still be taken; `repair`: {"sessions": [ids], …}, the
    cheapest way. `told`: the name of the prospect that person and staff
    were last told of.
    """

    __tablename__ = "outlook"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    at: Mapped[datetime]
    prospect: Mapped[Prospect] = mapped_column(index=True)
    last_day: Mapped[date | None]
    repair: Mapped[LocalizedText]
    told: Mapped[str | None]
    told_at: Mapped[datetime | None]
