"""What somebody wants who is in the queue for several dates of one course."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Choice(StrEnum):
    ONE = "one"  # the first seat is enough, everything else ends
    BETTER = "better"  # wait on for the dates they like better
    ALL = "all"  # nothing ends by itself


class WishList(db.Model):
    """The dates of one course that somebody put beside each other. What they applied for apart stays apart: whoever
    only knows somebody's name and birthday could otherwise see or end what that person has.
    """

    __tablename__ = "wish_list"
    id: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[Choice]
    changed_at: Mapped[datetime]


class Wish(db.Model):
    """How much somebody likes the date of an enrolment among those of its list: `rank` 1 best."""

    __tablename__ = "wish"
    __table_args__ = (CheckConstraint("rank > 0", name="from_one"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("wish_list.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    rank: Mapped[int]
