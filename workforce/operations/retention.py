"""What is kept no longer than it is needed."""

from datetime import timedelta

from sqlalchemy import delete

from ..enrolment.models import Draft
from ..people.models import SignInAttempt
from .models import Worker

ATTEMPTS_LAST = timedelta(days=1)
WORKERS_LAST = timedelta(days=7)


def purge(session, *, at):
    """Delete drafts past their 14 days, tries to sign in older than a day, and workers long gone."""
    session.execute(delete(Draft).where(Draft.expires_at <= at))
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= at - ATTEMPTS_LAST))
    session.execute(delete(Worker).where(Worker.seen_at <= at - WORKERS_LAST))
