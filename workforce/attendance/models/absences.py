"""What trainees say before a lesson."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db

STANDS = text("withdrawn_at IS NULL")


class Notice(db.Model):
    """Somebody says beforehand that they cannot come (欠席届). `by_id` None: by their own link."""

    __tablename__ = "absence_notice"
    __table_args__ = (
        Index(
            "uq_absence_notice_stands",
            "enrolment_id",
            "session_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
