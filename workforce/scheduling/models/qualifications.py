"""What somebody who teaches is qualified by, whom they work for and how much they want to teach.

No number of a licence is kept and no copy of it: that somebody of the staff saw the paper, and when, is enough.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...operators.models import Operator
from ...people.models import Account
from ..rules.licences import Field, LicenceKind


class Licence(db.Model):
    """Somebody of the staff saw the paper on `seen_on`. From `ended_on` it counts no more; None: it lasts."""

    __tablename__ = "licence"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= since", name="forward"),
        Index("ix_licence_person_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[LicenceKind]
    since: Mapped[date]
    ended_on: Mapped[date | None]
    seen_on: Mapped[date]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    seen_by: Mapped[Account] = relationship(lazy="raise_on_sql")

    @property
    def last_on(self) -> date | None:
        """The last day on which it counts."""
        return self.ended_on - timedelta(days=1) if self.ended_on else None


class Practice(db.Model):
    """Work in a field from one day to another, both included; `until_on` None: still. `place`: where, in free words."""

    __tablename__ = "practice"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="forward"),
        Index("ix_practice_person_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    field: Mapped[Field]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    seen_by: Mapped[Account] = relationship(lazy="raise_on_sql")


class Instructor(db.Model):
    """Whom somebody works for (an operator of the register, or free words) and how much they want to teach.

    `history_on`: the day of the 講師履歴書 that lies in the files; `day_minutes`, `week_minutes`: at most, None: no
    limit of their own; `month_minutes`: so much they would like to teach, None: as much as others.
    """

    __tablename__ = "instructor"
    __table_args__ = (
        UniqueConstraint("person_id"),
        CheckConstraint("day_minutes > 0", name="some_a_day"),
        CheckConstraint("week_minutes > 0", name="some_a_week"),
        CheckConstraint("month_minutes > 0", name="some_a_month"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    employer: Mapped[str] = mapped_column(default="")
    history_on: Mapped[date | None]
    day_minutes: Mapped[int | None]
    week_minutes: Mapped[int | None]
    month_minutes: Mapped[int | None]
    changed_at: Mapped[datetime]
    operator: Mapped[Operator | None] = relationship(lazy="raise_on_sql")
