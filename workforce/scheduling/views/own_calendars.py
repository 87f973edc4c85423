"""Those who teach give their own calendar, so that the centre sees when they are busy and nothing else."""

from urllib.parse import urlsplit

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render, uploading
from ..actions import own_calendars as actions
from ..forms.own_calendars import CalendarForm
from . import availability, views


@views.route("/instructor/availability/calendars", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@uploading
def own_calendars():
    whose, form, at = availability.of_myself(), CalendarForm(), clock.now()
    if form.done(lambda: add(whose, form, at)):
        return whose.back(form.result)
    return render("scheduling/calendar_form.html", whose=whose, form=form)


def add(whose, form, at) -> str:
    """What was done, in words."""
    given = {"person_id": whose.person.id, "by": current_user, "at": at}
    if (body := form.brought()) is not None:
        ours = urlsplit(current_app.config["SETTINGS"].base_url).hostname or ""
        actions.bring(db.session, body=body, ours=ours, **given)
        return _("Your calendar is read. Only when you are busy is kept, and nothing else.")
    if not form.address.data:
        raise actions.NoAddress
    actions.give(db.session, address=form.address.data, **given)
    return _("Thank you. We read your calendar in the next minutes.")


@views.post("/instructor/availability/calendars/<int:calendar_id>/remove")
@requires(Permission.ATTENDANCE_TAKE)
def own_remove_calendar(calendar_id):
    whose = availability.of_myself()
    about = {"by": current_user, "at": clock.now()}
    if ButtonForm().validate_on_submit() and actions.remove(db.session, whose.person.id, calendar_id, **about):
        flash(_("The calendar is removed, and all that we knew from it."))
    return redirect(url_for(".own_times"), 303)
