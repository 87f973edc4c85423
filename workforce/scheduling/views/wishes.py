"""The pages about what somebody would rather, the same for themselves and for staff who note what they were told."""

from flask import flash, redirect
from flask_babel import gettext as _

from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import wishes as actions
from ..forms.instructors import HOUR
from ..forms.wishes import LikedForm, RatherDaysForm, RatherWeekForm
from ..queries import instructors
from .availability import Whose


def rather_week(whose: Whose):
    return rather(whose, RatherWeekForm(is_staff=whose.is_staff), actions.say_weekdays, "rather_week")


def rather_days(whose: Whose):
    return rather(whose, RatherDaysForm(is_staff=whose.is_staff), actions.say_days, "rather_days")


def rather(whose: Whose, form, say, noun: str):
    about = whose.about
    if form.done(lambda: say(db.session, **form.values(), said_by=form.told, **about)):
        return whose.back(_("Saved. The centre asks others first then."))
    return render("scheduling/rather_form.html", whose=whose, form=form, noun=noun)


def take_back_rather(whose: Whose, rather_id):
    if ButtonForm().validate_on_submit() and actions.take_back(db.session, id=rather_id, **whose.about):
        flash(_("Taken back."))
    return redirect(whose.url("times"), 303)


def liked(whose: Whose):
    row = instructors.profile(db.session, whose.person.id)
    now = row.month_minutes if row else None
    form = LikedForm(data={"hours": now and now // HOUR})
    about = whose.about
    if form.done(lambda: actions.like_hours(db.session, hours=form.hours.data, **about)):
        return whose.back(_("Saved."))
    return render("scheduling/liked_form.html", whose=whose, form=form)
