"""Somebody notes that a paper is on its way to the authority."""

from flask_babel import lazy_gettext as _

from ... import history
from ...catalogue.queries.cohorts import cohort_page
from ...database import hold
from ...refusals import Refused
from ...scheduling.queries import assignments
from ..models import SentPlan
from ..rules.deadlines import SENT, Paper
from ..rules.plans import plan_of

TELLS_THE_PLAN = (Paper.PLAN, Paper.CHANGE)


class AlreadyNoted(Refused):
    message = _("Somebody has noted this already.")


def note_sent(session, cohort, paper: Paper, *, words: str, sent: bool, by, at):
    """`words`: to whom and how; `sent`: whether the page showed it as sent. With a plan or a change, what it said is
    kept to compare with. Raises AlreadyNoted.
    """
    hold(session, cohort)
    if sent:
        raise AlreadyNoted
    history.record(session, cohort, SENT[paper], by=by, at=at, reason=words or None)
    if paper in TELLS_THE_PLAN:
        whole = cohort_page(session, cohort.code)
        content = plan_of(whole, assignments.of_cohort(session, cohort.id))
        session.add(SentPlan(cohort_id=cohort.id, content=content, by_id=by.id if by else None, at=at))
