"""Those who teach say when they would rather not, and how much they would like to."""

from ...access import Permission, requires
from . import availability, views, wishes


@views.route("/instructor/availability/rather-not/week", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_rather_week():
    return wishes.rather_week(availability.of_myself())


@views.route("/instructor/availability/rather-not/days", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_rather_days():
    return wishes.rather_days(availability.of_myself())


@views.post("/instructor/availability/rather-not/<int:rather_id>/take-back")
@requires(Permission.ATTENDANCE_TAKE)
def own_take_back_rather(rather_id):
    return wishes.take_back_rather(availability.of_myself(), rather_id)


@views.route("/instructor/availability/hours", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_liked():
    return wishes.liked(availability.of_myself())
