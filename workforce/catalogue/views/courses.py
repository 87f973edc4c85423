"""Courses: the list, one course, and what is written about it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...database import db
from ...people.queries import timeline
from ...web import lists, render
from .. import actions
from ..forms.courses import CourseForm, NewCourseForm
from ..forms.filters import CourseFilterForm
from ..queries import leads
from ..queries import staff_courses as queries
from ..queries.courses import course_page
from ..rules import eligibility, moves, publishing
from . import views


@views.get("/staff/courses")
@requires(Permission.CATALOGUE_READ)
def staff_courses():
    asked = CourseFilterForm(request.args)
    sort = request.args.get("sort", "slug")
    page = queries.staff_courses(
        db.session,
        asked.filters,
        at=clock.now(),
        sort=sort,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    label = ngettext("%(num)s course on this page", "%(num)s courses on this page", len(page.rows))
    return render(
        "catalogue/staff_courses.html",
        asked=asked,
        page=page,
        pagination=lists.pagination(page, label),
        sort=sort,
        address=lists.address,
    )


@views.route("/staff/courses/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_course():
    form = NewCourseForm(leads.possible_leads(db.session))
    if form.done(
        lambda: actions.courses.create_course(
            db.session, slug=form.slug.data, **form.values(), by=current_user, at=clock.now()
        )
    ):
        course = form.result
        flash(_("Saved as a draft. Say for whom it is and what it teaches, then publish it."))
        return redirect(url_for(".staff_course", slug=course.slug), 303)
    return render("catalogue/course_form.html", form=form, course=None)


@views.get("/staff/courses/<slug>")
@requires(Permission.CATALOGUE_READ)
def staff_course(slug):
    course = load_course(slug)
    return render(
        "catalogue/staff_course.html",
        course=course,
        rules=eligibility.who_may(course),
        moves=moves.moves_from(moves.COURSE_MOVES, course.state),
        obstacles=publishing.course_obstacles(course),
        told=told("course", course.id),
        receipts={},
    )


@views.route("/staff/courses/<slug>/edit", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_course(slug):
    course = load_course(slug)
    form = CourseForm(leads.possible_leads(db.session, course.lead_id), data=written(course))
    if form.done(
        lambda: actions.courses.edit_course(
            db.session, course, seen=form.seen.data, **form.values(), by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        return redirect(url_for(".staff_course", slug=slug), 303)
    if form.is_refused:
        form.seen.data = course.changed_at
    return render("catalogue/course_form.html", form=form, course=course)


def written(course):
    """What the form begins with."""
    return {"seen": course.changed_at} | {name: getattr(course, name) for name in CourseForm.WRITTEN}


def told(subject, row_id):
    """The history of one row, for those who may read it."""
    return timeline.of_rows(db.session, {subject: [row_id]}) if may(current_user, Permission.HISTORY_READ) else []


def load_course(slug, *, again=False):
    return course_page(db.session, slug, again=again) or abort(404)
