"""Staff ask for a trainee, and decide what is asked for."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...enrolment.views.records import load
from ...i18n.wording import plain
from ...web import render
from ..actions import exemptions
from ..forms.hours import DecisionForm, ExemptionForm
from ..queries import proofs
from ..rules.exemptions import EXEMPTIONS
from ..rules.qualifications import QUALIFICATIONS
from . import views


@views.route("/staff/enrolments/<receipt>/hours/exemption", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def ask_exemption(receipt):
    enrolment, at, form = load(receipt), clock.now(), ExemptionForm()
    rule = policies.current(db.session, EXEMPTIONS, at=at)
    known = rule.known(enrolment.cohort.course.kind)
    form.qualification.offer([(one.value, QUALIFICATIONS[one]) for one in known])
    given = {"document": form.document.data, "document_on": form.document_on.data, "by": current_user, "at": at}
    if form.done(lambda: exemptions.ask(db.session, enrolment, qualification=form.chosen, **given)):
        flash(_("It is noted. Somebody who decides on completion grants or refuses it."))
        return redirect(url_for(".staff_hours", receipt=receipt), 303)
    return render("attendance/staff_exemption.html", form=form, enrolment=enrolment, known=known)


@views.route("/staff/enrolments/<receipt>/hours/exemption/decision", methods=["GET", "POST"])
@requires(Permission.COMPLETION_DECIDE)
def decide_exemption(receipt):
    enrolment, at = load(receipt), clock.now()
    rows = exemptions.waiting(db.session, enrolment)
    titles = {one.id: one for one in proofs.subjects_of(db.session, enrolment.cohort.course_id)}
    form = DecisionForm(data={"subjects": [str(row.subject_id) for row in rows]})
    form.subjects.offer([(row.subject_id, subject_words(titles[row.subject_id])) for row in rows])
    given = {"granted": form.granted, "answer": form.answer.data, "document_on": form.document_on.data}
    if form.done(lambda: exemptions.decide(db.session, enrolment, **given, by=current_user, at=at)):
        flash(_("It is decided. The hours are computed anew."))
        return redirect(url_for(".staff_hours", receipt=receipt), 303)
    return render("attendance/staff_exemption_decision.html", form=form, enrolment=enrolment, rows=rows)


def subject_words(subject):
    return f"{subject.number} {plain(subject.title)}"
