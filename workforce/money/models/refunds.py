"""A part of the fee comes back to whoever works in the city after the course: one case an enrolment."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Case(StrEnum):
    COMPLETED = "completed"
    ASKED = "asked"
    PROVEN = "proven"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"


class RefundCase(db.Model):
    """`proof`: what shows that the course was completed on `completed_on`. `employer`, `mail`: who is asked.

    `link`: the number of the newest letter to the employer; links of earlier ones open nothing. `works_since` and
    `proven_by`: what the employer answered. `yen`: what comes back.
    """

    __tablename__ = "refund_case"
    __table_args__ = (Index("ix_refund_case_state", "state", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    state: Mapped[Case]
    completed_on: Mapped[date]
    proof: Mapped[str]
    employer: Mapped[str | None]
    mail: Mapped[str | None]
    link: Mapped[int] = mapped_column(default=0)
    works_since: Mapped[date | None]
    proven_by: Mapped[str | None]
    yen: Mapped[int | None]
    reason: Mapped[str | None]
    changed_at: Mapped[datetime]
