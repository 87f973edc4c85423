"""That somebody showed who they are."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from .accounts import Account

STANDS = text("withdrawn_at IS NULL")


class Document(StrEnum):
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_CARD = "residence_card"
    MY_NUMBER_CARD = "my_number_card"
    PASSPORT = "passport"
    STUDENT_CARD = "student_card"
    OTHER = "other"


class IdentityCheck(db.Model):
    """Somebody of the staff saw a document of this person: its kind, the day and who; never a number, never an image.

    Never edited: one that was a mistake is withdrawn, with the reason in history.
    """

    __tablename__ = "identity_check"
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"),
        Index("ix_identity_check_person", "person_id", sqlite_where=STANDS, postgresql_where=STANDS),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document: Mapped[Document]
    checked_on: Mapped[date]
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_by: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[checked_by_id], viewonly=True)
