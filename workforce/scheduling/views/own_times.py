"""Those who teach say on their phone when they have time."""

from ...access import Permission, requires
from . import availability, views


@views.get("/instructor/availability")
@requires(Permission.ATTENDANCE_TAKE)
def own_times():
    return availability.show(availability.of_myself())


@views.route("/instructor/availability/week", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_week():
    return availability.week(availability.of_myself())


@views.post("/instructor/availability/weeks/<int:pattern_id>/take-back")
@requires(Permission.ATTENDANCE_TAKE)
def own_take_back_week(pattern_id):
    return availability.take_back_week(availability.of_myself(), pattern_id)


@views.route("/instructor/availability/days", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_days():
    return availability.days(availability.of_myself())


@views.post("/instructor/availability/days/<int:days_id>/take-back")
@requires(Permission.ATTENDANCE_TAKE)
def own_take_back_days(days_id):
    return availability.take_back_days(availability.of_myself(), days_id)


@views.route("/instructor/availability/copy", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_copy():
    return availability.copy(availability.of_myself())
