"""The addresses of this feature, one module a noun."""

from datetime import timedelta

from flask import Blueprint

from ... import links

views = Blueprint("enrolment", __name__, url_prefix="/<language:language>")

LINK_LASTS = timedelta(days=400)  # from the first letter to the last certificate of the longest course

from . import (  # noqa: E402
    answering,
    arranging,
    board,
    calendars,
    cohorts,
    consents,
    contacts,
    corrections,
    counter,
    dates,
    draw_checking,
    draws,
    employers,
    filling,
    finding,
    form_versions,
    groups,
    guardian_code,
    guardian_link,
    guardian_naming,
    guardian_paper,
    moves,
    offers,
    own_dates,
    own_materials,
    own_parts,
    queue,
    receipts,
    records,
    reservations,
    resuming,
    seats,
    selection,
    sending,
    staff_dates,
    staff_draws,
    staff_materials,
    staff_together,
    telling,
    together,
    told,
    wishes,
    words,
)


def register(app):
    words.add_filters(app)
    app.register_blueprint(views)
    app.add_url_rule("/l/enrolment/<token>", endpoint="enrolment.open_link", view_func=finding.open_link)
    app.add_url_rule("/calendar/<token>.ics", endpoint="enrolment.feed", view_func=calendars.feed)
    links.opens(links.Purpose.ENROLMENT, "enrolment.open_link", lasts=LINK_LASTS)
    app.add_url_rule("/l/guardian/<token>", endpoint="enrolment.open_guardian", view_func=guardian_link.open_guardian)
    links.opens(links.Purpose.GUARDIAN, "enrolment.open_guardian", lasts=guardian_link.LINK_LASTS)
    links.opens(links.Purpose.TOGETHER, "enrolment.together_invitation", lasts=together.LINK_LASTS)
    links.opens(links.Purpose.DRAFT, "enrolment.resume_by_link", lasts=resuming.LINK_LASTS)


__all__ = [
    "answering",
    "arranging",
    "board",
    "calendars",
    "cohorts",
    "consents",
    "contacts",
    "corrections",
    "counter",
    "dates",
    "draw_checking",
    "draws",
    "filling",
    "finding",
    "form_versions",
    "employers",
    "groups",
    "guardian_code",
    "guardian_link",
    "guardian_naming",
    "guardian_paper",
    "moves",
    "offers",
    "own_dates",
    "own_materials",
    "own_parts",
    "queue",
    "receipts",
    "records",
    "register",
    "reservations",
    "resuming",
    "seats",
    "selection",
    "sending",
    "staff_dates",
    "staff_draws",
    "staff_materials",
    "staff_together",
    "telling",
    "told",
    "together",
    "views",
    "wishes",
]
