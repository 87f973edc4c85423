"""What a course teaches: its subjects, and the items of each in minutes."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from .. import actions
from ..forms.courses import ItemForm, SubjectForm
from . import views
from .courses import load_course


@views.route("/staff/courses/<slug>/subjects/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def add_subject(slug):
    course = load_course(slug)
    form = SubjectForm(prefix="subject")
    if form.done(
        lambda: actions.subjects.add_subject(db.session, course, **form.values(), by=current_user, at=clock.now())
    ):
        subject = form.result
        flash(_("Saved. Now say which items it consists of."))
        return redirect(url_for(".edit_subject", slug=slug, subject_id=subject.id), 303)
    return render("catalogue/subject.html", course=course, subject=None, form=form, rows=[], new=None)


@views.route("/staff/courses/<slug>/subjects/<int:subject_id>", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_subject(slug, subject_id):
    course, subject = load_subject(slug, subject_id)
    form = subject_form(course, subject, submitted=True)
    if form.done(
        lambda: actions.subjects.edit_subject(
            db.session, course, subject, seen=form.seen.data, **form.values(), by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        return back(course, subject)
    if form.is_refused:
        form.seen.data = course.changed_at
    return show(course, subject, form)


@views.post("/staff/courses/<slug>/subjects/<int:subject_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_subject(slug, subject_id):
    course, subject = load_subject(slug, subject_id)
    if ButtonForm().validate_on_submit():
        actions.subjects.remove_subject(db.session, course, subject, by=current_user, at=clock.now())
        flash(_("The subject and its items are gone."))
    return redirect(url_for(".staff_course", slug=slug), 303)


@views.post("/staff/courses/<slug>/subjects/<int:subject_id>/items")
@requires(Permission.CATALOGUE_EDIT)
def add_item(slug, subject_id):
    course, subject = load_subject(slug, subject_id)
    form = ItemForm(prefix="new")
    if form.done(
        lambda: actions.subjects.add_item(db.session, course, subject, **form.values(), by=current_user, at=clock.now())
    ):
        flash(_("Saved."))
        return back(course, subject)
    return show(course, subject, form)


@views.post("/staff/courses/<slug>/subjects/<int:subject_id>/items/<int:item_id>")
@requires(Permission.CATALOGUE_EDIT)
def edit_item(slug, subject_id, item_id):
    course, subject = load_subject(slug, subject_id)
    item = next((item for item in subject.items if item.id == item_id), None) or abort(404)
    form = item_form(course, item, submitted=True)
    if form.done(
        lambda: actions.subjects.edit_item(
            db.session, course, item, seen=form.seen.data, **form.values(), by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        return back(course, subject)
    if form.is_refused:
        form.seen.data = course.changed_at
    return show(course, subject, form)


@views.post("/staff/courses/<slug>/subjects/<int:subject_id>/items/<int:item_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_item(slug, subject_id, item_id):
    course, subject = load_subject(slug, subject_id)
    item = next((item for item in subject.items if item.id == item_id), None) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.subjects.remove_item(db.session, course, item, by=current_user, at=clock.now())
        flash(_("The item is gone."))
    return back(course, subject)


def load_subject(slug, subject_id):
    course = load_course(slug)
    return course, next((one for one in course.subjects if one.id == subject_id), None) or abort(404)


def back(course, subject):
    return redirect(url_for(".edit_subject", slug=course.slug, subject_id=subject.id), 303)


def show(course, subject, submitted):
    """The subject, its items and an empty row; `submitted` is the form of the last try, whichever it was."""
    forms = {form.seen.name: form for form in (submitted,)}
    own = forms.get("subject-seen") or subject_form(course, subject)
    rows = [(item, forms.get(f"item{item.id}-seen") or item_form(course, item)) for item in subject.items]
    new = forms.get("new-seen") or ItemForm(None, prefix="new")
    return render(
        "catalogue/subject.html",
        status=422 if submitted.has_errors else 200,
        course=course,
        subject=subject,
        form=own,
        rows=rows,
        new=new,
        total=sum(item.minutes for item in subject.items),
    )


def subject_form(course, subject, *, submitted=False):
    names = ("number", "title", "minutes", "max_distance_minutes", "source")
    data = {"seen": course.changed_at} | {name: getattr(subject, name) for name in names}
    return SubjectForm(prefix="subject", data=data) if submitted else SubjectForm(None, prefix="subject", data=data)


def item_form(course, item, *, submitted=False):
    data = {"seen": course.changed_at} | {name: getattr(item, name) for name in ("number", "title", "minutes", "mode")}
    prefix = f"item{item.id}"
    return ItemForm(prefix=prefix, data=data) if submitted else ItemForm(None, prefix=prefix, data=data)
