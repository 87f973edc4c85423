"""What a guardian agreed to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class GuardianConsent(db.Model):
    """The paper a guardian signed, as staff recorded it."""

    __tablename__ = "guardian_consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    guardian_name: Mapped[str]
    relation: Mapped[str]
    signed_on: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
