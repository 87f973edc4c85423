"""Completion against the rule: one person asks, another decides."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.views.records import load
from ...screening.queries import accounts
from ...web import render
from ..actions import overrides
from ..forms.hours import OverrideDecisionForm, OverrideForm
from ..models import CompletionOverride
from ..queries.standings import standings
from ..rules.standing import gap
from . import views
from .hours_words import gaps_in_short


@views.route("/staff/enrolments/<receipt>/hours/override", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def ask_override(receipt):
    enrolment, at, form = load(receipt), clock.now(), OverrideForm()
    if form.done(lambda: overrides.ask(db.session, enrolment, reason=form.reason.data, by=current_user, at=at)):
        flash(_("It is asked. Somebody else must decide it now."))
        return redirect(url_for(".staff_hours", receipt=receipt), 303)
    gaps = gaps_in_short(standings(db.session, [enrolment.id], at=at)[enrolment.id].gaps)
    return render("attendance/staff_override.html", form=form, enrolment=enrolment, gaps=gaps)


@views.route("/staff/enrolments/<receipt>/hours/override/<int:override_id>", methods=["GET", "POST"])
@requires(Permission.COMPLETION_DECIDE)
def decide_override(receipt, override_id):
    enrolment, form = load(receipt), OverrideDecisionForm()
    asked = db.session.get(CompletionOverride, override_id)
    if asked is None or asked.enrolment_id != enrolment.id:
        abort(404)
    is_granted = "grant" in request.form
    given = {"is_granted": is_granted, "answer": form.answer.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: overrides.decide(db.session, enrolment, asked, **given)):
        flash(_("Set aside: the course is complete against the rule.") if is_granted else _("It is refused."))
        return redirect(url_for(".staff_hours", receipt=receipt), 303)
    return render(
        "attendance/staff_override_decision.html",
        form=form,
        enrolment=enrolment,
        asked=asked,
        gaps=gaps_in_short([gap(kept) for kept in asked.waived["gaps"]]),
        who=accounts.names(db.session, [asked.asked_by_id]).get(asked.asked_by_id),
        is_own=asked.asked_by_id == current_user.id,
    )
