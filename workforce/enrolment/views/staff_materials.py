"""The files of a course as staff see them: what there is, and who of those with a seat has fetched it."""

from flask import abort
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.queries import materials as catalogue
from ...catalogue.queries.courses import course_page
from ...database import db
from ...people.queries import timeline
from ...web import render
from .. import hooks
from ..queries import material_readers as queries
from ..queries.materials import Had
from . import views
from .board import load


@views.get("/staff/courses/<slug>/materials")
@requires(Permission.CATALOGUE_READ)
def staff_materials(slug):
    course = course_page(db.session, slug) or abort(404)
    found = queries.of_course(db.session, course.id, at=clock.now())
    return render("enrolment/staff_materials.html", course=course, found=found)


@views.get("/staff/materials/<int:material_id>")
@requires(Permission.CATALOGUE_READ)
def staff_material(material_id):
    material = catalogue.material(db.session, material_id) or abort(404)
    return render(
        "enrolment/staff_material.html",
        material=material,
        cohorts=queries.by_cohort(db.session, material),
        erased=catalogue.erased(db.session, material_id),
        told=told_of(material),
        receipts={},
    )


def told_of(material):
    """Its history and that of its versions, for those who may read it."""
    if not may(current_user, Permission.HISTORY_READ):
        return []
    rows = {"material": [material.id], "material_version": [one.id for one in material.versions]}
    return timeline.of_rows(db.session, rows)


@views.get("/staff/cohorts/<code>/materials")
@requires(Permission.CATALOGUE_READ)
def cohort_materials(code):
    cohort = load(code)
    found = queries.of_cohort(db.session, cohort)
    return render("enrolment/staff_cohort_materials.html", cohort=cohort, found=found)


@views.get("/staff/cohorts/<code>/materials/<int:material_id>")
@requires(Permission.ENROLMENTS_READ)
def material_readers(code, material_id):
    cohort = load(code)
    hooks.ask_names(db.session, cohort, current_user)
    material = catalogue.material(db.session, material_id) or abort(404)
    if material.course_id != cohort.course_id or material.cohort_id not in (None, cohort.id):
        abort(404)
    found = queries.readers(db.session, material.versions[0], cohort.id)
    return render(
        "enrolment/staff_material_readers.html",
        cohort=cohort,
        material=material,
        missing=[one for one in found if one.had is not Had.NEWEST],
        fetched=[one for one in found if one.had is Had.NEWEST],
    )
