"""What operators may reserve: setting a new rule from a day on."""

from dataclasses import asdict

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...enrolment.rules.operator_limits import RESERVATION_LIMITS, words
from ...i18n.formats import day
from ...web import render
from ..forms.operator_limits import ReservationLimitsForm
from . import views


@views.route("/staff/policies/reservation-limits", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_reservation_limits():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    now = policies.current(db.session, RESERVATION_LIMITS, at=at)
    form = ReservationLimitsForm(data={"from_day": clock.today(at), **asdict(now)})
    rule = None
    if form.done(lambda: checked(form, at)):
        rule = form.result
        if "save" in request.form and form.previewed.data == form.fingerprint and form.done(lambda: save(form, at)):
            flash(_("The rule counts from %(day)s on.", day=day(form.from_day.data)))
            return redirect(url_for(".policies"), 303)
        form.previewed.data = form.fingerprint
    return render("desk/policy_reservation_limits.html", form=form, meaning=words(rule) if rule else None)


def checked(form, at):
    """The rule that would be set. Raises what `policies.set_rule` would."""
    rule = RESERVATION_LIMITS.read(form.values())
    policies.refuse(RESERVATION_LIMITS, rule, from_day=form.from_day.data, source=form.source.data, at=at)
    return rule


def save(form, at):
    given = {"from_day": form.from_day.data, "values": form.values(), "source": form.source.data}
    return policies.set_rule(db.session, RESERVATION_LIMITS, **given, by=current_user, at=at)
