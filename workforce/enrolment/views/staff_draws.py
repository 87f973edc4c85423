"""The draw of a cohort for staff: try it out, name a public value, close the list, draw, repeat."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import draw_again as repeating
from ..actions import draws as actions
from ..forms.draws import AgainForm, NameForm, SeenForm, ValueForm
from ..queries import draws as queries
from ..rules import chances, draw_words
from . import views
from .draws import Lot, basis_of, current, read

MOST_TRIED = 5000
"""Applicants of one group that somebody can try out."""


@views.get("/staff/cohorts/<code>/draw")
@requires(Permission.ENROLMENTS_READ)
def staff_draw(code):
    return show(load(code))


@views.post("/staff/cohorts/<code>/draw/value-name")
@requires(Permission.ENROLMENTS_MANAGE)
def name_draw_value(code):
    return act(code, NameForm(), actions.name_value, _("The name of the public value is kept."), ("name",))


@views.post("/staff/cohorts/<code>/draw/closing")
@requires(Permission.ENROLMENTS_MANAGE)
def close_draw_list(code):
    return act(code, ButtonForm(), actions.freeze, _("The list is closed, and its fingerprint is public."))


@views.post("/staff/cohorts/<code>/draw/value")
@requires(Permission.ENROLMENTS_MANAGE)
def type_draw_value(code):
    return act(code, ValueForm(), actions.type_value, _("Kept. Now a second person compares it."), ("value",))


@views.post("/staff/cohorts/<code>/draw/value-confirmation")
@requires(Permission.ENROLMENTS_MANAGE)
def confirm_draw_value(code):
    return act(code, SeenForm(), actions.confirm_value, _("The public value is confirmed."), ("seen",))


@views.post("/staff/cohorts/<code>/draw")
@requires(Permission.ENROLMENTS_MANAGE)
def make_draw(code):
    return act(code, ButtonForm(), actions.draw_now, _("The draw is made. Everybody is told."))


@views.post("/staff/cohorts/<code>/draw/repetition")
@requires(Permission.CATALOGUE_PUBLISH)
def ask_draw_again(code):
    said = _("Kept. A second person has to agree before anything is drawn.")
    return act(code, AgainForm(), repeating.ask_again, said, ("reason", "value_name"))


@views.post("/staff/cohorts/<code>/draw/repetition/agreement")
@requires(Permission.ENROLMENTS_MANAGE)
def make_draw_again(code):
    return act(code, ButtonForm(), repeating.draw_again, _("The draw is repeated. Everybody whom it changes is told."))


@views.post("/staff/cohorts/<code>/draw/repetition/end")
@requires(Permission.ENROLMENTS_MANAGE)
def stop_draw_again(code):
    return act(code, ButtonForm(), repeating.stop_again, _("The draw is not repeated. The first result counts."))


def act(code, form, action, said, fields=()):
    """Do what the button asks, with these fields of the form, or show the page with what is wrong."""
    cohort = load(code)

    def do():
        given = {name: form[name].data for name in fields}
        return action(db.session, cohort.id, **given, by=current_user, at=clock.now())

    if form.done(do):
        flash(said)
        return redirect(url_for(".staff_draw", code=code), 303)
    return show(cohort, form)


def load(code):
    cohort = catalogue.cohort_brief(db.session, code) or abort(404)
    if cohort.selection not in queries.DRAWN and not queries.newest(db.session, cohort.id):
        abort(404)
    return cohort


def show(cohort, form=None):
    at, lots = clock.now(), lots_of(cohort)
    basis, pending = basis_of(cohort, lots, at), pending_of(lots)
    tried = assumption(basis)
    return render(
        "enrolment/staff_draw.html",
        cohort=cohort,
        at=at,
        lots=lots,
        current=current(lots),
        pending=pending,
        basis=basis,
        is_open=cohort.closes_at > at,
        is_due=is_due(cohort, pending, at),
        may_move=may(current_user, Permission.ENROLMENTS_MANAGE),
        may_repeat=may(current_user, Permission.CATALOGUE_PUBLISH) and not has_begun(cohort, at),
        is_own=pending is not None and pending.row.asked_by_id == current_user.id,
        typed_by_me=pending is not None and pending.row.value_typed_by_id == current_user.id,
        failed=form or ButtonForm(None),
        name_form=kept(form, NameForm, name=lots[0].row.value_name if lots else None),
        value_form=kept(form, ValueForm),
        again_form=kept(form, AgainForm),
        seen_form=SeenForm(None, seen=pending.row.value) if pending else None,
        button=ButtonForm(None),
        tried=tried,
        mix=chances.simulated(tried, seats=basis.seats, quotas=basis.quotas) if "try" in request.args else None,
        times=chances.TIMES,
        group_name=draw_words.group_name,
        chance_words=chances.words,
        seats_words=draw_words.of_seats(basis.seats, basis.quotas),
    )


def lots_of(cohort):
    rows = queries.of_cohort(db.session, cohort.id)
    return [Lot(row, read(row.published) if row.published else None) for row in rows]


def pending_of(lots) -> Lot | None:
    """The draw that is not made yet and that nobody decided against."""
    waiting = [lot for lot in lots if not lot.drawn and not lot.row.stopped_at]
    return waiting[-1] if waiting else None


def is_due(cohort, pending, at):
    """Whether the list is to be closed now."""
    is_waiting = pending is not None and pending.row.frozen_at is None and cohort.closes_at <= at
    return is_waiting and actions.draws(cohort) and actions.is_over(db.session, cohort.id, at=at)


def has_begun(cohort, at):
    return cohort.starts_at is not None and cohort.starts_at <= at


def kept(form, kind, **values):
    """The form as it was sent, if it is of this kind; otherwise a fresh one."""
    return form if isinstance(form, kind) else kind(None, data=values)


def assumption(basis):
    """{(band, tickets): people} to try out: as the address says, otherwise everybody who has applied so far."""
    now = chances.groups_of(basis.entries)
    bands = [*(quota.band for quota in basis.quotas), None]
    found = {}
    for band in bands:
        for weight in range(1, basis.weights.most + 1):
            group = (band, weight)
            found[group] = asked_for(group, now.get(group, 0))
    return found


def asked_for(group, now):
    typed = request.args.get(input_name(group), "").strip()
    if "try" not in request.args:
        return now
    return min(int(typed), MOST_TRIED) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def input_name(group):
    band, weight = group
    return f"n{band or 0}-{weight}"
