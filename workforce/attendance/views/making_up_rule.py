"""The page on which administrators set how much of a course can be made up."""

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import rule_page
from ...database import db
from ..forms.making_up import MakingUpForm
from ..rules.making_up import MAKING_UP
from . import views


@views.route("/staff/policies/making-up", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_making_up():
    at = clock.now()
    now = policies.current(db.session, MAKING_UP, at=at)
    form = MakingUpForm(data={"from_day": clock.today(at)} | MakingUpForm.beginning(now))
    return rule_page("attendance/policy_making_up.html", MAKING_UP, form, at)
