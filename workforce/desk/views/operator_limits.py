"""What operators may reserve: setting a new rule from a day on."""

from dataclasses import asdict

from flask import redirect, url_for

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...enrolment.rules.operator_limits import RESERVATION_LIMITS, words
from ...money.views.policies import explained
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
    rule, is_set = explained(RESERVATION_LIMITS, form, at)
    if is_set:
        return redirect(url_for(".policies"), 303)
    return render("desk/policy_reservation_limits.html", form=form, meaning=words(rule) if rule else None)
