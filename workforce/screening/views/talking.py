"""Two assessors are far apart: each sees the other's points now, and confirms or corrects their own."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..actions import marking
from ..actions import talking as actions
from ..forms.marks import TalkForm, made_for, values_of
from . import views
from .loading import own_assessment, threshold


@views.route("/instructor/assessments/<code>/<int:number>/talk", methods=["GET", "POST"])
@requires(Permission.SCREENING_ASSESS)
def talk(code, number):
    """Nobody sees points of others before all sheets are closed."""
    cohort, found = own_assessment(code)
    assessor, candidate = marking.sheet_for(found, current_user.id, number)
    bound = threshold()
    if candidate is None or not found.is_closed or len(found.marks_of(candidate)) != 2:
        abort(404)
    form = made_for(found.criteria, TalkForm)(data=values_of(found.points[assessor.id, candidate.id]))
    if form.done(lambda: say(cohort, number, form)):
        flash(_("Noted for no. %(number)s.", number=number))
        return redirect(url_for(".overview", code=code), 303)
    [other] = [one for one in found.assessors_of(candidate) if one is not assessor]
    apart = bound.criteria_apart(found.marks_of(candidate), found.most)
    theirs = found.points[other.id, candidate.id]
    return render(
        "screening/talk.html",
        cohort=cohort,
        candidate=candidate,
        form=form,
        rows=list(zip(found.criteria, form.fields, apart, strict=True)),
        mine=found.points[assessor.id, candidate.id],
        theirs=theirs,
        is_open=found.must_talk(candidate, bound) and not found.has_talked(assessor, candidate),
        other_spoke=found.has_talked(other, candidate),
    )


def say(cohort, number, form):
    points = {one: form[f"c{one}"].data for one in form.criterion_ids}
    reason = form.reason.data
    actions.talk(db.session, cohort.id, number=number, points=points, reason=reason, by=current_user, at=clock.now())
