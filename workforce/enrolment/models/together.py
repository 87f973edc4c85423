"""People of one cohort who wait for seats together."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...catalogue.models import Cohort
from ...database import db

OPEN = text("ended_at IS NULL")


class WaitingGroup(db.Model):
    """Its members are the enrolments that name it. With one member it is not a group yet, or no more.

    The code that lets others in is kept nowhere: it follows from our secret and the row (rules.together.code_of).
    `ended_at`: nobody is in it any more. `offered`: to how many people seats were offered at once, which ended it.
    """

    __tablename__ = "waiting_group"
    __table_args__ = (
        CheckConstraint("offered IS NULL OR ended_at IS NOT NULL", name="offered_is_over"),
        Index("ix_waiting_group_open", "cohort_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    offered: Mapped[int | None]
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
