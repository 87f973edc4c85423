"""Facts about cohorts in the reader's words: seats, fees, days, help. For lists and for the page of one cohort."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from ...catalogue.models import Audience
from ...clock import local, today
from ...enrolment.rules import Seats
from ...enrolment.rules.bands import Shares
from ...enrolment.rules.selection import NAMES
from ...i18n import formats
from ...i18n.languages import LANGUAGES, Language

FEW = 3


def shares(seats: Seats, bands, kept) -> Shares:
    """The seats band by band, of which those of the ids in `kept` are still theirs."""
    return Shares(seats.capacity, seats.taken, tuple(band for band in bands if band.id in kept))


def place_in_line(seats: Seats, shares: Shares) -> int:
    """The place on the waiting list of any newcomer; 0 if somebody could have a seat, or all are decided later."""
    if not shares.bands or seats.is_collecting:
        return seats.next_position
    nobody = shares.open_free == 0 or seats.waiting
    return seats.waiting + 1 if nobody and not any(band.free for band in shares.bands) else 0


def seats(seats: Seats, shares: Shares) -> tuple[str, str]:
    """What a newcomer would get now, and the tone of its badge."""
    if seats.is_collecting:
        return str(NAMES[seats.selection]), "good"
    if shares.bands and not place_in_line(seats, shares):
        return seats_by_band(seats, shares)
    if place := seats.next_position:
        return _("Waiting list: you would be no. %(place)s", place=place), "wait"
    tone = "few" if seats.free <= FEW else "good"
    return ngettext("%(num)s seat left", "%(num)s seats left", seats.free), tone


def seats_by_band(seats: Seats, shares: Shares) -> tuple[str, str]:
    """Of a cohort in which some newcomer could have a seat now."""
    if shares.open_free and not seats.waiting:
        tone = "few" if shares.open_free <= FEW else "good"
        return ngettext("%(num)s seat left", "%(num)s seats left", shares.open_free), tone
    free = sum(band.free for band in shares.bands)
    return ngettext("%(num)s seat left, only for some people", "%(num)s seats left, only for some people", free), "few"


def fee(yen: int) -> str:
    return formats.money(yen) if yen else _("Free")


def closing(closes_at: datetime, day=formats.short_day) -> str:
    """The last moment: a day, with the hour unless it is the end of that day. `closes_at` is exclusive."""
    clock = local(closes_at)
    if clock.hour == 0 and clock.minute == 0:
        return day(closes_at - timedelta(minutes=1))
    return formats.day_and_hour(day(closes_at), closes_at)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """ "until 20 March", or nothing for a single day."""
    return "" if today(starts_at) == today(ends_at) else _("until %(day)s", day=formats.short_day(ends_at))


def weekdays(instants) -> str:
    """The days of the week on which these lie: Tuesday, Thursday."""
    return formats.listed_weekdays({today(instant).weekday() for instant in instants})


def helping(codes) -> list[Language]:
    """The languages, other than Japanese, in which somebody helps during the lessons."""
    return [LANGUAGES[code] for code in codes if code in LANGUAGES and code != "ja"]


def help_in(codes) -> str:
    names = [language.name for language in helping(codes)]
    return _("help in %(languages)s", languages=_(", ").join(names)) if names else ""


def audience(audience: Audience) -> str:
    return {
        Audience.YOUNG_PEOPLE: _("Young people"),
        Audience.CAREER_CHANGERS: _("Career changers"),
        Audience.FOREIGN_WORKERS: _("People from abroad"),
        Audience.CARE_STAFF: _("Care staff"),
        Audience.RETURNING_NURSES: _("Nurses coming back"),
        Audience.CERTIFIED_HELPERS: _("Certified helpers"),
        Audience.VOLUNTEERS: _("Volunteers"),
    }[audience]
