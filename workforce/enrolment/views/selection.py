"""How the seats of a cohort are given: staff choose the mode and the groups for whom seats are first."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.models import BandKind, CohortState
from ...database import db
from ...web import render
from ...web.lists import way_back
from ..actions import queue
from ..actions import selection as actions
from ..forms.selection import NOBODY, BandForm, SelectionForm, values_of
from ..models import State
from ..queries import bands as queries
from ..rules.bands import TIE
from ..rules.selection import GROUPS, HOW, NAMES, in_words
from ..rules.together import RULES
from . import views
from .board import load
from .moves import load as load_enrolment


@views.route("/staff/cohorts/<code>/selection", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_READ)
def cohort_selection(code):
    cohort = load(code)
    bands = actions.every_band(db.session, cohort)
    form = SelectionForm(data=values_of(cohort, bands))
    may_edit = may(current_user, Permission.CATALOGUE_EDIT) and cohort.state is not CohortState.CANCELLED
    if may_edit and form.done(lambda: save(cohort, form)):
        flash(_("Saved. Visitors read it on the page of the course."))
        return redirect(url_for(".cohort_selection", code=code), 303)
    if form.is_refused:
        form.seen.data = cohort.changed_at
    bands, is_fixed = actions.every_band(db.session, cohort), actions.has_applicants(db.session, cohort)
    return render(
        "enrolment/staff_selection.html",
        cohort=cohort,
        form=form,
        may_edit=may_edit,
        parts=parts_of(form, {band.kind for band in bands} if is_fixed else BandKind),
        bands=[in_words(band, cohort.capacity) for band in bands],
        mode=NAMES[cohort.selection],
        how=HOW[cohort.selection],
        group_rule=RULES[cohort.group_rule],
        asks=TIE in cohort.course.questions,
        is_fixed=is_fixed,
    )


def parts_of(form, kinds):
    """The groups that can be changed: once somebody has applied, only those that there are."""
    return [form[kind.value] for kind in BandKind if kind in kinds]


def save(cohort, form):
    return actions.set_selection(
        db.session,
        cohort,
        selection=form.selection.data,
        bands=form.bands,
        seen=form.seen.data,
        by=current_user,
        at=clock.now(),
    )


@views.route("/staff/enrolments/<receipt>/group", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_band(receipt):
    enrolment = load_enrolment(receipt)
    name, cohort = enrolment.person.name, enrolment.cohort
    every = queries.bands_of(db.session, cohort.id)
    form = BandForm(data={"band": str(enrolment.band_id or NOBODY)})
    form.offer([(band.id, GROUPS[band.kind]) for band in every])
    back = way_back(url_for(".staff_enrolment", receipt=receipt))
    if form.done(lambda: correct(enrolment, form)):
        flash(_("The group of %(name)s is put right.", name=name))
        return redirect(back, 303)
    form.back.data = back
    return render(
        "enrolment/staff_band.html",
        enrolment=enrolment,
        name=name,
        cohort=cohort,
        form=form,
        may_change=bool(every) and enrolment.state in (State.APPLIED, State.WAITLISTED),
        rules=[in_words(band, cohort.capacity) for band in every],
        back=back,
    )


def correct(enrolment, form):
    queue.correct_band(
        db.session,
        enrolment,
        band_id=form.chosen,
        reason=form.reason.data,
        by=current_user,
        at=clock.now(),
    )
