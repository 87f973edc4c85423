"""People whom an operator enrolled together, and the part of each enrolment that is theirs alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...catalogue.models import Cohort
from ...database import db
from ...operators.models import Operator

MISSING = text("done_at IS NULL")


class Group(db.Model):
    """One sending of names by an operator, or by staff for it. `key`: the same key is the same group."""

    __tablename__ = "enrolment_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    operator: Mapped[Operator] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")


class OwnPart(db.Model):
    """What somebody named by an operator does by their own link: answers, needs, agreement.

    `typed_name`: as the operator typed it, which is all that it sees of the person. `told_seat`: whether it was told
    that they have a seat. `linked`: they had enrolled by themselves before, so the operator learns nothing until they
    agree. `shares`: whether the operator may see attendance and result; None until the person has said so.
    """

    __tablename__ = "own_part"
    __table_args__ = (
        UniqueConstraint("group_id", "enrolment_id"),
        Index("ix_own_part_missing", "until", sqlite_where=MISSING, postgresql_where=MISSING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("enrolment_group.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    typed_name: Mapped[str]
    told_seat: Mapped[bool]
    linked: Mapped[bool] = mapped_column(default=False)
    until: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    shares: Mapped[bool | None]
    group: Mapped[Group] = relationship(lazy="raise_on_sql")
