"""Administrators set the deadlines of the authority."""

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import rule_page
from ...database import db
from ...money.forms.policies import beginning
from ..forms.packet import DeadlineForm
from ..rules.deadlines import DEADLINES
from . import views


@views.route("/staff/policies/regulatory-deadlines", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_deadlines():
    at = clock.now()
    form = DeadlineForm(data=beginning(DeadlineForm, policies.current(db.session, DEADLINES, at=at), clock.today(at)))
    return rule_page("reports/staff_deadlines.html", DEADLINES, form, at)
