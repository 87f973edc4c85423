"""What a trainee missed, where each part of it can be made up, and the seats that they booked for it."""

from dataclasses import replace

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import clock, policies
from ...access import public
from ...database import db
from ...enrolment.models import State
from ...enrolment.queries import guests
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...forms import ButtonForm
from ...i18n.formats import moment
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
            (items[item], minutes, [one for one in found if item in one.minutes][:SHOWN])
            for item, minutes in sorted(case.missing.items(), key=lambda pair: items[pair[0]].place)
        ],
        "way": shortest(enrolment.id, {one.seat.id: one for one in found}),
        "may_report": reports.is_allowed(case.kind),
        "why": why,
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


def shortest(enrolment_id, by_session):
    """The way that the last computation found, as long as every seat of it is still to be had."""
    outlook = outlooks.of(db.session, [enrolment_id]).get(enrolment_id)
    ids = outlook.repair.get("sessions", []) if outlook else []
    return [by_session[one] for one in ids] if all(one in by_session for one in ids) else []


def why(option):
    """Why a choice stands where it does: how long to wait, and whether it means another journey."""
    when = ngettext("in %(num)s day", "in %(num)s days", option.days) if option.days else _("today")
    return _("%(when)s, %(how)s", when=when, how=how(option))


def how(option):
    if option.is_journey:
        return _("one journey more")
    if option.is_there_anyway:
        return _("on a day on which you are there anyway")
    return _("online, without a journey")


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


def way(session, enrolment, standing, *, at):
    """On the page of hours."""
    if standing.lost and not standing.is_complete:
        sentence = _("See in which lessons of other dates you can make up what you missed, and book a seat.")
        coming = [one.starts_at for one in queries.booked_of(session, [enrolment.id], at)[enrolment.id]]
        if coming := sorted(one for one in coming if one > at):
            days = _(", ").join(map(moment, coming))
            sentence = _("You have booked a seat to make it up: %(days)s. It counts once you were there.", days=days)
        yield sentence, url_for("attendance.make_up", receipt=enrolment.receipt), _("Choose a lesson to make up")
    if enrolment.cohort.ends_at and enrolment.cohort.ends_at > at:
        sentence = _("Can you not come to a lesson? Tell us before it begins.")
        yield sentence, url_for("attendance.absences", receipt=enrolment.receipt), _("I cannot come to a lesson")


def section(database, shown, *, at):
    """On the private page: what is to be made up, once lessons have begun, and how to say that one cannot come."""
    if shown.state is not State.CONFIRMED or not shown.cohort.sessions:
        return []
    found = absences_to_say(shown) if shown.cohort.sessions[-1].ends_at > at else []
    if shown.cohort.sessions[0].starts_at <= at and outlooks.has_to_make_up(database, shown.id):
        said = [_("See in which lessons of other dates you can make up what you missed, and book a seat.")]
        link = url_for("attendance.make_up", receipt=shown.receipt)
        return [(_("Make up what you missed"), said, link, _("Choose a lesson to make up")), *found]
    return found


def absences_to_say(shown):
    said = [_("Can you not come to a lesson? Tell us before it begins. You see at once where you can make it up.")]
    link = url_for("attendance.absences", receipt=shown.receipt)
    return [(_("If you cannot come"), said, link, _("I cannot come to a lesson"))]
