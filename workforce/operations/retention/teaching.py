"""Whom the centre asked to teach, in which order, and what they wrote with their answers."""

from flask_babel import ngettext
from sqlalchemy import func, select, update

from ...catalogue.models import Session, SessionPart
from ...scheduling.models import Request, Search, SearchPart
from .steps import QUIETLY, Step, deleting, years_before


def over(at, keeping):
    """Searches whose last session was so long ago; the newest of all stays, so that no number is given twice."""
    last = select(func.max(Session.ends_at)).join(SessionPart, SessionPart.session_id == Session.id)
    last = last.join(SearchPart, SearchPart.part_id == SessionPart.id).where(SearchPart.search_id == Search.id)
    ended = func.coalesce(last.correlate(Search).scalar_subquery(), Search.at)
    newest = select(func.max(Search.id)).scalar_subquery()
    return select(Search.id).where(ended < years_before(at, keeping.accounts), Search.id < newest).order_by(Search.id)


def take_words(session, ids):
    """What these records wrote when they were asked."""
    said = update(Request).where(Request.person_id.in_(ids), Request.words != "").values(words="")
    session.execute(said, execution_options=QUIETLY)


STEPS = (
    Step(
        "teaching_requests",
        lambda keeping: ngettext(
            "Whom the centre asked to teach and what they answered, %(num)s year after the last session",
            "Whom the centre asked to teach and what they answered, %(num)s years after the last session",
            keeping.accounts,
        ),
        over,
        deleting(Search),
    ),
)
