"""Somebody of another cohort who makes up here what they missed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db

COMING = text("ended_at IS NULL")


class Guest(db.Model):
    """A guest seat in one session of another cohort (`cohort_id`, repeated for counting). Written by `claim_seat`.

    `reason`: why a limit of the make-up rule was set aside for it. `ended_at`: when it was given back.
    """

    __tablename__ = "guest"
    __table_args__ = (
        Index(
            "uq_guest_coming",
            "session_id",
            "enrolment_id",
            unique=True,
            sqlite_where=COMING,
            postgresql_where=COMING,
        ),
        Index("ix_guest_cohort_id", "cohort_id", sqlite_where=COMING, postgresql_where=COMING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    parts: Mapped[list["GuestPart"]] = relationship(
        lazy="raise_on_sql", order_by="GuestPart.part_id", cascade="all, delete-orphan"
    )


class GuestPart(db.Model):
    """A part of the session that the guest comes for."""

    __tablename__ = "guest_part"
    __table_args__ = (UniqueConstraint("guest_id", "part_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("session_part.id"), index=True)
