"""Who has fetched which version of a file of their course."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class MaterialFetch(db.Model):
    """One person and one version: when they first fetched it, and how often altogether."""

    __tablename__ = "material_fetch"
    __table_args__ = (
        UniqueConstraint("version_id", "person_id"),
        CheckConstraint("times > 0", name="at_least_once"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("material_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_at: Mapped[datetime]
    times: Mapped[int]
