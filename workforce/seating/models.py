"""Plans of tables for sessions, and what staff know of people so that they sit well.

All of it is for the course alone: operations.retention deletes it when the course is over.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import Texts, db
from .rules.tables import Chair, Hall


class PairKind(StrEnum):
    APART = "apart"
    BESIDE = "beside"


class SeatingPlan(db.Model):
    """The tables of one session; it goes with it. `revision` counts every change, so that two people who change it at
    the same time notice. Since `published_at` its people see their table.
    """

    __tablename__ = "seating_plan"
    __table_args__ = (
        CheckConstraint("tables > 0 AND chairs > 0", name="some_chairs"),
        CheckConstraint("step_free BETWEEN 0 AND tables", name="step_free_tables"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), unique=True)
    tables: Mapped[int]
    chairs: Mapped[int]
    step_free: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    places: Mapped[list["SeatingPlace"]] = relationship(
        lazy="raise_on_sql", order_by="SeatingPlace.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def hall(self) -> Hall:
        return Hall(self.tables, self.chairs, self.step_free)


class SeatingPlace(db.Model):
    """Where somebody sits; without a table, nowhere yet. `pinned`: they stay there when others are moved.

    `coming`: what staff know better than the roll call and notices of absence; None: as these say.
    """

    __tablename__ = "seating_place"
    __table_args__ = (
        UniqueConstraint("plan_id", "enrolment_id"),
        UniqueConstraint("plan_id", "table_number", "chair"),
        CheckConstraint("(table_number IS NULL) = (chair IS NULL)", name="a_chair_at_a_table"),
        CheckConstraint("table_number IS NOT NULL OR NOT pinned", name="pinned_somewhere"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("seating_plan.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    table_number: Mapped[int | None]
    chair: Mapped[int | None]
    pinned: Mapped[bool] = mapped_column(default=False)
    coming: Mapped[bool | None]

    @property
    def seat(self) -> Chair | None:
        return Chair(self.table_number, self.chair) if self.table_number and self.chair else None


class SeatingFact(db.Model):
    """What staff noted of somebody, in place of what they answered; None: as they answered.

    `helped_in`: the language in which they need help, "" none. `speaks`: languages besides their first one.
    `on_card`: they agreed that their profession stands on the card that everybody reads.
    """

    __tablename__ = "seating_fact"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    profession: Mapped[str | None]
    employer: Mapped[str | None]
    experience: Mapped[str | None]
    language: Mapped[str | None]
    helped_in: Mapped[str | None]
    step_free: Mapped[bool | None]
    speaks: Mapped[Texts]
    on_card: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class SeatingPair(db.Model):
    """Two who shall sit apart, or beside each other. Why is nobody's business, so it is not kept."""

    __tablename__ = "seating_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    kind: Mapped[PairKind]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
