"""A trainee says before a lesson that they cannot come, and sees at once where they can make it up."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...forms import ButtonForm
from ...web import render
from ..actions import notices as actions
from ..forms.absences import AbsenceForm, by_day, folded
from ..queries import notices as queries
from . import views


@views.route("/enrolments/<receipt>/absences", methods=["GET", "POST"])
@public
def absences(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = AbsenceForm(), clock.now()
    lessons = queries.lessons(db.session, enrolment, at=at)
    given = {"reason": form.reason.data, "by": None, "at": at}
    if form.done(lambda: actions.announce(db.session, enrolment, form.chosen(lessons), **given)):
        flash(_("Thank you for telling us. Your teacher sees it."))
        return redirect(url_for(".make_up", receipt=receipt), 303)
    return show(enrolment, lessons, form, ButtonForm())


def show(enrolment, lessons, form, withdrawal):
    days = by_day(lessons)
    near, later = folded(days)
    form.offer(days)
    chosen = set(form.lessons.data or ())
    return render(
        "attendance/absences.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        lessons=lessons,
        form=form,
        withdrawal=withdrawal,
        near=near,
        later=later,
        later_chosen=any(value in chosen for day in later for value in day.values),
        ids={option.data: option.id for option in form.lessons},
    )


@views.post("/enrolments/<receipt>/absences/<int:session_id>/withdrawal")
@public
def withdraw_absence(receipt, session_id):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    if form.done(lambda: actions.withdraw(db.session, enrolment, session_id, at=at)):
        flash(_("Good: we expect you at this lesson."))
        return redirect(url_for(".absences", receipt=receipt), 303)
    return show(enrolment, queries.lessons(db.session, enrolment, at=at), AbsenceForm(formdata=None), form)
