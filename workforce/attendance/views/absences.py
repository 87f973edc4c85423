"""A trainee says before a lesson that they cannot come, and sees at once where they can make it up."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...forms import ButtonForm
from ...web import render
from ..actions import notices as actions
from ..forms.absences import AbsenceForm
from ..queries import making_up
from ..queries import notices as queries
from . import views
from .making_up import titles


@views.get("/enrolments/<receipt>/absences")
@public
def absences(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    lessons = queries.lessons(db.session, enrolment, at=clock.now())
    return render("attendance/absences.html", enrolment=enrolment, cohort=enrolment.cohort, lessons=lessons)


@views.route("/enrolments/<receipt>/absences/<int:session_id>", methods=["GET", "POST"])
@public
def announce(receipt, session_id):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = AbsenceForm(), clock.now()
    given = {"reason": form.reason.data, "by": None, "at": at}
    if form.done(lambda: actions.announce(db.session, enrolment, session_id, **given)):
        flash(_("Thank you for telling us. Your teacher sees it."))
        return redirect(url_for(".make_up", receipt=receipt), 303)
    seat = making_up.sitting_of(db.session, session_id) or abort(404)
    if not form.is_refused and not queries.is_own(db.session, enrolment, session_id):
        abort(404)
    items = titles(enrolment.cohort.course_id)
    return render(
        "attendance/absence.html", enrolment=enrolment, cohort=enrolment.cohort, form=form, seat=seat, items=items
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
    lessons = queries.lessons(db.session, enrolment, at=at)
    return render("attendance/absences.html", enrolment=enrolment, cohort=enrolment.cohort, lessons=lessons, form=form)
