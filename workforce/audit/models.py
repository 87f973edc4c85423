from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import LocalizedText, db


class AuditRun(db.Model):
    """One run over all checks. `findings`: {name of the check: [the first rows that break it]}."""

    __tablename__ = "audit_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    checks: Mapped[int]
    milliseconds: Mapped[int]
    findings: Mapped[LocalizedText]


OPEN = "ended_at IS NULL"


class AuditRequest(db.Model):
    """Somebody wants an audit now, or the night does. `turn` is always 1: so one at most is open at a time.

    `night`: the date of the night that wants it, None for staff.
    `run_id` is None until it has ended, and also afterwards if the audit failed.
    """

    __tablename__ = "audit_request"
    __table_args__ = (
        Index("uq_audit_request_open", "turn", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[date | None] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime | None]
    started_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("audit_run.id"), index=True)
    turn: Mapped[int] = mapped_column(default=1)


def last_request(session) -> AuditRequest | None:
    return session.scalar(select(AuditRequest).order_by(AuditRequest.id.desc()).limit(1))


def last(session) -> AuditRun | None:
    return session.scalar(select(AuditRun).order_by(AuditRun.id.desc()).limit(1))
