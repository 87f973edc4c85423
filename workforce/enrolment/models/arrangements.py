"""What was arranged so that somebody can take part."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...people.models import Account


class Arrangement(db.Model):
    """`need`: one of rules.arranging.needs_of. `note`: what was arranged. It goes when the need itself changes."""

    __tablename__ = "arrangement"
    __table_args__ = (UniqueConstraint("enrolment_id", "need"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    need: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    by: Mapped[Account] = relationship(lazy="raise_on_sql", viewonly=True)
