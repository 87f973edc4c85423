"""What other pages of a trainee say of making up: the page of hours, and the private page."""

from flask import url_for
from flask_babel import gettext as _

from ...enrolment.hooks import Section
from ...enrolment.models import State
from ...i18n.formats import duration
from ..queries import making_up as queries
from ..queries import outlooks
from .hours_words import seats_in_words


def way(enrolment, standing, *, left, at):
    """On the page of hours."""
    if standing.lost and not standing.is_complete:
        yield choose(left), url_for("attendance.make_up", receipt=enrolment.receipt), link_words(left)
    if enrolment.cohort.ends_at and enrolment.cohort.ends_at > at:
        sentence = _("Can you not come to a lesson? Tell us before it begins.")
        yield sentence, url_for("attendance.absences", receipt=enrolment.receipt), _("I cannot come to a lesson")


def choose(left):
    if left:
        return _("See in which lessons of other dates you can make up what you missed, and book a seat.")
    return _("You have booked a seat for everything that you missed. It counts once you were there.")


def link_words(left):
    return _("Choose a lesson to make up") if left else _("See what you have booked")


def section(database, shown, *, at):
    """On the private page: what is to be made up, once lessons have begun, and how to say that one cannot come."""
    if shown.state is not State.CONFIRMED or not shown.cohort.sessions:
        return []
    found = absences_to_say(shown) if shown.cohort.sessions[-1].ends_at > at else []
    if shown.cohort.sessions[0].starts_at <= at and outlooks.has_to_make_up(database, shown.id):
        found = [*to_make_up(shown, queries.case(database, shown.id, at=at)), *found]
    return found


def to_make_up(shown, case):
    """As it is now; the last computation may be of before what they booked since."""
    if case.lost:
        left = sum(case.missing.values())
        link = url_for("attendance.make_up", receipt=shown.receipt)
        yield Section(_("Make up what you missed"), booked_and_missing(case, left), link, link_words(left), left > 0)


def booked_and_missing(case, left):
    seats, missed = seats_in_words(case.booked), duration(sum(case.lost.values()))
    if not case.booked:
        return [_("You missed %(duration)s.", duration=missed), choose(left)]
    if left:
        still = _("Even if you attend, %(left)s will still be missing: please make it up as well.", left=duration(left))
        return [_("You missed %(duration)s. Booked: %(seats)s.", duration=missed, seats=seats), still]
    return [
        _("You missed %(duration)s. Booked: %(seats)s.", duration=missed, seats=seats),
        _("If you attend, you will have all minutes."),
    ]


def absences_to_say(shown):
    said = [_("Can you not come to a lesson? Tell us before it begins. You see at once where you can make it up.")]
    link = url_for("attendance.absences", receipt=shown.receipt)
    return [(_("If you cannot come"), said, link, _("I cannot come to a lesson"))]
