"""What a roll means for the timetable: a lesson that took place stays, and guests are not sent away by accident."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select

from ...catalogue.actions.following import Touched
from ...enrolment.models import Guest
from ...refusals import Refused
from ..models import Contest, Mark, Notice, RollCall


class RollTaken(Refused):
    message = _(
        "The roll of this session was taken already, so its times and what it teaches stay as they are. "
        "If something is recorded wrongly, correct the attendance of the person."
    )


class GuestsCome(Refused):
    """Raised with `count`."""

    message = _(
        "People of other dates come to this session to make up something (%(count)s). "
        "Find another session for them first."
    )


def refuse_change(session, changed: dict[int, set[Touched]]):
    """Raises RollTaken, GuestsCome. Absences that were announced for a session go with it."""
    ids = list(changed)
    if session.scalar(select(func.count()).select_from(taken(ids).subquery())):
        raise RollTaken
    coming = select(func.count()).select_from(Guest).where(Guest.session_id.in_(ids), Guest.ended_at.is_(None))
    if count := session.scalar(coming):
        raise GuestsCome(count=count)
    removed = [id for id, what in changed.items() if Touched.REMOVED in what]
    session.execute(delete(Notice).where(Notice.session_id.in_(removed)))


def taken(ids):
    rolls = select(RollCall.session_id).where(RollCall.session_id.in_(ids))
    marks = select(Mark.session_id).where(Mark.session_id.in_(ids))
    contests = select(Contest.session_id).where(Contest.session_id.in_(ids))
    return rolls.union(marks, contests)
