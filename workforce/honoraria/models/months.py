"""What was closed: one row a month, a sheet for each who is paid, and its lines. Written once, never changed.

Names stand in none of them: they are those of the person and the operator, and go with them.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db
from ...scheduling.models import Duty
from .facts import Payee


class FeeMonth(db.Model):
    """`month`: its first day. `digest` is over all that its sheets say, so that a change behind our back shows."""

    __tablename__ = "fee_month"
    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)
    digest: Mapped[str]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime]


class FeeSheet(db.Model):
    """What one payee gets for what one person taught; yen. Less than nothing: what was paid too much before."""

    __tablename__ = "fee_sheet"
    __table_args__ = (
        UniqueConstraint("month_id", "number"),
        CheckConstraint("net = fee + travel - tax", name="adds_up"),
        CheckConstraint("(payee = 'operator') = (operator_id IS NOT NULL)", name="operator_where_paid"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("fee_month.id"))
    number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    payee: Mapped[Payee]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    fee: Mapped[int]
    travel: Mapped[int]
    tax: Mapped[int]
    net: Mapped[int]


class SheetLine(db.Model):
    """As rules.paying.Line. A day of an earlier month: a correction, by how much it is more or less than was closed."""

    __tablename__ = "fee_sheet_line"
    __table_args__ = (Index("ix_fee_sheet_line_sheet_id", "sheet_id"), Index("ix_fee_sheet_line_day", "day"))
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("fee_sheet.id"))
    day: Mapped[date]
    duty: Mapped[Duty | None]
    minutes: Mapped[int]
    full: Mapped[int]
    half: Mapped[int]
    rate: Mapped[int]
    yen: Mapped[int]
    codes: Mapped[str]
