"""What came of an assessment: decided once, and kept as it was."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class Outcome(StrEnum):
    SEAT = "seat"
    WAITING = "waiting"
    BELOW = "below"  # fewer points than the sheet asks for
    WITHDRAWN = "withdrawn"  # had left before


class Decision(db.Model):
    """Of one cohort, once. `ties`: the report, {"groups": [{"numbers", "at_cut", "order", "reason"}]}.

    `lot_key`: what the lots among people with the same points were drawn with; None if nobody had to draw.
    """

    __tablename__ = "screening_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), unique=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("screening_sheet.id"), index=True)
    seats: Mapped[int]
    ties: Mapped[LocalizedText]
    lot_key: Mapped[str | None]
    decided_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Placing(db.Model):
    """One candidate in it. `points`: of all `assessors` together, so points / assessors is the average that counted.

    `rank`: 1 for the most points; None for who had left or has too few. `band_id`: of whose seats theirs is.
    """

    __tablename__ = "screening_placing"
    __table_args__ = (
        UniqueConstraint("decision_id", "rank"),
        CheckConstraint("(rank IS NULL) = (outcome IN ('below', 'withdrawn'))", name="ranked_if_chosen"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("screening_decision.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("screening_candidate.id"), unique=True)
    rank: Mapped[int | None]
    points: Mapped[int]
    assessors: Mapped[int]
    outcome: Mapped[Outcome]
    band_id: Mapped[int | None] = mapped_column(ForeignKey("band.id"), index=True)
