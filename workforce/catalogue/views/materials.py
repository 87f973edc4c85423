"""Staff bring files to a course, replace, rename, withdraw and read them. Who has fetched them, enrolment says."""

from secrets import token_hex

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import largest_file, render, send_file, uploading
from .. import actions
from ..forms.courses import ReasonForm
from ..forms.materials import FileForm, MaterialForm, NewMaterialForm
from ..queries import materials as queries
from ..queries.courses import course_page
from ..rules.files import MEDIA, MEGABYTE
from . import views
from .courses import load_course

PAGE = "enrolment.staff_material"


@views.route("/staff/courses/<slug>/materials/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
@uploading
def create_material(slug):
    course, at = load_course(slug), clock.now()
    form = NewMaterialForm(**choices(course, None, at), data={"key": token_hex(8), "languages": ["ja"]})
    if form.done(lambda: put(course, form, at)):
        flash(_("The file is there. Everybody with a seat finds it on their own page, from when you said."))
        return redirect(url_for(PAGE, material_id=form.result.id), 303)
    return render("catalogue/material_form.html", form=form, course=course, material=None, most=most())


def put(course, form, at):
    brought = form.brought(most=largest_file())
    given = {"key": form.key.data, "languages": form.languages.data, "by": current_user, "at": at}
    return actions.materials.put(db.session, course, file=brought, **given, **form.values())


@views.route("/staff/materials/<int:material_id>/edit", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_material(material_id):
    material, at = load_material(material_id), clock.now()
    course = course_page(db.session, material.course.slug)
    written = {"seen": material.changed_at} | {name: getattr(material, name) for name in MaterialForm.WRITTEN}
    form = MaterialForm(**choices(course, material.cohort_id, at), data=written)
    if form.done(
        lambda: actions.materials.edit(
            db.session, material, seen=form.seen.data, **form.values(), by=current_user, at=at
        )
    ):
        flash(_("Saved."))
        return redirect(url_for(PAGE, material_id=material_id), 303)
    if form.is_refused:
        form.seen.data = material.changed_at
    return render("catalogue/material_form.html", form=form, course=course, material=material, most=most())


def choices(course, kept, at):
    return {
        "cohorts": queries.cohorts_to_choose(db.session, course, kept=kept, at=at),
        "subjects": course.subjects,
    }


@views.route("/staff/materials/<int:material_id>/versions/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
@uploading
def replace_material(material_id):
    material = load_material(material_id)
    form = FileForm(data={"languages": material.versions[0].languages})
    if form.done(lambda: replace(material, form)):
        number = form.result.number
        flash(
            _(
                "Version %(number)s is what people get now. Who has an older one reads that there is a new.",
                number=number,
            )
        )
        return redirect(url_for(PAGE, material_id=material_id), 303)
    return render("catalogue/material_version.html", form=form, material=material, most=most())


def replace(material, form):
    brought = form.brought(most=largest_file())
    given = {"languages": form.languages.data, "by": current_user, "at": clock.now()}
    return actions.materials.replace(db.session, material, file=brought, **given)


@views.route("/staff/materials/<int:material_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def withdraw_material(material_id):
    material, form = load_material(material_id), ReasonForm()
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: actions.materials.withdraw(db.session, material, **given)):
        flash(_("Withdrawn. Nobody but staff finds it any more."))
        return redirect(url_for(PAGE, material_id=material_id), 303)
    return render("catalogue/material_withdrawal.html", form=form, material=material)


@views.post("/staff/materials/<int:material_id>/return")
@requires(Permission.CATALOGUE_EDIT)
def return_material(material_id):
    material = load_material(material_id)
    if ButtonForm().validate_on_submit():
        actions.materials.show_again(db.session, material, by=current_user, at=clock.now())
        flash(_("People find it again."))
    return redirect(url_for(PAGE, material_id=material_id), 303)


@views.get("/staff/materials/versions/<int:version_id>")
@requires(Permission.CATALOGUE_READ)
def version_file(version_id):
    """Any version, also an old one or one that was withdrawn. What staff fetch is not counted."""
    found = queries.sent(db.session, version_id) or abort(404)
    return send_file(found.body, found.name, media=MEDIA[found.file_kind])


@views.route("/staff/materials/versions/<int:version_id>/erasure", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def erase_version(version_id):
    version = queries.version(db.session, version_id) or abort(404)
    material, form = load_material(version.material_id), ReasonForm()
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: actions.materials.erase(db.session, version, **given)):
        flash(_("Erased. Nobody can read this version any more."))
        return redirect(url_for(PAGE, material_id=material.id), 303)
    return render("catalogue/material_erasure.html", form=form, material=material, version=version)


def load_material(material_id):
    return queries.material(db.session, material_id) or abort(404)


def most() -> int:
    """In megabytes."""
    return largest_file() // MEGABYTE
