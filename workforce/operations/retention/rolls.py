"""What was written about somebody's attendance. The marks and minutes stay: without a name they only count."""

from sqlalchemy import update

from ... import history
from ...attendance.models import Contest, Mark
from .steps import QUIETLY


def forget(session, ids):
    """Why a mark was changed, what was said against it and what was answered, of enrolments with these ids."""
    with history.retention(session):
        unsaid = update(Mark).where(Mark.enrolment_id.in_(ids), Mark.reason.is_not(None)).values(reason=None)
        session.execute(unsaid, execution_options=QUIETLY)
    bare = update(Contest).where(Contest.enrolment_id.in_(ids)).values(words="", answer=None)
    session.execute(bare, execution_options=QUIETLY)
