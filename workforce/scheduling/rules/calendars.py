"""A calendar as phones and computers read it (RFC 5545): the same rows give the same bytes.

What the three that people have ask for:

- All: lines of at most 75 bytes ending in CRLF, never cut within a character; a VTIMEZONE for each TZID that is used; a
  UID that stays the same for ever, also when the time or the room changes.
- Google looks once or twice a day, whatever REFRESH-INTERVAL says, and takes the whole file as it is: what is missing
  in it is gone. It ignores STATUS:CANCELLED of whole subscriptions now and then, so the title says it as well.
- Outlook knows a change by SEQUENCE and LAST-MODIFIED, wants METHOD:PUBLISH or it asks for an answer, and takes its
  rhythm from X-PUBLISHED-TTL.
- Apple strikes through what is CANCELLED, and shows X-WR-CALNAME as the name of the calendar.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from icalendar import Calendar, Event, Timezone

from ... import clock
from ...i18n.ruby import plain
from ...i18n.wording import plain as in_words
from .own_calendar import LESSON

MAKER = "-//workforce//calendar//EN"
EVERY = timedelta(hours=1)
"""How often a phone should look."""


def book(entries: Iterable[Event], *, name: str) -> bytes:
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
    for one in entries:
        made.add_component(one)
    return made.to_ical()


def zone() -> Timezone:
    return Timezone.from_tzid(clock.ZONE.key)


def timed(one: Any, uid: str) -> Event:
    """When, under which name, and how often it changed: the same for every calendar."""
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", one.changed_at)
    made.add("last-modified", one.changed_at)
    made.add("sequence", one.number)
    made.add("dtstart", clock.local(one.starts_at))
    made.add("dtend", clock.local(one.ends_at))
    made.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    made.add("class", "PRIVATE")
    return made


def lessons(found: Iterable[Any], *, name: str, host: str, address_of) -> bytes:
    """`found`: queries.lesson_feeds.Lesson; `address_of(lesson)`: its page for who has this calendar."""
    return book((lesson(one, host, address_of(one)) for one in found), name=name)


def lesson(one: Any, host: str, address: str) -> Event:
    """Without anybody's name: such an address is passed on sooner than a page behind a password."""
    made = timed(one, f"{LESSON}{one.uid}@{host}")
    title = plain(in_words(one.title)) if one.code else plain(_("The room is taken"))
    title = f"{title} ({one.code})" if one.code else title
    made.add("summary", plain(_("Cancelled: %(course)s", course=title)) if one.is_cancelled else title)
    if where := place(one):
        made.add("location", where)
    if one.parts:
        made.add("description", "\n".join(part_words(part) for part in one.parts))
    made.add("url", address)
    return made


def place(one: Any) -> str:
    if one.online:
        return plain(_("Online"))
    parts = [plain(in_words(one.place)), one.room, one.address] if one.place else [one.room]
    return plain(str(_(", "))).join(part for part in parts if part)


def part_words(part: Any) -> str:
    given = {"number": part.number, "title": plain(in_words(part.title)), "minutes": part.minutes}
    return plain(_("%(number)s %(title)s (%(minutes)s minutes)", **given))
