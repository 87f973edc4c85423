"""Rolls as their pages need them: a teacher's own, and any for those who manage attendance."""

from flask import abort
from flask_login import current_user

from ...access import Permission, may
from ...database import db
from ...scheduling.queries import assignments
from ..queries import rolls
from ..queries.rolls import Roll


def own_roll(session_id) -> Roll:
    """Everybody else's is not there."""
    refuse_stranger(session_id)
    return rolls.roll(db.session, session_id) or abort(404)


def refuse_stranger(session_id):
    if not may(current_user, Permission.ATTENDANCE_MANAGE) and not assignments.teaches(
        db.session, current_user.person_id, session_id
    ):
        abort(404)
