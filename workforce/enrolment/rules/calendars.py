"""A calendar as phones read it (RFC 5545): the same rows give the same bytes, so that nothing is sent twice."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from icalendar import Calendar, Event, Timezone

from ... import clock
from ...i18n.ruby import plain
from ...i18n.wording import plain as in_words

MAKER = "-//workforce//calendar//EN"
EVERY = timedelta(hours=1)
"""How often a phone should look."""


def calendar(events, *, name: str, host: str, address_of) -> bytes:
    """`events`: queries.feeds.Event; `host` makes their names unique in the world; `address_of(cohort)`: its page."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")  # to be kept: nobody is asked for an answer
    made.add("x-wr-calname", plain(name))
    made.add("x-wr-timezone", clock.ZONE.key)
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    made.add_component(zone())
    for one in events:
        made.add_component(entry(one, host, address_of(one.cohort)))
    return made.to_ical()


def zone() -> Timezone:
    return Timezone.from_tzid(clock.ZONE.key)


def entry(one: Any, host: str, address: str) -> Event:
    made = Event()
    made.add("uid", f"session-{one.uid}@{host}")
    made.add("dtstamp", one.changed_at)
    made.add("last-modified", one.changed_at)
    made.add("sequence", one.number)
    made.add("dtstart", clock.local(one.starts_at))
    made.add("dtend", clock.local(one.ends_at))
    title = plain(in_words(one.cohort.course.title))
    if one.is_guest:
        title = plain(_("To make up: %(course)s", course=title))
    made.add("summary", plain(_("Cancelled: %(course)s", course=title)) if one.is_cancelled else title)
    made.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    if where := place(one):
        made.add("location", where)
    made.add("url", address)
    made.add("class", "PRIVATE")
    return made


def place(one) -> str:
    """Room, place and its address, or that it is online."""
    if one.online:
        return plain(_("Online"))
    at = one.cohort.place
    parts = [plain(in_words(at.name)), one.room, at.address] if at else [one.room]
    return plain(str(_(", "))).join(part for part in parts if part)
