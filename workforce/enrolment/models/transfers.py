"""One enrolment that went from one cohort of a course to another."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Transfer(db.Model):
    """Written once, never changed: what was true of this enrolment before `entry_id`, the entry of history that moved
    it, was true of the cohort `from_cohort_id`.
    """

    __tablename__ = "transfer"
    __table_args__ = (CheckConstraint("from_cohort_id <> to_cohort_id", name="goes_elsewhere"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    from_cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    to_cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("history.id"), unique=True)
    at: Mapped[datetime]
