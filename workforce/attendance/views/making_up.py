"""What a trainee missed, where each part of it can be made up, and the seats that they booked for it."""

from dataclasses import replace

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock, policies
from ...access import public
from ...database import db
from ...enrolment.models import State
from ...enrolment.queries import guests
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...forms import ButtonForm
from ...i18n.wording import plain
from ...web import render
from ..actions import making_up as actions
from ..queries import making_up as queries
from ..queries import outlooks, proofs
from ..rules import options
from ..rules.limits_words import limits_in_words
from ..rules.making_up import MAKING_UP
from ..rules.reports import REPORTS
from . import views
from .option_words import gives, why

SHOWN = 8


@views.get("/enrolments/<receipt>/make-up")
@public
def make_up(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    return render("attendance/make_up.html", **shown(enrolment, clock.now()))


def shown(enrolment, at, *, is_staff=False):
    """What both pages show. Staff see as well what they could allow with a reason, after the deadline."""
    rule, reports = policies.current_of(db.session, MAKING_UP, REPORTS, at=at)
    case = queries.case(db.session, enrolment.id, at=at)
    bounds = options.bounds(rule, case)
    seats = queries.seats_to_have(db.session, case.course_id, at=at) if case.missing else []
    terms = options.terms(rule, bounds, clock.today(at))
    terms = replace(terms, deadline=bounds.extended) if is_staff else terms
    found = options.options(case, seats, terms) if enrolment.state is State.CONFIRMED else []
    items = titles(case.course_id)
    return {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "case": case,
        "rule": rule,
        "bounds": bounds,
        "limits": list(limits_in_words(rule.limits(case.kind))),
        "items": items,
        "missing": [
            (items[item], minutes, options.best_for(item, found)[:SHOWN])
            for item, minutes in sorted(case.missing.items(), key=lambda pair: items[pair[0]].place)
        ],
        "way": options.rest_of_way(case, last_way(enrolment.id), found),
        "may_report": reports.is_allowed(case.kind),
        "why": why,
        "gives": lambda option, item, minutes: list(gives(option, item, minutes, items)),
        "named": lambda minutes: [plain(items[item].title) for item in minutes],
        "at": at,
    }


class Item:
    """A syllabus part as the page names it."""

    def __init__(self, subject, item):
        self.id, self.title, self.subject, self.mode = item.id, item.title, subject, item.mode
        self.number = f"{subject.number}-{item.number}"
        self.place = subject.number, item.number


def titles(course_id):
    """{item id: Item}"""
    return {
        item.id: Item(subject, item) for subject in proofs.subjects_of(db.session, course_id) for item in subject.items
    }


def last_way(enrolment_id):
    """The ids of the sessions of the way that the last computation found."""
    outlook = outlooks.of(db.session, [enrolment_id]).get(enrolment_id)
    return outlook.repair.get("sessions", []) if outlook else []


@views.route("/enrolments/<receipt>/make-up/<int:session_id>", methods=["GET", "POST"])
@public
def book_make_up(receipt, session_id):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    if form.done(lambda: actions.book(db.session, enrolment, session_id, by=None, at=at)):
        flash(_("The seat is booked. It is in your calendar as well."))
        return redirect(url_for(".make_up", receipt=receipt), 303)
    offer = actions.look(db.session, enrolment, session_id, at=at) or abort(404)
    if not offer.parts and queries.coming_to(db.session, enrolment.id, session_id):
        return redirect(url_for(".make_up", receipt=receipt))
    if offer.limit and not form.is_refused:
        form.form_errors.append(offer.limit.text())
    return asking("attendance/booking.html", enrolment, form, offer)


def asking(template, enrolment, form, offer):
    """The page that shows what would be booked."""
    if offer.wrong and not form.is_refused:
        form.form_errors.append(offer.wrong.text())
    return render(
        template,
        enrolment=enrolment,
        cohort=enrolment.cohort,
        form=form,
        offer=offer,
        items=titles(enrolment.cohort.course_id),
    )


@views.route("/enrolments/<receipt>/make-up/seats/<int:guest_id>", methods=["GET", "POST"])
@public
def give_back_make_up(receipt, guest_id):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    guest = guests.one_of(db.session, enrolment.id, guest_id) or abort(404)
    seat = queries.sitting_of(db.session, guest.session_id) or abort(404)
    if form.done(lambda: actions.give_back(db.session, guest, enrolment, by=None, at=at)):
        flash(_("The seat is given back. Please choose another session."))
        return redirect(url_for(".make_up", receipt=receipt), 303)
    return render("attendance/giving_back.html", enrolment=enrolment, cohort=enrolment.cohort, form=form, seat=seat)
