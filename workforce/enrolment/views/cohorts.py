"""What staff decide about a whole cohort: its seats, and that it will not take place."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...outbox import Channel
from ...web import render
from ..actions import moves
from ..forms.moves import CapacityForm, ReasonForm
from ..hooks import consequences_of_cohort
from ..queries import board as queries
from ..queries import seats
from . import views
from .board import load
from .instead import nearest_rows


@views.route("/staff/cohorts/<code>/capacity", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def cohort_capacity(code):
    cohort = load(code)
    form = CapacityForm(obj=cohort)
    if form.done(
        lambda: moves.change_capacity(db.session, cohort, capacity=form.capacity.data, by=current_user, at=clock.now())
    ):
        flash(_("The cohort has %(seats)s seats now.", seats=cohort.capacity))
        return redirect(url_for(".cohort_board", code=code), 303)
    counted = seats.seats_of(db.session, cohort.id, at=clock.now())
    return render("enrolment/staff_capacity.html", cohort=cohort, form=form, seats=counted)


@views.route("/staff/cohorts/<code>/cancellation", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_PUBLISH)
def cohort_cancellation(code):
    cohort = load(code)
    form = ReasonForm()
    if form.done(
        lambda: moves.cancel_cohort(db.session, cohort, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        told = form.result
        flash(
            ngettext(
                "The cohort is cancelled. %(num)s person is told.",
                "The cohort is cancelled. %(num)s people are told.",
                told,
            )
        )
        return redirect(url_for(".cohort_board", code=code, state="cancelled"), 303)
    told = queries.told(db.session, cohort.id)
    return render(
        "enrolment/staff_cohort_cancellation.html",
        cohort=cohort,
        form=form,
        mails=told[Channel.MAIL],
        calls=told[Channel.CALL],
        consequences=consequences_of_cohort(db.session, cohort.id, at=clock.now()),
        others=nearest_rows(cohort, clock.now()),
    )
