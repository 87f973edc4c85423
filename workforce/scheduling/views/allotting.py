"""Rooms for all sessions of a cohort that have none."""

from flask import abort, flash, redirect, url_for
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import changes
from ...catalogue.queries.cohorts import cohort_page
from ...database import db
from ...forms import ButtonForm
from ..actions import allotting
from . import views


@views.post("/staff/cohorts/<code>/rooms")
@requires(Permission.CATALOGUE_EDIT)
def find_rooms(code):
    cohort = cohort_page(db.session, code) or abort(404)
    button = ButtonForm()
    if button.done(lambda: allotting.find_rooms(db.session, cohort, by=current_user, at=clock.now())):
        found, left = button.result
        flash(ngettext("%(num)s session has a room now.", "%(num)s sessions have a room now.", found) + told(left))
    asked = changes.undecided(db.session, cohort.id)
    return redirect(url_for("enrolment.session_changes" if asked else "catalogue.cohort_sessions", code=code), 303)


def told(left):
    if not left:
        return ""
    return " " + ngettext(
        "For %(num)s none is free that is large enough: choose it by hand.",
        "For %(num)s none is free that is large enough: choose them by hand.",
        left,
    )
