"""Seats given by lot: what was promised before, the list, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class DrawOutcome(StrEnum):
    SEAT = "seat"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"  # had left before the draw


class Draw(db.Model):
    """One draw of a cohort; `number` 2 and on repeat it, and stay beside the first. See rules.draw and rules.draw_file.

    The `secret` is made with the row, and `commitment`, its SHA-256, is public from then on. No page, log, history or
    message holds the secret before `drawn_at`; it is not even read with the row. Who can read the database, or a backup
    of it, could compute the result beforehand, though not change it. Against that there is the public value:
    `value_name` says before enrolment closes which it will be; later one person types it and another confirms it.

    `begins`: the file up to the end of the list, since `frozen_at`; `list_hash`: its SHA-256. `published`: the whole
    file, since `drawn_at`; `file_hash`: its SHA-256. Triggers refuse that any of it changes once it is set. Who repeats
    a draw has a `reason` (`asked_by_id`); `stopped_at`: somebody decided against it.
    """

    __tablename__ = "draw"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint("number > 0 AND (number = 1) = (reason IS NULL)", name="repeated_for_a_reason"),
        CheckConstraint("(frozen_at IS NULL) = (list_hash IS NULL)", name="frozen_with_hash"),
        CheckConstraint(
            "drawn_at IS NULL OR (frozen_at IS NOT NULL AND published IS NOT NULL)", name="drawn_from_list"
        ),
        CheckConstraint(
            "value_confirmed_by_id IS NULL OR value_confirmed_by_id <> value_typed_by_id", name="two_people"
        ),
        CheckConstraint("drawn_by_id IS NULL OR asked_by_id IS NULL OR drawn_by_id <> asked_by_id", name="two_again"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int] = mapped_column(default=1)
    commitment: Mapped[str]
    secret: Mapped[str] = mapped_column(deferred=True, deferred_raiseload=True)
    committed_at: Mapped[datetime]
    value_name: Mapped[str | None]
    value: Mapped[str | None]
    value_typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    value_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    value_confirmed_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    begins: Mapped[str | None] = mapped_column(deferred=True)
    list_hash: Mapped[str | None]
    drawn_at: Mapped[datetime | None]
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published: Mapped[str | None] = mapped_column(deferred=True)
    file_hash: Mapped[str | None]
    reason: Mapped[str | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    stopped_at: Mapped[datetime | None]


class DrawEntry(db.Model):
    """One applicant in the list of a draw. `band` and `seat_band`: numbers of bands as in the file, None for none.

    `rank`, `outcome` and `seat_band` are set by the draw, once.
    """

    __tablename__ = "draw_entry"
    __table_args__ = (
        UniqueConstraint("draw_id", "enrolment_id"),
        UniqueConstraint("draw_id", "rank"),
        CheckConstraint("weight > 0", name="has_tickets"),
        CheckConstraint("(rank IS NULL) = (outcome IS NULL)", name="ranked_with_outcome"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    band: Mapped[int | None]
    weight: Mapped[int]
    rank: Mapped[int | None]
    outcome: Mapped[DrawOutcome | None]
    seat_band: Mapped[int | None]
