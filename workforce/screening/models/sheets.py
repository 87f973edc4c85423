"""By what people are chosen: the sheet of criteria of a cohort, public before anybody applies."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, Texts, db


class TieRule(StrEnum):
    """Who of people with the same points comes first. `FIRST_CRITERION`: more points in the first; then by lot."""

    FIRST_CRITERION = "first_criterion"
    LOT = "lot"
    DECISION = "decision"


class Criterion(db.Model):
    """What points are given for. `most`: the highest that one assessor can give."""

    __tablename__ = "screening_criterion"
    __table_args__ = (
        UniqueConstraint("sheet_id", "position"),
        CheckConstraint("most BETWEEN 1 AND 100", name="points"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("screening_sheet.id"))
    position: Mapped[int]
    name: Mapped[LocalizedText]
    look_for: Mapped[LocalizedText]
    most: Mapped[int]


class Sheet(db.Model):
    """Never changed once it is written: the database refuses it. The highest `number` of a cohort counts.

    `questions`: keys of the questions whose answers assessors read. `minimum`: who has fewer points gets no seat, also
    if one is free; None: everybody may. `reason`: why there is another version after enrolment had opened.
    """

    __tablename__ = "screening_sheet"
    __table_args__ = (UniqueConstraint("cohort_id", "number"), CheckConstraint("number > 0", name="from_one"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int]
    questions: Mapped[Texts]
    minimum: Mapped[int | None]
    tie_rule: Mapped[TieRule]
    reason: Mapped[str | None]
    written_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    criteria: Mapped[list[Criterion]] = relationship(lazy="raise_on_sql", order_by=Criterion.position, viewonly=True)
