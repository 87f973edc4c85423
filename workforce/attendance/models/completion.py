"""Completion against the rule: only by two people, with a reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db

OPEN = text("decided_at IS NULL")


class CompletionOverride(db.Model):
    """Somebody asks that what is missing be set aside (`waived`: the gaps as they were then); another decides."""

    __tablename__ = "completion_override"
    __table_args__ = (
        CheckConstraint("decided_by_id <> asked_by_id", name="two_people"),
        CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided_with_answer"),
        Index("uq_completion_override_open", "enrolment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_completion_override_enrolment_id", "enrolment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    waived: Mapped[LocalizedText]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
    answer: Mapped[str | None]
