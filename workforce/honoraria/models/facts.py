"""Of which rank somebody is and who is paid, and what the way to a session cost them.

No account at a bank and no My Number is kept: the accounts department has those.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...operators.models import Operator
from ...people.models import Account
from ..rules.terms import Rank


class Payee(StrEnum):
    """NOBODY: teaches without a fee."""

    PERSON = "person"
    OPERATOR = "operator"
    NOBODY = "nobody"


class FeeFact(db.Model):
    """From `since` on. Never edited: a newer row takes the place of an older one, of two of one day the later."""

    __tablename__ = "fee_fact"
    __table_args__ = (
        CheckConstraint("(payee = 'operator') = (operator_id IS NOT NULL)", name="operator_where_paid"),
        Index("ix_fee_fact_person_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    rank: Mapped[Rank]
    payee: Mapped[Payee]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    operator: Mapped[Operator | None] = relationship(lazy="raise_on_sql")


class FareNote(db.Model):
    """What the way to a session cost, there and back, as somebody of the centre noted it; the last note counts."""

    __tablename__ = "fare_note"
    __table_args__ = (
        CheckConstraint("yen >= 0", name="not_negative"),
        Index("ix_fare_note_person_id_session_id", "person_id", "session_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    yen: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    by: Mapped[Account] = relationship(lazy="raise_on_sql")
