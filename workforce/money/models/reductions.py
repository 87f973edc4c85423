"""Requests to pay less: why, what staff saw as evidence, and who decided."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Ground(StrEnum):
    RESIDENT = "resident"
    STUDENT = "student"
    INCOME = "income"


class Evidence(StrEnum):
    RESIDENCE = "residence"
    STUDENT_CARD = "student_card"
    TAX = "tax"
    WELFARE = "welfare"
    OTHER = "other"


class Asking(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


OPEN = text("state = 'asked'")


class ReductionRequest(db.Model):
    """`words`: of the applicant. `evidence` and `seen_on`: what staff saw and when; no copy of it is kept.

    `asked_by_id`: None for the applicant. `yen`: what was taken off.
    """

    __tablename__ = "reduction_request"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("state <> 'granted' OR (evidence IS NOT NULL AND seen_on IS NOT NULL)", name="seen"),
        Index("uq_reduction_request_open", "enrolment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_reduction_request_enrolment_id", "enrolment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    ground: Mapped[Ground]
    words: Mapped[str]
    state: Mapped[Asking]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    evidence: Mapped[Evidence | None]
    seen_on: Mapped[date | None]
    yen: Mapped[int | None]
    reason: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
