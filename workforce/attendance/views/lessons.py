"""My lessons: today's first, then the rolls that wait; and all rolls of a cohort, for staff."""

from flask import abort
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db
from ...scheduling.queries import assignments, charges
from ...web import render
from ..queries import lessons as queries
from . import views


@views.get("/instructor/lessons")
@requires(Permission.ATTENDANCE_TAKE)
def lessons():
    at = clock.now()
    sees_all = may(current_user, Permission.ATTENDANCE_MANAGE)
    found = (
        queries.of_everybody(db.session, at=at)
        if sees_all
        else queries.of_person(db.session, current_user.person_id, at=at)
    )
    return render("attendance/lessons.html", lessons=found, sees_all=sees_all, at=at)


@views.get("/staff/cohorts/<code>/rolls")
@requires(Permission.ATTENDANCE_MANAGE)
def rolls(code):
    cohort = cohort_brief(db.session, code) or abort(404)
    return render(
        "attendance/staff_rolls.html",
        cohort=cohort,
        sittings=queries.of_cohort(db.session, cohort.id),
        taught=assignments.of_cohort(db.session, cohort.id),
        charges=charges.of_cohort(db.session, cohort.id),
        at=clock.now(),
    )
