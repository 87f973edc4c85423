"""What a roll means for the timetable: a lesson that took place stays."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...refusals import Refused
from ..models import Contest, Mark, RollCall


class RollTaken(Refused):
    message = _(
        "The roll of this session was taken already, so its times and what it teaches stay as they are. "
        "If something is recorded wrongly, correct the attendance of the person."
    )


def refuse_change(session, ids: Collection[int]):
    """Raises RollTaken if anything is recorded, or contested, of one of these sessions."""
    for row in (RollCall, Mark, Contest):
        if session.scalar(select(row.id).where(row.session_id.in_(ids)).limit(1)) is not None:
            raise RollTaken
