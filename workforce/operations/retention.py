"""What is kept no longer than it is needed."""

from datetime import timedelta

from sqlalchemy import delete

from ..catalogue.models import Interest
from ..enrolment.models import Draft
from ..people.actions import attempts
from .models import Worker

WORKERS_LAST = timedelta(days=7)
INTERESTS_LAST = timedelta(days=365)


def purge(session, *, at):
    """Delete drafts past their 14 days, tries to sign in that count for nothing any more, wishes for dates a year old,
    and workers long gone."""
    session.execute(delete(Draft).where(Draft.expires_at <= at))
    attempts.purge(session, at=at)
    session.execute(delete(Interest).where(Interest.at <= at - INTERESTS_LAST))
    session.execute(delete(Worker).where(Worker.seen_at <= at - WORKERS_LAST))
