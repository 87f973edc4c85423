"""The final assessment (修了評価) and its re-tests."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

STANDS = text("ended_at IS NULL")


class AssessmentKind(StrEnum):
    WRITTEN = "written"
    PRACTICAL = "practical"


class Verdict(StrEnum):
    """REPEAT: not yet; asked to try again, with a note on what to practise. FAILED: by the points of a test."""

    PASSED = "passed"
    FAILED = "failed"
    REPEAT = "repeat"


class AssessmentResult(db.Model):
    """One attempt. `points` of `out_of` for a written test. Never edited: a mistake is ended, with its reason."""

    __tablename__ = "assessment_result"
    __table_args__ = (
        CheckConstraint("points BETWEEN 0 AND out_of", name="points_within"),
        CheckConstraint("(points IS NULL) = (out_of IS NULL)", name="points_of"),
        CheckConstraint("attempt > 0", name="counts_up"),
        Index(
            "uq_assessment_result_attempt",
            "enrolment_id",
            "kind",
            "attempt",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[AssessmentKind]
    attempt: Mapped[int]
    taken_on: Mapped[date]
    points: Mapped[int | None]
    out_of: Mapped[int | None]
    verdict: Mapped[Verdict]
    note: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_reason: Mapped[str | None]
