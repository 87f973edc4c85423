"""Who gets the seats of a cohort: how people are chosen, and seats that are first for some of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Selection(StrEnum):
    """How the seats are given: as people come, or when enrolment has closed, to all who applied at once."""

    FIRST_COME = "first_come"
    LOTTERY = "lottery"
    LOTTERY_IF_OVER = "lottery_if_over"
    SCREENING = "screening"


class BandKind(StrEnum):
    """Whom seats are first for. `CITY`: lives, works or studies there; `FIRST_TIME`: had no seat in this course yet."""

    RESIDENTS = "residents"
    CITY = "city"
    FIRST_TIME = "first_time"


class Overflow(StrEnum):
    """What becomes of a band's seats that nobody of the band takes."""

    RELEASE = "release"
    KEEP = "keep"


class GroupRule(StrEnum):
    """What becomes of free seats that are too few for a group that waits together and stands first."""

    PASS_ON = "pass_on"
    KEEP = "keep"


class Band(db.Model):
    """Seats of a cohort that are first for some people; the seats of no band are open to everybody.

    `position` orders the bands: somebody belongs to the first whose condition they meet. From `released_at` on, the
    seats of a band with Overflow.RELEASE are open to everybody; in a cohort that is decided at once it is None, and the
    decision releases them.
    """

    __tablename__ = "band"
    __table_args__ = (
        UniqueConstraint("cohort_id", "kind"),
        CheckConstraint("seats > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    position: Mapped[int]
    kind: Mapped[BandKind]
    seats: Mapped[int]
    overflow: Mapped[Overflow]
    released_at: Mapped[datetime | None]
