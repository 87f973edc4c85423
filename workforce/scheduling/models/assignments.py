"""Who teaches which part of which session."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...people.models import Person


class Duty(StrEnum):
    LEAD = "lead"
    ASSISTANT = "assistant"


class Assignment(db.Model):
    """One instructor in one part of a session. It goes with its part."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("part_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("session_part.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    duty: Mapped[Duty]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
