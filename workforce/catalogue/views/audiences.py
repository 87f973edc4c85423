"""For whom a course is: its readers with a pitch for each, and what must be finished first."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n.wording import plain
from ...web import render
from .. import actions
from ..forms.courses import AudienceForm, PrerequisiteForm
from ..forms.words import AUDIENCES
from ..models import Audience
from ..queries.staff_courses import course_titles
from . import views
from .courses import load_course


@views.get("/staff/courses/<slug>/audiences")
@requires(Permission.CATALOGUE_EDIT)
def course_audiences(slug):
    return show(load_course(slug))


@views.post("/staff/courses/<slug>/audiences")
@requires(Permission.CATALOGUE_EDIT)
def add_audience(slug):
    course = load_course(slug)
    form = AudienceForm(prefix="new")
    if save(course, form):
        return redirect(url_for(".course_audiences", slug=slug), 303)
    return show(course, form)


@views.post("/staff/courses/<slug>/audiences/<audience>")
@requires(Permission.CATALOGUE_EDIT)
def edit_audience(slug, audience):
    course = load_course(slug)
    row = next((row for row in course.audiences if row.audience == audience), None) or abort(404)
    form = form_of(course, row, submitted=True)
    if save(course, form, row.audience):
        return redirect(url_for(".course_audiences", slug=slug), 303)
    return show(course, form)


def save(course, form, audience=None):
    """Whether it was saved, for this audience or the one that the form names; otherwise the form says why not."""
    is_saved = form.done(
        lambda: actions.audiences.set_audience(
            db.session,
            course,
            audience=audience or form.audience.data,
            rank=form.rank.data,
            pitch=form.pitch.revised,
            seen=form.seen.data,
            by=current_user,
            at=clock.now(),
        )
    )
    if is_saved:
        flash(_("Saved."))
    if form.is_refused:
        form.seen.data = course.changed_at
    return is_saved


@views.post("/staff/courses/<slug>/audiences/<audience>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_audience(slug, audience):
    course = load_course(slug)
    if ButtonForm().validate_on_submit() and audience in set(Audience):
        actions.audiences.remove_audience(
            db.session, course, audience=Audience(audience), by=current_user, at=clock.now()
        )
        flash(_("Taken away. The course no longer stands behind that door."))
    return redirect(url_for(".course_audiences", slug=slug), 303)


@views.post("/staff/courses/<slug>/prerequisites")
@requires(Permission.CATALOGUE_EDIT)
def add_prerequisite(slug):
    course = load_course(slug)
    form = offered(course, PrerequisiteForm())
    if form.done(
        lambda: actions.audiences.require(
            db.session, course, required=load_course(form.required.data), by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        return redirect(url_for(".course_audiences", slug=slug), 303)
    return show(course, required=form)


@views.post("/staff/courses/<slug>/prerequisites/<int:required_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_prerequisite(slug, required_id):
    course = load_course(slug)
    known = any(row.required_id == required_id for row in course.prerequisites)
    if ButtonForm().validate_on_submit() and known:
        actions.audiences.require_no_more(db.session, course, required_id=required_id, by=current_user, at=clock.now())
        flash(_("Taken away. The course can be joined without it."))
    return redirect(url_for(".course_audiences", slug=slug), 303)


def show(course, submitted=None, required=None):
    """`submitted`: the audience form of the last try; `required`: the prerequisite form of the last try."""
    taken = {row.audience for row in course.audiences}
    rows = [(row, pick(submitted, row.audience.value) or form_of(course, row)) for row in course.audiences]
    new = pick(submitted, "new") or AudienceForm(None, prefix="new", data={"seen": course.changed_at, "rank": 100})
    new.audience.offer([(audience, words) for audience, words in AUDIENCES.items() if audience not in taken])
    return render(
        "catalogue/course_audiences.html",
        status=422 if any(form and form.has_errors for form in (submitted, required)) else 200,
        course=course,
        rows=rows,
        new=new if new.audience.choices else None,
        required=required or offered(course, PrerequisiteForm(None)),
    )


def pick(form, prefix):
    return form if form is not None and form.seen.name == f"{prefix}-seen" else None


def form_of(course, row, *, submitted=False):
    data = {"seen": course.changed_at, "audience": row.audience, "rank": row.rank, "pitch": row.pitch}
    prefix = row.audience.value
    return AudienceForm(prefix=prefix, data=data) if submitted else AudienceForm(None, prefix=prefix, data=data)


def offered(course, form):
    there = {course.slug} | {row.required.slug for row in course.prerequisites}
    others = [(slug, plain(title)) for slug, title in course_titles(db.session) if slug not in there]
    form.required.offer(others)
    return form
