"""The form before it is sent."""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class Draft(db.Model):
    """The steps of a form before it is sent; 14 days. The short code that resumes it is kept only as a hash.

    `holder` is what the device that has the form open knows it by; each time it is resumed elsewhere it gets another.
    """

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str] = mapped_column(unique=True, default=token_hex)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    answers: Mapped[LocalizedText]
    language: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
