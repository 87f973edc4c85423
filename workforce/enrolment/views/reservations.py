"""Seats without names: reserved by an operator, or by staff for it, and given back."""

import secrets
from datetime import timedelta

from flask import abort, flash, redirect
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...catalogue.rules import stages
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import reservations as actions
from ..forms.reservations import ReservationForm
from ..queries import bands, seats
from ..queries import reservations as queries
from ..rules.operator_limits import RESERVATION_LIMITS
from ..rules.reservations import end_of, latest
from . import views
from .groups import show_cohorts
from .naming import Way, of_own, of_staff

A_DAY = timedelta(days=1)


@views.route("/operator/<int:operator_id>/enrol/<code>/reservation", methods=["GET", "POST"])
@requires(Permission.OPERATOR_USE)
def operator_reservation(operator_id, code):
    return reserve(of_own(operator_id), code)


@views.route("/staff/operators/<int:operator_id>/enrol/<code>/reservation", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_reservation(operator_id, code):
    return reserve(of_staff(operator_id), code)


@views.post("/operator/<int:operator_id>/reservations/<int:reservation_id>/return")
@requires(Permission.OPERATOR_USE)
def operator_give_back(operator_id, reservation_id):
    return give_back(of_own(operator_id), reservation_id)


@views.post("/staff/operators/<int:operator_id>/reservations/<int:reservation_id>/return")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_give_back(operator_id, reservation_id):
    return give_back(of_staff(operator_id), reservation_id)


def reserve(way: Way, code):
    at = clock.now()
    cohort = catalogue.cohort_brief(db.session, code)
    if cohort is None or cohort.state is CohortState.DRAFT:
        abort(404)
    if not way.is_staff and not stages.is_open(cohort, at):
        return show_cohorts(way, refused=_("Nobody can be enrolled there now. Choose another date."))
    limits = policies.current(db.session, RESERVATION_LIMITS, at=at)
    last = latest(limits, cohort, is_staff=way.is_staff, at=at)
    form = ReservationForm(data={"key": secrets.token_urlsafe(16), "until": last_day(last)})
    if form.done(lambda: make(way, cohort, form, at)):
        flash(
            ngettext("%(num)s seat is held for you.", "%(num)s seats are held for you.", form.seats.data)
            if not way.is_staff
            else ngettext("%(num)s seat is held.", "%(num)s seats are held.", form.seats.data)
        )
        return redirect(way.url("people"), 303)
    counted = seats.seats_of(db.session, cohort.id, at=at)
    return render(
        way.template("reservation"),
        way=way,
        operator=way.operator,
        cohort=cohort,
        form=form,
        free=0 if counted.waiting else bands.shares_of(db.session, cohort.id, counted, at=at).open_free,
        rule=RESERVATION_LIMITS.words(limits)[:3],
        last=last,
    )


def last_day(last):
    """The last evening before `last`."""
    day = clock.today(last)
    return day if end_of(day) <= last else day - A_DAY


def make(way, cohort, form, at):
    return actions.make(
        db.session,
        operator=way.operator,
        cohort=cohort,
        seats=form.seats.data,
        until=end_of(form.until.data),
        key=form.key.data,
        by=current_user,
        is_staff=way.is_staff,
        at=at,
    )


def give_back(way: Way, reservation_id):
    reservation = queries.one_of(db.session, way.operator.id, reservation_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.give_back(db.session, reservation, by=current_user, at=clock.now())
        flash(_("The seats without names are given back. Thank you."))
    return redirect(way.url("people"), 303)
