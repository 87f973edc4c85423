"""The form of a course: staff choose and order its questions, and every version it ever had can be read."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n
from ...access import Permission, requires
from ...catalogue.queries.courses import course_page
from ...database import db
from ...web import render
from ..actions import form_versions as actions
from ..forms.form_versions import as_numbered, order_form
from ..queries import form_versions as queries
from ..rules.catalogue import QUESTIONS
from ..rules.form_versions import difference, said
from . import views


@views.route("/staff/courses/<slug>/questions", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def course_questions(slug):
    course, at = course_page(db.session, slug) or abort(404), clock.now()
    form = order_form(course)
    if form.done(lambda: publish(course, form, at)):
        flash(_("Version %(number)s of the form is published. It is asked from now on.", number=form.result.number))
        return redirect(url_for(".form_versions", slug=slug), 303)
    if form.is_refused:
        form.seen.data = course.changed_at
    return render(
        "enrolment/staff_questions.html",
        course=course,
        form=form,
        questions=sorted(QUESTIONS.values(), key=lambda one: order(course, one.key)),
        filling_in=queries.filling_in(db.session, course.id, at=at),
    )


def order(course, key):
    """Those that are asked in their order, then the others."""
    asked = as_numbered(course.questions)
    return asked.get(key, len(asked) + 1)


def publish(course, form, at):
    return actions.publish(
        db.session,
        course,
        keys=form.keys,
        shown=in_every_language(form.keys),
        seen=form.seen.data,
        by=current_user,
        at=at,
    )


def in_every_language(keys):
    shown = {}
    for code in i18n.LANGUAGES:
        with i18n.speaking(code):
            shown[code] = said(keys)
    return shown


@views.get("/staff/courses/<slug>/form-versions")
@requires(Permission.CATALOGUE_READ)
def form_versions(slug):
    course = course_page(db.session, slug) or abort(404)
    versions = queries.all_of(db.session, course.id)
    older = [*versions, None][1:]
    return render(
        "enrolment/staff_form_versions.html",
        course=course,
        versions=[(version, before, changed(version, before)) for version, before in zip(versions, older, strict=True)],
        answered=queries.answered(db.session, course.id),
        asked=asked,
    )


def changed(version, before):
    return difference(before.keys, version.keys, before.shown, version.shown) if before else None


def asked(version, key=None):
    """The questions of a version as they stood, in the reader's language or in Japanese; of one key, its words."""
    words = version.shown.get(i18n.current().code) or version.shown["ja"]
    if key is None:
        return words
    return next((one["asked"] for one in words["questions"] if one["key"] == key), key)
