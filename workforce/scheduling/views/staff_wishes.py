"""Staff note when those who teach would rather not, and how much they would like to."""

from ...access import Permission, requires
from . import availability, views, wishes


@views.route("/staff/instructors/<int:person_id>/availability/rather-not/week", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_rather_week(person_id):
    return wishes.rather_week(availability.of_somebody(person_id))


@views.route("/staff/instructors/<int:person_id>/availability/rather-not/days", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_rather_days(person_id):
    return wishes.rather_days(availability.of_somebody(person_id))


@views.post("/staff/instructors/<int:person_id>/availability/rather-not/<int:rather_id>/take-back")
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_take_back_rather(person_id, rather_id):
    return wishes.take_back_rather(availability.of_somebody(person_id), rather_id)


@views.route("/staff/instructors/<int:person_id>/availability/hours", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_liked(person_id):
    return wishes.liked(availability.of_somebody(person_id))
