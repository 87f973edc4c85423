"""What can be chosen from: the list with its filter, and the page of one course."""

from flask import abort, request, url_for
from flask_login import current_user

from ... import clock
from ...access import Permission, may, public
from ...catalogue.models import CourseState
from ...catalogue.queries import courses as catalogue
from ...catalogue.queries import materials
from ...catalogue.rules.eligibility import who_may
from ...catalogue.rules.files import MEDIA
from ...database import db, reading
from ...people.rules.ages import ADULT
from ...web import keep, render, render_same, send_file
from .. import forms
from ..queries import offers, searching
from ..queries.courses import courses_after
from . import filters, rows, views, words


@views.get("/courses")
@public
@keep
def courses():
    at, wishes = clock.now(), forms.read_wishes(request.args)
    with reading() as database:
        places, found = places_and_found(database, wishes)
        asked = {name: request.args.get(name) for name in ("after", "before")}
        page = offers.page(database, wishes, found, at=at, **asked)
        nearest = () if page.rows else near(database, wishes, found, at)
    return render_same(
        "site/courses.html",
        rows=rows.in_words(page.rows, at=at),
        near=nearest,
        form=filters.form(wishes, places),
        given=filters.given(wishes, places),
        pages=filters.pages(wishes, page),
        interest_url=url_for("site.interest", **forms.written(wishes)),
    )


def places_and_found(database, wishes):
    """The places of the filter, and what the typed words stand for (None without words)."""
    if wishes.words:
        return searching.places_and_found(database, wishes.words)
    return searching.places(database), None


def near(database, wishes, found, at):
    """What comes closest when nothing fits, each with what is different."""
    return rows.differing(offers.nearest(database, wishes, found, at=at), at=at) if wishes.given else ()


@views.get("/courses/<slug>")
@public
@keep
def course(slug):
    found = catalogue.course_page(db.session, slug)
    if found is None or not visible(found):
        abort(404)
    at = clock.now()
    return render(
        "site/course.html",
        course=found,
        minutes=sum(subject.minutes for subject in found.subjects),
        rules=who_may(found),
        leads_to=courses_after(db.session, found.id),
        forms=materials.public_forms(db.session, found.id),
        rows=rows.dates_in_words(offers.of_course(db.session, found.id, at=at), at=at),
        guardian=(found.minimum_age or 0) < ADULT,
        audience_in_words=words.audience,
        is_preview=found.state is CourseState.DRAFT,
        is_gone=found.state is CourseState.CANCELLED,
    )


@views.get("/courses/<slug>/forms/<int:material_id>")
@public
def course_form(slug, material_id):
    """A form to fill in that everybody may have; the file itself, uncounted."""
    found = catalogue.course_page(db.session, slug)
    if found is None or not visible(found):
        abort(404)
    file = materials.public_form(db.session, found.id, material_id) or abort(404)
    return send_file(file.body, file.name, media=MEDIA[file.file_kind])


def visible(course):
    """A draft is only for those who make it."""
    return course.state is not CourseState.DRAFT or may(current_user, Permission.CATALOGUE_READ)
