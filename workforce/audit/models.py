from datetime import datetime

from sqlalchemy import select
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


def last(session) -> AuditRun | None:
    return session.scalar(select(AuditRun).order_by(AuditRun.id.desc()).limit(1))
