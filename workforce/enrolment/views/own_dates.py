"""The other dates of a course: for the person who is enrolled, from their own page."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions.transferring import transfer
from ..hooks import consequences_of_moving
from ..models import State
from ..queries import own_dates as queries
from ..queries import transfers, wishes
from ..rules.guardians import is_minor
from ..rules.own_dates import OWN_SEAT, may_go, price_there, seats_there
from ..rules.words import STATE_WORDS
from . import views
from .finding import not_theirs
from .own_wishes import ending_by_moving
from .receipts import theirs


@views.get("/enrolments/<receipt>/dates")
@public
def own_dates(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    if not has_choice(enrolment, at):
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    own = wishes.dates_of(db.session, enrolment.id, at=at)
    held = {date.cohort_id for date in own}
    dates = [date for date in queries.open_dates(db.session, enrolment, at=at) if date.id not in held]
    return render(
        "enrolment/own_dates.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        rows=rows_of(enrolment, dates),
        own=own,
        words=STATE_WORDS,
    )


@views.route("/enrolments/<receipt>/dates/<code>", methods=["GET", "POST"])
@public
def own_date(receipt, code):
    """One other date with what it means to go there; the button goes."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    there, form, at = of_same_course(enrolment, code), ButtonForm(), clock.now()
    if form.done(lambda: transfer(db.session, enrolment, there, by=None, at=at)):
        flash(in_words(enrolment))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    if not form.is_refused and (enrolment.cohort_id == there.id or not has_choice(enrolment, at)):
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    return page("enrolment/own_date.html", enrolment, there, form, at)


def has_choice(enrolment, at) -> bool:
    """Also somebody whose course began without them."""
    return may_go(enrolment, at) or transfers.ended_without_them(db.session, enrolment)


def page(template, enrolment, there, form, at, **shown):
    """The page that asks before it acts: from where to where, what comes of it, and the money."""
    outlook = queries.outlook(db.session, enrolment, there.id, at=at)
    return render(
        template,
        form=form,
        enrolment=enrolment,
        cohort=enrolment.cohort,
        there=there,
        outlook=outlook,
        stays=enrolment.state in OWN_SEAT and not outlook.has_seat,
        needs_guardian=enrolment.state is not State.CONFIRMED
        and enrolment.consent is None
        and is_minor(enrolment.person.birth_date, at),
        consequences=consequences_of_moving(db.session, enrolment, there.id, at=at),
        ends=ending_by_moving(enrolment, at) if outlook.has_seat else [],
        **shown,
    )


def of_same_course(enrolment, code):
    there = catalogue.cohort_brief(db.session, code)
    return there if there and there.course_id == enrolment.cohort.course_id else abort(404)


def rows_of(enrolment, dates):
    """[(OtherDate, seats in words, tone, price in words)]"""
    own = queries.fee_of(db.session, enrolment.cohort_id)
    has_seat = enrolment.state in OWN_SEAT
    return [(date, *seats_there(date, has_seat), price_there(date.fee, own)) for date in dates]


def in_words(enrolment):
    if enrolment.state is State.CONFIRMED:
        return _("You have moved. You have a seat on the new date.")
    if enrolment.state is State.WAITING_FOR_GUARDIAN:
        return _("You have moved. A seat is held for you until a guardian agrees.")
    return _("You have moved to the new date.")
