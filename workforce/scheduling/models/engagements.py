"""Where somebody who teaches has to be, so that nobody is asked to be in two places at once."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db
from ...no_overlap import in_order, promise


class Engagement(db.Model):
    """One row for each person and session in which they have any part, or of which they are in charge.

    Parts have no clock of their own: whoever teaches one of them is engaged for the whole session. `person_id` is
    always who it is now: people who are merged bring their engagements together, so that the database sees a clash.
    Made and removed with the assignments, in the same transaction, by actions.engagements alone.
    """

    __tablename__ = "engagement"
    __table_args__ = (UniqueConstraint("session_id", "person_id"), in_order(), promise("person_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
