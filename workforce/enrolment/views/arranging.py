"""What the people of a cohort need, one line a need, until everything is arranged."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from .. import hooks
from ..actions import arranging as actions
from ..forms.arranging import ArrangementForm
from ..queries import arranging as queries
from ..rules.arranging import in_words, needs_of
from . import views
from .board import load
from .records import load as load_enrolment
from .records import note_needs


@views.get("/staff/cohorts/<code>/needs")
@requires(Permission.NEEDS_READ)
def cohort_needs(code):
    return show(load(code))


def show(cohort, form=None):
    """Sensitive: that this was looked at is recorded for everybody on it."""
    hooks.ask_names(db.session, cohort, current_user)
    found = queries.of_cohort(db.session, cohort.id)
    note_needs(sorted({row.enrolment.id for row in found}), clock.now())
    return render(
        "enrolment/staff_cohort_needs.html",
        cohort=cohort,
        form=form,
        waiting=[row for row in found if row.arranged is None],
        arranged=[row for row in found if row.arranged],
        in_words=in_words,
    )


@views.route("/staff/enrolments/<receipt>/needs/<need>", methods=["GET", "POST"])
@requires(Permission.NEEDS_READ)
def arrange_need(receipt, need):
    enrolment, form, at = load_enrolment(receipt), ArrangementForm(), clock.now()
    if need not in needs_of(enrolment.needs):
        abort(404)
    code = enrolment.cohort.code
    if form.done(lambda: actions.arrange(db.session, enrolment, need, note=form.note.data, by=current_user, at=at)):
        flash(_("Arranged. Whoever opens the list of needs sees it."))
        return redirect(url_for(".cohort_needs", code=code), 303)
    note_needs([enrolment.id], at)
    return render(
        "enrolment/staff_arrangement.html",
        enrolment=enrolment,
        need=need,
        words=in_words(need, enrolment.needs),
        form=form,
    )


@views.post("/staff/enrolments/<receipt>/needs/<need>/reopening")
@requires(Permission.NEEDS_READ)
def reopen_need(receipt, need):
    enrolment, form = load_enrolment(receipt), ButtonForm()
    if form.done(lambda: actions.reopen(db.session, enrolment, need, by=current_user, at=clock.now())):
        flash(_("It is on the list again."))
        return redirect(url_for(".cohort_needs", code=enrolment.cohort.code), 303)
    return show(enrolment.cohort, form)
