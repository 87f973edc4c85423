"""Rules that differ by place: dated rows that staff set, each with its source. The newest that has begun counts.

A feature names its kind of rule, and the values that we ship with their source: they count as long as no row has begun.
Its code asks `current` and never holds a number of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import LocalizedText, db


class Policy(db.Model):
    """From `from_day` on, `values` count for this `kind`. Never edited: a newer row takes the place of an older one."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("kind", "from_day", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    from_day: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    values: Mapped[LocalizedText]
    source: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]


@dataclass(frozen=True)
class Kind:
    """One sort of rule: `read` makes it from a row's values, `words` says what it means in sentences."""

    name: str
    title: Any
    read: Callable[[dict[str, Any]], Any]
    words: Callable[[Any], Sequence[str]]
    shipped: dict[str, Any]
    source: str


KINDS: dict[str, Kind] = {}


def kind(name, title, *, read, words, shipped, source) -> Kind:
    KINDS[name] = Kind(name, title, read, words, shipped, source)
    return KINDS[name]


def current(session, of: Kind, *, at: datetime):
    """The rule of this kind that counts at `at`."""
    row = row_of(session, of, at=at)
    return of.read(row.values if row else of.shipped)


def row_of(session, of: Kind, *, at: datetime) -> Policy | None:
    """The row behind it; None while what we ship counts."""
    query = select(Policy).where(Policy.kind == of.name, Policy.from_day <= clock.today(at))
    return session.scalar(query.order_by(Policy.from_day.desc(), Policy.number.desc()).limit(1))
