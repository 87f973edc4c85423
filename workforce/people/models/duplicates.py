"""Two records that may be one human, and what staff decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import Texts, db
from .persons import Person


class Verdict(StrEnum):
    OPEN = "open"
    MERGED = "merged"
    NOT_THE_SAME = "not_the_same"


class DuplicateCandidate(db.Model):
    """A pair, the older record first. `NOT_THE_SAME` is remembered, so the pair never comes back by itself."""

    __tablename__ = "duplicate_candidate"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agree_in: Mapped[Texts]
    found_at: Mapped[datetime]
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.OPEN, index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    first: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[first_id])
    second: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[second_id])


class Merge(db.Model):
    """`absorbed` is from now on `kept`. `moved_ids`: everybody whose alias was changed, to put back on undo."""

    __tablename__ = "merge"
    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    absorbed_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    moved_ids: Mapped[Texts]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
