"""Health and emergencies on a day of practice: for that day's teacher alone, and each look is history."""

from functools import partial

from flask import abort, g
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db, survive
from ...enrolment.actions import needs
from ...scheduling.queries import assignments
from ...web import render
from ..queries import cards as queries
from ..queries import rolls
from . import views


@views.get("/instructor/lessons/<int:session_id>/cards")
@requires(Permission.ATTENDANCE_TAKE)
def cards(session_id):
    """Not there for anybody else, on any other day, and for a session without practice. Kept by no device."""
    at = clock.now()
    if not assignments.teaches(db.session, current_user.person_id, session_id):
        abort(404)
    roll = rolls.roll(db.session, session_id) or abort(404)
    if not is_day_of_practice(roll.sitting, at):
        abort(404)
    found = queries.of_people(db.session, [row.enrolment_id for row in roll.expected])
    if found:
        looked = {"by_id": current_user.id, "request_id": g.request_id, "at": at}
        survive(partial(needs.note_reading, enrolment_ids=list(found), **looked))
    return render("attendance/cards.html", roll=roll, cards=found)


def is_day_of_practice(sitting, at) -> bool:
    return sitting.is_practice and clock.today(sitting.starts_at) == clock.today(at)


def may_open(sitting, at) -> bool:
    """For the link on the roll, which who teaches can open, and some who do not."""
    if not is_day_of_practice(sitting, at):
        return False
    return assignments.teaches(db.session, current_user.person_id, sitting.id)
