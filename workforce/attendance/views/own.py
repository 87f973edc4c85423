"""What is recorded of somebody, for whoever its link was given to; and saying that it is wrong."""

from functools import partial

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock, policies
from ...access import public
from ...database import db
from ...enrolment.models import State
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...web import render
from ..actions import contests
from ..forms.contests import ContestForm
from ..forms.roll import STATUSES
from ..queries import crediting
from ..queries import own as queries
from ..rules.crediting import together
from ..rules.roll_call import ROLL_CALL
from . import views
from .counted import Counting
from .words import BY


@views.get("/enrolments/<receipt>/attendance")
@public
def own(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    rule = policies.current(db.session, ROLL_CALL, at=at)
    sessions = queries.of_enrolment(db.session, enrolment.id, enrolment.cohort_id)
    return render(
        "attendance/own.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        sessions=sessions,
        is_on=any(can_enter(one, rule, at) for one in sessions),
        counted=partial(counted, crediting.of_enrolment(db.session, enrolment.id, at=at)),
        statuses=STATUSES,
        by=BY,
        rule=rule,
        at=at,
    )


def counted(by, one):
    """What the record of this session counts for."""
    slices = [part.slice for part in one.sitting.parts]
    return together(by.by_part(slices, one.recorded.minutes if one.recorded else {}).values())


def can_enter(one, rule, at):
    is_now = rule.check_in_from(one.sitting.starts_at) <= at < one.sitting.ends_at
    return is_now and one.mark is None and not one.sitting.is_closed


@views.route("/enrolments/<receipt>/attendance/<int:session_id>", methods=["GET", "POST"])
@public
def own_session(receipt, session_id):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at, form = clock.now(), ContestForm()
    found = queries.of_session(db.session, enrolment.id, enrolment.cohort_id, session_id) or abort(404)
    words = form.words
    if form.done(lambda: contests.contest(db.session, enrolment, session_id, words=words.data, by=None, at=at)):
        flash(_("We have it. We look at it and write to you."))
        return redirect(url_for(".own_session", receipt=receipt, session_id=session_id), 303)
    until = policies.current(db.session, ROLL_CALL, at=at).contest_until(found.sitting.ends_at)
    may_contest = at <= until and not found.is_contested and bool(found.recorded or at >= found.sitting.ends_at)
    return render(
        "attendance/own_session.html",
        form=form,
        enrolment=enrolment,
        one=found,
        statuses=STATUSES,
        by=BY,
        until=until,
        may_contest=may_contest,
        counting=Counting(enrolment.id, found, at=at),
    )


def section(_database, shown, *, at):
    """On the private page, from the day of the first session on; without a statement."""
    today = clock.today(at)
    has_begun = any(clock.today(one.starts_at) <= today for one in shown.cohort.sessions)
    if shown.state is not State.CONFIRMED or not has_begun:
        return []
    link = url_for("attendance.own", receipt=shown.receipt)
    said = [_("You see what is recorded of each lesson. If something is wrong, tell us there.")]
    return [(_("Your attendance"), said, link, _("See what is recorded"))]
