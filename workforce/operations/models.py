"""Who is working in the background."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class Worker(db.Model):
    """One background worker; `seen_at` is renewed while it lives."""

    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
