"""What those who teach read about their fees: nothing is changed here."""

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...scheduling.queries import instructors
from ...web import render
from ..models import FeeMonth
from ..queries import months as queries
from ..rules.sheets import before, first_of
from ..rules.words import PAID_FOR
from . import views
from .files import paper
from .words import address_of, in_words, month_of

SHOWN = 13
"""So many closed months."""


@views.get("/instructor/fees")
@requires(Permission.ATTENDANCE_TAKE)
def own():
    at = clock.now()
    person = instructors.instructor(db.session, current_user.person_id)
    return render(
        "honoraria/own.html",
        months=list(listed(person.id, at)) if person else [],
        in_words=in_words,
        address_of=address_of,
        paid_for=PAID_FOR,
    )


def listed(person_id, at):
    """(month, whether it is closed, its sheets), the newest first: this month and the last, as far as they are open."""
    rows = list(db.session.scalars(select(FeeMonth).order_by(FeeMonth.month.desc()).limit(SHOWN)))
    today = first_of(clock.today(at))
    closed = {row.month for row in rows}
    for month in (today, before(today)):
        if month not in closed:
            yield month, False, queries.draft(db.session, month, at=at, person_id=person_id).sheets
    sheets = queries.sheets_of(db.session, rows, person_id)
    for row in rows:
        yield row.month, True, sheets[row.id]


@views.get("/instructor/fees/<month>.pdf")
@requires(Permission.ATTENDANCE_TAKE)
def own_paper(month):
    person = instructors.instructor(db.session, current_user.person_id) or abort(404)
    return paper(month_of(month), person.id)
