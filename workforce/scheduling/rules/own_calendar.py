"""What the own calendar of somebody says (RFC 5545): when they are busy, and nothing else.

Lines that say anything else are left out before the file is read, so that no title ever gets further than here.

Calendars are what people have, so this takes what Google, Outlook and Apple write: zones by their Windows names or
defined in the file, times without a zone (they are of the zone that the calendar names, or else of the centre), whole
days, what repeats with exceptions and changed times. Not busy is what is marked as free, what is cancelled, and what
the person declined.
"""

import warnings
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

import icalendar
from dateutil.rrule import rrulestr
from flask_babel import lazy_gettext as _

from ... import clock
from ...refusals import Refused
from .availability import joined, within
from .spans import Span

DAY = timedelta(days=1)
AHEAD = timedelta(days=400)
"""How far we look."""

LARGEST = 10 * 1024 * 1024
LESSON = "lesson-"
"""How the names of lessons begin in our own calendars."""

MOST_EVENTS, MOST_SPANS = 20_000, 5_000
MOST_STEPS = 400_000
"""How often things may repeat from their beginnings until the end of what we look at, all of them together."""

NEEDED = (
    *("BEGIN", "END", "VERSION", "PRODID", "X-WR-TIMEZONE", "X-WR-CALNAME"),
    *("UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    *("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "ATTENDEE"),
    *("TZID", "TZOFFSETFROM", "TZOFFSETTO"),
)
STEPS = {"YEARLY": 366, "MONTHLY": 28, "WEEKLY": 7, "DAILY": 1}
"""In days. What repeats more often than once a day is nobody's calendar: only its first time counts."""
BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What reading what somebody else wrote may end in."""


class NotACalendar(Refused):
    message = _(
        "This is not a calendar, or it is broken. The file ends in .ics; the address is the secret one, not that of "
        "the page on which you look at your calendar."
    )
    field = "file"


class TooLarge(Refused):
    message = _("This calendar is too large for us. Give us one that holds only the coming months.")
    field = "file"


def busy(body: bytes, window: Span, *, mails: Collection[str] = (), ours: str = "") -> list[Span]:
    """When its owner, whose addresses are `mails`, is busy within `window`; in order, none touching the next.

    `ours`: our name in the world. If somebody has our calendar of lessons in theirs, a lesson is not something else
    that they have to do. Raises NotACalendar, TooLarge.
    """
    if len(body) > LARGEST:
        raise TooLarge
    calendars = read(body)
    found: list[Span] = []
    steps = Steps()
    for calendar in calendars:
        owner = frozenset(mail.lower() for mail in (*mails, str(calendar.get("X-WR-CALNAME", ""))))
        reader = Reader(zone_of(calendar), window, owner, ours, steps)
        found += reader.spans(calendar)
    spans = joined(within(found, window))
    if len(spans) > MOST_SPANS:
        raise TooLarge
    return spans


def read(body: bytes) -> list[Any]:
    kept = list(needed(body))
    begun, ended = (sum(line.upper().startswith(word) for line in kept) for word in (b"BEGIN:", b"END:"))
    if not kept or not kept[0].upper().startswith(b"BEGIN:VCALENDAR") or begun != ended:  # half of a file is none
        raise NotACalendar
    if begun > MOST_EVENTS:
        raise TooLarge
    icalendar.use_zoneinfo()  # forgets the zones that other people's files defined under the same names
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a name of a zone had to be guessed
            return icalendar.Calendar.from_ical(b"\r\n".join([*kept, b""]), multiple=True)
    except BROKEN as broken:
        raise NotACalendar from broken


def needed(body: bytes) -> Iterator[bytes]:
    """The lines that say when; a line that begins with a blank goes on with the one before."""
    is_needed = False
    for line in body.removeprefix(b"\xef\xbb\xbf").splitlines():
        if line[:1] not in (b" ", b"\t"):
            name = line.replace(b";", b":", 1).partition(b":")[0].strip().upper().decode("ascii", "replace")
            is_needed = name in NEEDED
        if is_needed and line.strip():
            yield line


def zone_of(calendar) -> tzinfo:
    name = str(calendar.get("X-WR-TIMEZONE", ""))
    try:
        return icalendar.timezone.tzp.timezone(name) or clock.ZONE
    except (ValueError, KeyError, OSError):
        return clock.ZONE


@dataclass
class Steps:
    """How often something was repeated so far."""

    left: int = field(default=MOST_STEPS)

    def take(self, many: int):
        self.left -= many
        if self.left < 0:
            raise TooLarge


@dataclass(frozen=True)
class Reader:
    zone: tzinfo
    window: Span
    owner: frozenset[str]
    ours: str
    steps: Steps

    def spans(self, calendar) -> Iterator[Span]:
        events = [one for one in calendar.walk("VEVENT") if not self.is_ours(one)]
        by_uid: dict[str, list[Any]] = defaultdict(list)
        for number, one in enumerate(events):
            by_uid[str(one.get("UID", f"\n{number}"))].append(one)
        broken = 0
        for same in by_uid.values():
            try:
                yield from list(self.of_one(same))
            except BROKEN:
                broken += 1
        if broken and broken == len(by_uid):
            raise NotACalendar
        for one in calendar.walk("VFREEBUSY"):
            yield from self.taken(one)

    def is_ours(self, event) -> bool:
        name = str(event.get("UID", ""))
        return bool(self.ours) and name.startswith(LESSON) and name.endswith(f"@{self.ours}")

    def of_one(self, same) -> Iterator[Span]:
        """What has one name: it itself, and single times of it that were moved or fell out."""
        same = sorted(same, key=lambda one: whole(one.get("SEQUENCE")))
        changed = {self.key(at): one for one in same if (at := self.value(one, "RECURRENCE-ID")) is not None}
        masters = [one for one in same if self.value(one, "RECURRENCE-ID") is None]
        for one in masters[-1:]:
            yield from self.repeated(one, set(changed))
        for one in changed.values():
            if span := self.once(one):
                yield span

    def repeated(self, event, changed: set) -> Iterator[Span]:
        span = self.once(event)
        if span is None:
            return
        first = self.value(event, "DTSTART")
        length = span.ends_at - span.begins_at
        if not isinstance(first, datetime):
            length = timedelta(days=round(length / DAY))  # a day of 23 hours is a day
        for start in self.starts(event, first, length):
            if self.key(start) not in changed and not self.falls_out(event, start):
                begins = self.instant(start)
                ends = self.instant(start + length) if not isinstance(first, datetime) else begins + length
                yield Span(begins, ends)

    def starts(self, event, first, length) -> Iterator[Any]:
        """By the clock on the wall of its zone, as somebody who gets up at six does so in summer and in winter."""
        rule = event.get("RRULE")
        rule = rule[0] if isinstance(rule, list) else rule
        freq = str((rule if isinstance(rule, dict) else {}).get("FREQ", [""])[0]).upper()
        try:
            yield from self.by_rule(rule, freq, first, length) if freq in STEPS else [first]
        except ValueError:  # a rule that cannot be
            yield first
        for one in dates(event.get("RDATE")):
            yield one[0] if isinstance(one, tuple) else one

    def by_rule(self, rule, freq, first, length) -> Iterator[Any]:
        is_day = not isinstance(first, datetime)
        zone = None if is_day else first.tzinfo or self.zone
        wall = datetime.combine(first, time.min) if is_day else first.replace(tzinfo=None)
        last = self.wall(self.window.ends_at, zone)
        if until := rule.get("UNTIL"):
            last = min(last, self.wall(until[0], zone))
        self.steps.take(max(0, (last - wall).days) // STEPS[freq] // whole(rule.get("INTERVAL", [1])[0], 1) + 1)
        kept = [part for part in rule.to_ical().decode().split(";") if not part.startswith(("UNTIL=", "COUNT="))]
        found = rrulestr(";".join([*kept, f"UNTIL={last:%Y%m%dT%H%M%S}"]), dtstart=wall)
        count = whole(rule["COUNT"][0]) if "COUNT" in rule else None
        since = self.wall(self.window.begins_at, zone) - length - DAY
        for one in islice(found, count):
            if one >= since:
                yield one.date() if is_day else one.replace(tzinfo=zone)

    def wall(self, moment, zone) -> datetime:
        """A date is its whole day."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time(23, 59, 59))
        return (moment.astimezone(zone or self.zone) if moment.tzinfo else moment).replace(tzinfo=None)

    def falls_out(self, event, start) -> bool:
        """Exchange names the day alone where it means the time on it."""
        out = list(dates(event.get("EXDATE")))
        days = {one for one in out if not isinstance(one, datetime)}
        day = start.date() if isinstance(start, datetime) else start
        return day in days or self.key(start) in {self.key(one) for one in out if isinstance(one, datetime)}

    def once(self, event) -> Span | None:
        """From when until when it takes its owner the first time; None: not at all."""
        begins = self.value(event, "DTSTART")
        if begins is None or self.is_free(event):
            return None
        ends, lasts = self.value(event, "DTEND"), self.value(event, "DURATION")
        if ends is None:
            ends = begins + (
                lasts if isinstance(lasts, timedelta) else timedelta(days=not isinstance(begins, datetime))
            )
        span = Span(self.instant(begins), self.instant(ends))
        return span if span.begins_at < span.ends_at else None

    def is_free(self, event) -> bool:
        says = {name: str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")}
        return (
            "CANCELLED" in says["STATUS"]
            or "TRANSPARENT" in says.values()
            or "FREE" in says.values()
            or any(self.is_declined(one) for one in each_of(event.get("ATTENDEE")))
        )

    def is_declined(self, attendee) -> bool:
        mail = str(attendee).lower().removeprefix("mailto:")
        return mail in self.owner and str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper() == "DECLINED"

    def taken(self, freebusy) -> Iterator[Span]:
        for one in each_of(freebusy.get("FREEBUSY")):
            if str(one.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                for begins, ends in [one.dt] if isinstance(one.dt, tuple) else []:
                    ends = begins + ends if isinstance(ends, timedelta) else ends
                    yield Span(self.instant(begins), self.instant(ends))

    def value(self, event, name) -> Any:
        """A date, a time or a duration; None where there is none, or none that can be read."""
        found = event.get(name)
        return getattr(found[0] if isinstance(found, list) else found, "dt", None)

    def instant(self, moment) -> datetime:
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time.min)
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def key(self, moment) -> Any:
        """The same for a time of a series however it is written."""
        return self.instant(moment) if isinstance(moment, datetime) else moment


def each_of(found) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def dates(found) -> Iterator[Any]:
    for one in each_of(found):
        for each in getattr(one, "dts", []):
            yield each.dt


def whole(written, least: int = 0) -> int:
    try:
        return max(least, int(written))
    except (TypeError, ValueError):
        return least
