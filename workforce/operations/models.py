"""Who is working in the background, and what was deleted because its time was over."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from ..database import LocalizedText, db


class Worker(db.Model):
    """One background worker; `seen_at` is renewed while it lives."""

    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class RetentionRun(db.Model):
    """One night's deletion. `counts`: {name of the step: how many rows}, those with none left out.

    `night`: its date at the centre, None when somebody asked for it by hand. `taken_by`: the worker that does it.
    """

    __tablename__ = "retention_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[date | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    counts: Mapped[LocalizedText]


def last_retention(session) -> RetentionRun | None:
    ended = select(RetentionRun).where(RetentionRun.ended_at.is_not(None))
    return session.scalar(ended.order_by(RetentionRun.id.desc()).limit(1))
