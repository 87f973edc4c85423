"""What the bank says came in: the files that staff bring, and every line of them that is money for us."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database import JSON_COLUMN, LocalizedText, db


class BankFile(db.Model):
    """`cells`: the lines as they were read, until they are booked; then they stand in `bank_row`.

    `columns`: {"first": number of the first line with money, "day": column, "yen": …, "kana": …, "words": … or None};
    None as long as nobody knows.
    """

    __tablename__ = "bank_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    encoding: Mapped[str]
    lines: Mapped[int]
    cells: Mapped[Any] = mapped_column(JSON_COLUMN)
    columns: Mapped[LocalizedText | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    booked_at: Mapped[datetime | None]


class RowState(StrEnum):
    BOOKED = "booked"
    UNCLEAR = "unclear"
    SET_ASIDE = "set_aside"


class BankRow(db.Model):
    """One payment that the bank reports. `fingerprint` is the same whenever the bank reports it again.

    `booked`: how often it was booked, so that one that was taken back can be booked for somebody else.
    """

    __tablename__ = "bank_row"
    __table_args__ = (
        CheckConstraint("yen > 0", name="positive"),
        CheckConstraint("(state = 'booked') = (enrolment_id IS NOT NULL)", name="booked_for_somebody"),
        Index("ix_bank_row_state", "state", "day", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("bank_file.id"), index=True)
    number: Mapped[int]
    day: Mapped[date]
    yen: Mapped[int]
    kana: Mapped[str]
    words: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    state: Mapped[RowState]
    booked: Mapped[int] = mapped_column(default=0)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    reason: Mapped[str | None]
    changed_at: Mapped[datetime]

    @property
    def cause(self) -> str:
        """Of the ledger line that books it."""
        return f"bank:{self.fingerprint}:{self.booked}"
