"""What staff note of people for their place, and who shall sit apart or together."""

from functools import partial

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...database import db, survive
from ...enrolment.actions import needs
from ...web import render
from ..actions import knowing
from ..actions.refusals import SamePerson
from ..forms.boards import EndPairForm, PairForm
from ..forms.facts import FactForm, shown
from ..models import PairKind
from ..queries import boards as queries
from . import views
from .boards import found_board

NOBODY = 0
"""Where nobody is chosen yet."""


@views.route("/staff/cohorts/<code>/tables/<int:session_id>/people/<receipt>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def facts(code, session_id, receipt):
    """Who may read needs sees them, and that they looked is history."""
    cohort, board = found_board(code, session_id)
    face = next((one for one in board.faces.values() if one.row.receipt == receipt), None) or abort(404)
    known, fact = queries.answered_of(db.session, face.id)
    form = FactForm(data=shown(fact))
    shows_needs = may(current_user, Permission.NEEDS_READ)
    form.offer(known, shows_needs=shows_needs)
    if form.done(lambda: knowing.note(db.session, face.id, form.values(), by=current_user, at=clock.now())):
        flash(_("Noted for %(name)s.", name=face.row.name))
        return redirect(url_for(".plan", code=code, session_id=session_id), 303)
    if shows_needs and (known.step_free or known.helped_in):
        looked = {"by_id": current_user.id, "request_id": g.request_id, "at": clock.now()}
        survive(partial(needs.note_reading, enrolment_ids=[face.id], **looked))
    return render("seating/facts.html", cohort=cohort, board=board, face=face, form=form, known=known)


@views.route("/staff/cohorts/<code>/tables/<int:session_id>/pairs", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def pairs(code, session_id):
    cohort, board = found_board(code, session_id)
    form = PairForm()
    people = [(NOBODY, "–"), *((one.id, board.called(one)) for one in board.faces.values())]
    form.first.offer(people)
    form.second.offer(people)
    if form.done(lambda: put(form, by=current_user, at=clock.now())):
        flash(_("Noted. Look for a plan again if they sit otherwise now."))
        return redirect(url_for(".pairs", code=code, session_id=session_id), 303)
    end = EndPairForm(formdata=None)
    return render("seating/pairs.html", cohort=cohort, board=board, form=form, end=end, apart=PairKind.APART)


def put(form, **given):
    if NOBODY in (form.first.data, form.second.data):
        raise SamePerson
    return knowing.put_pair(db.session, form.first.data, form.second.data, PairKind(form.kind.data), **given)


@views.post("/staff/cohorts/<code>/tables/<int:session_id>/pairs/end")
@requires(Permission.ATTENDANCE_MANAGE)
def end_pair(code, session_id):
    _cohort, board = found_board(code, session_id)
    form = EndPairForm()
    both = form.both
    if not set(both) <= set(board.faces):
        abort(404)
    if form.done(lambda: knowing.end_pair(db.session, *both, by=current_user, at=clock.now())):
        flash(_("They may sit anywhere now."))
    return redirect(url_for(".pairs", code=code, session_id=session_id), 303)
