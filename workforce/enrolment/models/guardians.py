"""Who is asked to agree for somebody under 18, and what came of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

OPEN = text("ended_at IS NULL")


class GuardianConsent(db.Model):
    """A guardian agreed that somebody takes part: by their link, or on a paper that staff recorded.

    What else they agreed to, and in which words, stands in `consent`. `signed_on`: the day on the paper, or of the
    answer; `recorded_by_id` is None for an answer by link.
    """

    __tablename__ = "guardian_consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    guardian_name: Mapped[str]
    relation: Mapped[str]
    signed_on: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class GuardianRequest(db.Model):
    """One guardian, named by the applicant or by staff, who is asked. An enrolment has at most one that is open.

    `mail`: where the link goes; without one a paper carries it. The code on the paper is kept nowhere: it follows from
    our secret and the row (rules.guardians.code_of). `ended_at`: another guardian was named since; this link shows
    nothing any more.
    """

    __tablename__ = "guardian_request"
    __table_args__ = (
        Index("uq_guardian_request_open", "enrolment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_guardian_request_enrolment_id", "enrolment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    guardian_name: Mapped[str]
    relation: Mapped[str]
    language: Mapped[str]
    mail: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
