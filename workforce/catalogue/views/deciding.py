"""Publishing, withdrawing, cancelling: each page says what will happen, and its button makes it happen."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from .. import actions
from ..forms.courses import ReasonForm
from ..rules import minutes, publishing
from . import views
from .cohorts import load_cohort
from .courses import load_course


@views.route("/staff/courses/<slug>/publication", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def publish_course(slug):
    form = ButtonForm()
    course = load_course(slug)
    if form.done(lambda: actions.courses.publish_course(db.session, course, by=current_user, at=clock.now())):
        flash(_("The course is published. Visitors see it now."))
        return redirect(url_for(".staff_course", slug=slug), 303)
    return render("catalogue/course_publication.html", course=course, form=form)


@views.route("/staff/courses/<slug>/withdrawal", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def withdraw_course(slug):
    form = ButtonForm()
    course = load_course(slug)
    if form.done(lambda: actions.courses.withdraw_course(db.session, course, by=current_user, at=clock.now())):
        flash(_("The course is a draft again. Visitors no longer see it."))
        return redirect(url_for(".staff_course", slug=slug), 303)
    lasting = actions.courses.dependants(db.session, course, clock.now())
    return render("catalogue/course_withdrawal.html", course=course, form=form, lasting=lasting)


@views.route("/staff/courses/<slug>/cancellation", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def cancel_course(slug):
    form = ReasonForm()
    course = load_course(slug)
    if form.done(
        lambda: actions.courses.cancel_course(
            db.session, course, reason=form.reason.data or "", by=current_user, at=clock.now()
        )
    ):
        flash(_("The course is cancelled."))
        return redirect(url_for(".staff_course", slug=slug), 303)
    lasting = actions.courses.dependants(db.session, course, clock.now())
    return render("catalogue/course_cancellation.html", course=course, form=form, lasting=lasting)


@views.route("/staff/cohorts/<code>/publication", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def publish_cohort(code):
    form = ButtonForm()
    cohort = load_cohort(code)
    if form.done(lambda: actions.cohorts.publish_cohort(db.session, cohort, by=current_user, at=clock.now())):
        flash(_("The cohort is published. People can enrol when its time begins."))
        return redirect(url_for(".staff_cohort", code=code), 303)
    taught = minutes.missing_minutes(minutes.items_of(cohort.course), minutes.parts_of(cohort.sessions))
    return render(
        "catalogue/cohort_publication.html",
        cohort=cohort,
        form=form,
        obstacles=publishing.obstacles(cohort, clock.now()),
        missing=[row for row in taught if row.missing],
    )
