"""Minutes that count without having been in a lesson of ours, each with its proof."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

STANDS = text("ended_at IS NULL")


class CreditSource(StrEnum):
    ELSEWHERE = "elsewhere"  # made up at another provider
    REPORT = "report"  # a report instead of a lecture
    DISTANCE = "distance"


class Credit(db.Model):
    """Minutes of one item. `document`: what was shown; `document_on`: its date; `by_id`: who checked it.

    `reason`: why a limit of the make-up rule was set aside. Never edited: a mistake is ended, with `ended_reason`.
    """

    __tablename__ = "credit"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="positive"),
        CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name="ended_with_reason"),
        Index("ix_credit_enrolment_id", "enrolment_id", sqlite_where=STANDS, postgresql_where=STANDS),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("subject_item.id"), index=True)
    source: Mapped[CreditSource]
    minutes: Mapped[int]
    provider: Mapped[str]
    done_on: Mapped[date]
    document: Mapped[str]
    document_on: Mapped[date]
    reason: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_reason: Mapped[str | None]


class Exemption(db.Model):
    """A subject that somebody need not take again: asked for, then granted or refused.

    `qualification`: a key of the exemption rule; (qualification, subject) must be in it when it is granted.
    """

    __tablename__ = "exemption"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided_with_answer"),
        Index(
            "uq_exemption_stands",
            "enrolment_id",
            "subject_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    qualification: Mapped[str]
    document: Mapped[str]
    document_on: Mapped[date | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    granted: Mapped[bool | None]
    answer: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_reason: Mapped[str | None]
