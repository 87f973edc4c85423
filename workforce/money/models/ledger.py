"""The ledger: every yen that somebody owes, pays or gets back, one line each, never edited."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...catalogue.models import FeeKind
from ...database import db


class LineKind(StrEnum):
    CHARGE = "charge"
    REDUCTION = "reduction"
    CANCELLATION_FEE = "cancellation_fee"
    REVERSAL = "reversal"
    PAYMENT = "payment"
    REFUND = "refund"  # paid out to the person
    COMPLETION_REFUND = "completion_refund"  # promised to the person


OWED = (LineKind.CHARGE, LineKind.CANCELLATION_FEE, LineKind.REFUND)
GIVEN = (LineKind.REDUCTION, LineKind.PAYMENT, LineKind.COMPLETION_REFUND)


def listed(kinds):
    return ", ".join(f"'{kind.value}'" for kind in kinds)


class LedgerLine(db.Model):
    """One line about one enrolment. `yen`: above 0 what the person owes, below 0 what speaks for them; all lines
    together say what is still to be paid (above 0) or to be given back (below 0).

    `tax` (percent, within the price): for lines about a price. `fee`: which fee of the seat; a price without one is for
    something besides the seat, and its cause begins with what (see `rules.words`). `day`: when the money moved.
    `due_on`: for what is owed. `cause` says what the line answers and is unique, so nothing is booked twice; that of a
    reversal is "reversal:<id of the line>". `by_id`: None for the person or the clock.
    """

    __tablename__ = "ledger_line"
    __table_args__ = (
        CheckConstraint(
            f"(kind IN ({listed(OWED)}) AND yen > 0) OR (kind IN ({listed(GIVEN)}) AND yen < 0)"
            " OR (kind = 'reversal' AND yen <> 0)",
            name="signed",
        ),
        Index("ix_ledger_line_enrolment_id", "enrolment_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[LineKind]
    fee: Mapped[FeeKind | None]
    yen: Mapped[int]
    tax: Mapped[int | None]
    day: Mapped[date]
    due_on: Mapped[date | None]
    cause: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
