"""The calendar of one person, for the calendar on their phone; scheduling.rules.calendars says how such things read."""

from typing import Any

from flask_babel import gettext as _
from icalendar import Event

from ...i18n.ruby import plain
from ...i18n.wording import plain as in_words
from ...scheduling.rules.calendars import book, timed


def calendar(events, *, name: str, host: str, address_of) -> bytes:
    """`events`: queries.feeds.Event; `host` makes their names unique in the world; `address_of(cohort)`: its page."""
    return book((entry(one, host, address_of(one.cohort)) for one in events), name=name)


def entry(one: Any, host: str, address: str) -> Event:
    made = timed(one, f"session-{one.uid}@{host}")
    title = plain(in_words(one.cohort.course.title))
    if one.is_guest:
        title = plain(_("To make up: %(course)s", course=title))
    made.add("summary", plain(_("Cancelled: %(course)s", course=title)) if one.is_cancelled else title)
    if where := place(one):
        made.add("location", where)
    made.add("url", address)
    return made


def place(one) -> str:
    """Room, place and its address, or that it is online."""
    if one.online:
        return plain(_("Online"))
    at = one.cohort.place
    parts = [plain(in_words(at.name)), one.room, at.address] if at else [one.room]
    return plain(str(_(", "))).join(part for part in parts if part)
