"""Staff note when those who teach have time, and who said so."""

from ...access import Permission, requires
from . import availability, views


@views.get("/staff/instructors/<int:person_id>/availability")
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_times(person_id):
    return availability.show(availability.of_somebody(person_id))


@views.route("/staff/instructors/<int:person_id>/availability/week", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_week(person_id):
    return availability.week(availability.of_somebody(person_id))


@views.post("/staff/instructors/<int:person_id>/availability/weeks/<int:pattern_id>/take-back")
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_take_back_week(person_id, pattern_id):
    return availability.take_back_week(availability.of_somebody(person_id), pattern_id)


@views.route("/staff/instructors/<int:person_id>/availability/days", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_days(person_id):
    return availability.days(availability.of_somebody(person_id))


@views.post("/staff/instructors/<int:person_id>/availability/days/<int:days_id>/take-back")
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_take_back_days(person_id, days_id):
    return availability.take_back_days(availability.of_somebody(person_id), days_id)


@views.route("/staff/instructors/<int:person_id>/availability/copy", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def staff_copy(person_id):
    return availability.copy(availability.of_somebody(person_id))
