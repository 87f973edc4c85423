"""How long rooms are set up and cleared: setting a new rule from a day on."""

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...money.views.policies import rule_page
from ...scheduling.rules.minutes import ROOM_MINUTES
from ..forms.room_minutes import RoomMinutesForm
from . import views


@views.route("/staff/policies/room-minutes", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_room_minutes():
    at = clock.now()
    now = policies.current(db.session, ROOM_MINUTES, at=at)
    form = RoomMinutesForm(data={"from_day": clock.today(at)} | RoomMinutesForm.beginning(now))
    return rule_page("desk/policy_room_minutes.html", ROOM_MINUTES, form, at)
