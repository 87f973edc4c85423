"""Staff look at what was recorded of one person in one session, correct it, and decide what waits there."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.queries import records
from ...screening.queries.accounts import names
from ...web import render
from ..actions import contests
from ..forms.contests import DecisionForm
from ..forms.roll import STATUSES
from ..models import MarkSource
from ..queries import own as queries
from . import views
from .counted import Counting

BY_FOR_STAFF = {
    MarkSource.ROLL_CALL: lazy_gettext("Recorded by the teacher"),
    MarkSource.STAFF: lazy_gettext("Correction"),
    MarkSource.SELF: lazy_gettext("By themselves"),
    MarkSource.PAPER: lazy_gettext("Sheet on paper"),
}


@views.route("/staff/enrolments/<receipt>/attendance/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def decide(receipt, session_id):
    enrolment = records.record(db.session, receipt) or abort(404)
    found = queries.of_session(db.session, enrolment.id, enrolment.cohort_id, session_id) or abort(404)
    form = DecisionForm.of(found.undecided[-1] if found.undecided else found.mark)
    if is_keeping(form):
        form.status.data = form.status.data or "present"
    if form.done(lambda: act(enrolment, session_id, form)):
        flash(decided(enrolment, session_id))
        return redirect(url_for(".decide", receipt=receipt, session_id=session_id), 303)
    account_ids = {mark.by_id for mark in found.marks if mark.by_id}
    return render(
        "attendance/staff_decision.html",
        form=form,
        enrolment=enrolment,
        one=found,
        names=names(db.session, account_ids),
        statuses=STATUSES,
        by=BY_FOR_STAFF,
        counting=Counting(enrolment.id, found, at=clock.now()),
    )


def decided(enrolment, session_id) -> str:
    found = queries.of_session(db.session, enrolment.id, enrolment.cohort_id, session_id) or abort(404)
    counting = Counting(enrolment.id, found, at=clock.now())
    if not counting.taught or not found.recorded:
        return _("Decided.")
    counts = counting.of(found.recorded).counts
    return _("Decided. Now %(counts)s of %(taught)s minutes count.", counts=counts, taught=counting.taught)


def is_keeping(form):
    return form.is_submitted() and "keep" in request.form


def act(enrolment, session_id, form):
    given = {"by": current_user, "at": clock.now()}
    if "keep" in request.form:
        key, reason = f"staff:{form.key.data}"[:70], form.reason.data
        return contests.keep(db.session, enrolment, session_id, key=key, reason=reason, **given)
    return contests.change(db.session, enrolment, session_id, form.given(enrolment.id), **given)


@views.get("/staff/enrolments/<receipt>/attendance")
@requires(Permission.ATTENDANCE_MANAGE)
def person(receipt):
    enrolment = records.record(db.session, receipt) or abort(404)
    return render(
        "attendance/staff_person.html",
        enrolment=enrolment,
        sessions=queries.of_enrolment(db.session, enrolment.id, enrolment.cohort_id),
        statuses=STATUSES,
        by=BY_FOR_STAFF,
        at=clock.now(),
    )
