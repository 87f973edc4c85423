"""Certificates (修了証明書): numbered without a gap, frozen as they were issued, void at most."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class CertificateNumbering(db.Model):
    """The last number given out in one register: held while the next one is."""

    __tablename__ = "certificate_numbering"
    __table_args__ = (CheckConstraint("last >= 0", name="counts_up"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int]


class Certificate(db.Model):
    """One issued certificate. `content` is all that stands on it, so that it reads the same for ever; never edited.

    `code` stands beside the number on paper, so that numbers alone reveal nothing on the public page. `replaces_id`:
    the one in whose place it was issued (another name, a mistake). `key`: a form sent twice issues one.
    `forgotten_at`: when the name on it was deleted because its time was over.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("register", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str]
    number: Mapped[int]
    code: Mapped[str]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    completed_on: Mapped[date]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    content: Mapped[LocalizedText]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]


class CertificateVoid(db.Model):
    """From then on the certificate counts no more. It stays, and so does its number.

    `reason` is for staff; `words` say why to its holder, in their letter and on their page.
    """

    __tablename__ = "voided_certificate"
    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), unique=True)
    reason: Mapped[str]
    words: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class CertificateCopy(db.Model):
    """The same certificate printed again on the person's request (再交付): identity shown as `document`."""

    __tablename__ = "certificate_copy"
    __table_args__ = (UniqueConstraint("certificate_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    number: Mapped[int]
    reason: Mapped[str]
    document: Mapped[str]
    issued_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
