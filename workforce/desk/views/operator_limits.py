"""What operators may reserve: setting a new rule from a day on."""

from dataclasses import asdict

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import rule_page
from ...database import db
from ...enrolment.rules.operator_limits import RESERVATION_LIMITS
from ..forms.operator_limits import ReservationLimitsForm
from . import views


@views.route("/staff/policies/reservation-limits", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_reservation_limits():
    at = clock.now()
    now = policies.current(db.session, RESERVATION_LIMITS, at=at)
    form = ReservationLimitsForm(data={"from_day": clock.today(at), **asdict(now)})
    return rule_page("desk/policy_reservation_limits.html", RESERVATION_LIMITS, form, at)
