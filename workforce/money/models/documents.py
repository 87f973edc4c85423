"""Receipts and invoices: numbered without a gap, frozen as they were issued, void at most."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class Register(StrEnum):
    RECEIPT = "receipt"
    INVOICE = "invoice"


class Numbering(db.Model):
    """The last number given out in one register and fiscal year: held while the next one is."""

    __tablename__ = "numbering"
    __table_args__ = (
        UniqueConstraint("register", "fiscal_year"),
        CheckConstraint("last >= 0", name="counts_up"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[Register]
    fiscal_year: Mapped[int]
    last: Mapped[int]


class Document(db.Model):
    """One issued paper. `content` is all that stands on it, so that it reads the same for ever; never edited.

    `replaces_id`: the void one in whose place it was issued. `key`: a form that is sent twice issues one.
    `forgotten_at`: when the names on it were deleted because their time was over.
    """

    __tablename__ = "issued_document"
    __table_args__ = (UniqueConstraint("register", "fiscal_year", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[Register]
    fiscal_year: Mapped[int]
    number: Mapped[int]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    issued_on: Mapped[date]
    content: Mapped[LocalizedText]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("issued_document.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]

    @property
    def shown_number(self) -> str:
        """2026-00012, by fiscal year."""
        return f"{self.fiscal_year}-{self.number:05d}"


class DocumentLine(db.Model):
    """A payment that a receipt says was received."""

    __tablename__ = "issued_document_line"
    __table_args__ = (UniqueConstraint("document_id", "line_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("ledger_line.id"), index=True)


class DocumentVoid(db.Model):
    """From then on the document counts no more. It stays, and so does its number."""

    __tablename__ = "voided_document"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"), unique=True)
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
