"""A seat offered to somebody who waits, until an hour that the letter names."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # cancelled, or put back on the list, before it was answered


OPEN = text("ended_at IS NULL")
TOGETHER = text("waiting_group_id IS NOT NULL")


class Offer(db.Model):
    """One offer of a seat. Answered or not, the row stays; an enrolment has at most one that is open.

    `expires_at`: from this instant on it is over, also before anybody has noticed. `waiting_group_id`: seats were
    offered to all of that group at once.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("made_at < expires_at", name="lasts"),
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended_with_outcome"),
        Index("uq_offer_open", "enrolment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_offer_due", "expires_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_offer_enrolment_id", "enrolment_id"),
        Index("ix_offer_waiting_group_id", "waiting_group_id", sqlite_where=TOGETHER, postgresql_where=TOGETHER),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    waiting_group_id: Mapped[int | None] = mapped_column(ForeignKey("waiting_group.id"))
