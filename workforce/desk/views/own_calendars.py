"""How often the own calendars of those who teach are read: setting a new rule from a day on."""

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...money.views.policies import rule_page
from ...scheduling.rules.asking import ASKING
from ..forms.own_calendars import OwnCalendarsForm
from . import views


@views.route("/staff/policies/own-calendars", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_own_calendars():
    at = clock.now()
    now = policies.current(db.session, ASKING, at=at)
    form = OwnCalendarsForm(data={"from_day": clock.today(at)} | OwnCalendarsForm.beginning(now))
    return rule_page("desk/policy_own_calendars.html", ASKING, form, at)
