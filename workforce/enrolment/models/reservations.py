"""Seats that an operator holds without names, until a day."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...catalogue.models import Cohort
from ...database import db
from ...operators.models import Operator

OPEN = text("ended_at IS NULL")
UNNAMED = text("enrolment_id IS NULL AND returned_at IS NULL")


class Reservation(db.Model):
    """Its seats are named or go back; once none of them is left without a name, it has `ended_at`.

    `until`: from this instant on the seats without names are free, also before anybody has noticed. `key`: the same key
    is the same reservation.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("made_at < until", name="lasts"),
        Index("ix_reservation_open", "cohort_id", "until", sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    key: Mapped[str] = mapped_column(unique=True)
    until: Mapped[datetime]
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    noticed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    operator: Mapped[Operator] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")


class ReservedSeat(db.Model):
    """One seat of a reservation: without a name, named by an enrolment, or returned."""

    __tablename__ = "reserved_seat"
    __table_args__ = (
        CheckConstraint("enrolment_id IS NULL OR returned_at IS NULL", name="named_or_returned"),
        CheckConstraint("(enrolment_id IS NULL) = (named_at IS NULL)", name="named_when"),
        Index("ix_reserved_seat_unnamed", "reservation_id", sqlite_where=UNNAMED, postgresql_where=UNNAMED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    named_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
