"""Where a person lives, for letters on paper."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class PostalAddress(db.Model):
    """One a record; of a merged person the one that was changed last counts. `postal_code`: seven digits."""

    __tablename__ = "postal_address"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    postal_code: Mapped[str]
    prefecture: Mapped[str]
    municipality: Mapped[str]
    street: Mapped[str]
    building: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]

    @property
    def lines(self):
        """As on an envelope, below the postal code."""
        return [line for line in (self.prefecture + self.municipality + self.street, self.building) if line]
