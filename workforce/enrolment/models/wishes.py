"""What somebody wants who is in the queue for several dates of one course."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Choice(StrEnum):
    ONE = "one"  # the first seat is enough, everything else ends
    BETTER = "better"  # wait on for the dates they like better
    ALL = "all"  # nothing ends by itself


class WishList(db.Model):
    """The choice of one person for one course. Of records that were merged the newest row counts."""

    __tablename__ = "wish_list"
    __table_args__ = (UniqueConstraint("person_id", "course_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    choice: Mapped[Choice]
    changed_at: Mapped[datetime]


class Wish(db.Model):
    """How much somebody likes the date of an enrolment: `rank` 1 best. One without a rank comes after all others."""

    __tablename__ = "wish"
    __table_args__ = (CheckConstraint("rank > 0", name="from_one"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    rank: Mapped[int]
