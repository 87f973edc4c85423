"""What other pages of a trainee say of making up: the page of hours, and the private page."""

from flask import url_for
from flask_babel import gettext as _

from ...enrolment.models import State
from ...i18n.formats import moment
from ..queries import making_up as queries
from ..queries import outlooks


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
