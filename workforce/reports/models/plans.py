"""What an authority knows of a cohort: the plan as it was when somebody noted it as sent."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class SentPlan(db.Model):
    """One for each plan and each notice of a change; the newest is what the authority knows. `content`: see
    `rules.plans`; people stand in it by their number alone.
    """

    __tablename__ = "sent_plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    content: Mapped[LocalizedText]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
