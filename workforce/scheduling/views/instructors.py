"""Staff see who teaches, what they may teach and what they hold, and note the papers they were shown."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...operators.queries.operators import listed as operators_listed
from ...web import lists, render
from ..actions import qualifications as actions
from ..forms.instructors import EndForm, InstructorForm, LicenceForm, PracticeForm, TakeOutForm
from ..models import Licence, Practice
from ..queries import instructors as queries
from ..queries import profiles
from ..rules.licences import FIELDS, LICENCES
from . import views

NO_OPERATOR = ("", "–")


@views.get("/staff/instructors")
@requires(Permission.ASSIGNMENTS_MANAGE)
def instructors():
    at = clock.now()
    page = queries.listed(db.session, **lists.place())
    ids = [person.id for person in page.rows]
    label = ngettext("%(num)s instructor on this page", "%(num)s instructors on this page", len(ids))
    return render(
        "scheduling/instructors.html",
        people=page.rows,
        rows=queries.profiles(db.session, ids),
        employer_of=profiles.employer_of,
        reaches=profiles.reaches_of(db.session, ids, clock.today(at)),
        ahead=queries.ahead(db.session, ids, at=at),
        pagination=lists.pagination(page, label),
    )


@views.get("/staff/instructors/<int:person_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def instructor(person_id):
    person, at = load(person_id), clock.now()
    return render(
        "scheduling/instructor.html",
        found=profiles.profile(db.session, person, at=at),
        shown=profiles.SHOWN,
        licences=LICENCES,
        fields=FIELDS,
        today=clock.today(at),
    )


def load(person_id):
    """Who they are now; somebody who teaches nothing is not there."""
    return queries.instructor(db.session, person_id) or abort(404)


@views.route("/staff/instructors/<int:person_id>/facts", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def edit_instructor(person_id):
    person = load(person_id)
    row = queries.profile(db.session, person.id)
    form = InstructorForm(data=InstructorForm.beginning(row))
    form.operator.offer([NO_OPERATOR, *operators(row)])
    if form.done(lambda: actions.keep(db.session, person.id, **form.values(), by=current_user, at=clock.now())):
        return back(person.id, _("Saved."))
    return render("scheduling/instructor_form.html", person=person, form=form)


def operators(row):
    """(id, name) of those our work with whom goes on, and of the one that is named."""
    found = {one.id: one.name for one in operators_listed(db.session)}
    if row and row.operator and row.operator_id not in found:
        found[row.operator_id] = row.operator.name
    return found.items()


def back(person_id, said):
    flash(said)
    return redirect(url_for(".instructor", person_id=person_id), 303)


@views.route("/staff/instructors/<int:person_id>/licences", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def note_licence(person_id):
    return note(
        person_id, LicenceForm, actions.note_licence, "scheduling/licence_form.html", _("The licence is noted.")
    )


@views.route("/staff/instructors/<int:person_id>/practice", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def note_practice(person_id):
    return note(
        person_id, PracticeForm, actions.note_practice, "scheduling/practice_form.html", _("The practice is noted.")
    )


def note(person_id, made, act, template, said):
    """A paper that whoever signed in has seen."""
    person, at = load(person_id), clock.now()
    form = made(data={"seen_on": clock.today(at)})
    if form.done(lambda: act(db.session, person.id, **form.values(), by=current_user, at=at)):
        return back(person.id, said)
    return render(template, person=person, form=form)


@views.route("/staff/instructors/licences/<int:licence_id>/end", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_licence(licence_id):
    return end(Licence, licence_id, actions.end_licence)


@views.route("/staff/instructors/practice/<int:practice_id>/end", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_practice(practice_id):
    return end(Practice, practice_id, actions.end_practice)


def end(table, id, act):
    row = queries.one_of(db.session, table, id) or abort(404)
    person, form = load(row.person_id), EndForm()
    given = {"by": current_user, "at": clock.now()}
    if form.done(lambda: act(db.session, id, until_on=form.until_on.data, reason=form.reason.data, **given)):
        return back(person.id, _("Saved. If they were named for a session after that, the first page says so."))
    return show_end(row, person, form, TakeOutForm())


def show_end(row, person, form, mistake):
    is_licence = isinstance(row, Licence)
    return render(
        "scheduling/qualification_end.html",
        row=row,
        person=person,
        form=form,
        mistake=mistake,
        is_licence=is_licence,
        what=LICENCES[row.kind] if is_licence else FIELDS[row.field],
    )


@views.post("/staff/instructors/licences/<int:licence_id>/mistake")
@requires(Permission.ASSIGNMENTS_MANAGE)
def take_out_licence(licence_id):
    return take_out(Licence, licence_id)


@views.post("/staff/instructors/practice/<int:practice_id>/mistake")
@requires(Permission.ASSIGNMENTS_MANAGE)
def take_out_practice(practice_id):
    return take_out(Practice, practice_id)


def take_out(table, id):
    row = queries.one_of(db.session, table, id) or abort(404)
    person, mistake = load(row.person_id), TakeOutForm()
    given = {"by": current_user, "at": clock.now()}
    if mistake.done(lambda: actions.take_out(db.session, table, id, reason=mistake.wrong.data, **given)):
        if queries.instructor(db.session, person.id):
            return back(person.id, _("Taken out."))
        flash(_("Taken out."))
        return redirect(url_for(".instructors"), 303)
    return show_end(row, person, EndForm(formdata=None), mistake)
