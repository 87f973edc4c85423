"""The files of the course, for who has a seat: on the private page, on a page of their own, and to fetch."""

from functools import partial

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import clock, i18n
from ...access import public
from ...catalogue.queries.materials import sent
from ...catalogue.rules.files import MEDIA
from ...catalogue.rules.materials import speaks
from ...database import db, reading, survive
from ...i18n.wording import plain
from ...web import render, send_file
from ..actions import fetches
from ..models import State
from ..queries import materials as queries
from ..queries import receipts
from ..queries.materials import Had
from . import views
from .finding import not_theirs
from .receipts import asked


def section(database, shown, *, at):
    """Of the private page: how many files there are, and what is new of those that this person has."""
    found = [one for one in own(database, shown) if one.is_there(at)]
    if found:
        sentences = [ngettext("%(num)s file is here for you.", "%(num)s files are here for you.", len(found))]
        sentences += [new_version(one) for one in found if one.had is Had.OLDER]
        address = url_for("enrolment.materials", receipt=shown.receipt)
        yield _("Files for this course"), sentences, address, _("See the files")


def new_version(one):
    return _("There is a new version of “%(file)s”. Please use the new one.", file=plain(one.title))


def own(database, shown) -> list[queries.OwnMaterial]:
    """None for who waits, was cancelled, or may yet have to give their seat away."""
    if shown.state is not State.CONFIRMED or not shown.has_materials:
        return []
    ends = [sitting.ends_at for sitting in shown.cohort.sessions]
    who = {"enrolment_id": shown.id, "cohort_id": shown.cohort_id, "person_id": shown.person_id}
    return queries.own(database, **who, ends=ends)


@views.get("/enrolments/<receipt>/materials")
@public
def materials(receipt):
    with reading() as database:
        enrolment = receipts.shown_for(database, **asked(receipt))
        found = own(database, enrolment) if enrolment else []
    return show(enrolment, found) if enrolment else not_theirs(receipt)


def show(enrolment, found, *, gone=False):
    """`gone`: somebody asked for a file that is not there, or not any more."""
    at, code = clock.now(), i18n.current().code
    there = [one for one in found if one.is_there(at)]
    return render(
        "enrolment/materials.html",
        status=404 if gone else 200,
        enrolment=enrolment,
        has_seat=enrolment.state is State.CONFIRMED,
        there=sorted(there, key=lambda one: not speaks(one.languages, code)),
        later=sorted((one for one in found if not one.is_there(at)), key=lambda one: one.begins),
        gone=gone,
    )


@views.get("/enrolments/<receipt>/materials/<int:material_id>")
@public
def material_file(receipt, material_id):
    """The newest version, counted for this person."""
    at = clock.now()
    with reading() as database:
        enrolment = receipts.shown_for(database, **asked(receipt))
        found = own(database, enrolment) if enrolment else []
    if enrolment is None:
        return not_theirs(receipt)
    one = next((one for one in found if one.id == material_id and one.is_there(at)), None)
    file = sent(db.session, one.version_id) if one else None
    if one is None or file is None:
        return show(enrolment, found, gone=True)
    if request.method == "GET":
        survive(partial(fetches.note, version_id=one.version_id, person_id=enrolment.person_id, at=at))
    return send_file(file.body, file.name, media=MEDIA[file.file_kind])
