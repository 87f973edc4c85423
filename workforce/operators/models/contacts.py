"""Who speaks for an operator."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...people.models import Person
from .operators import Operator


class ContactRole(StrEnum):
    """`MANAGER` also invites colleagues and ends their access."""

    MANAGER = "manager"
    MEMBER = "member"


OPEN = text("until_at IS NULL")


class OperatorContact(db.Model):
    """Somebody of an operator who may see and enrol its staff here, from `from_at` until `until_at`.

    Invited to `email`; who that is (`person_id`) is known from the moment they accept, and `from_at` with it.
    """

    __tablename__ = "operator_contact"
    __table_args__ = (
        CheckConstraint("(from_at IS NULL) = (person_id IS NULL)", name="known_from"),
        Index(
            "uq_operator_contact_open", "operator_id", "email", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    email: Mapped[str]
    role: Mapped[ContactRole]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invited_at: Mapped[datetime]
    from_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]
    operator: Mapped[Operator] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
