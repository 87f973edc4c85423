"""When those who teach would rather not: they could, but a plan asks others first. They said so, or staff noted it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class RatherNot(db.Model):
    """On one weekday (Monday 0) of every week until it is taken back, or from the first to the last of some days; from
    `begins` until `ends`, or, without these two, all day. `said_by`: where staff wrote it, who told them and how.
    """

    __tablename__ = "rather_not"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (first_day IS NULL)", name="weekday_or_days"),
        CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="both_days"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="both_or_none"),
        CheckConstraint("begins < ends", name="forward"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    weekday: Mapped[int | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None] = mapped_column(index=True)
    begins: Mapped[time | None]
    ends: Mapped[time | None]
    said_by: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
