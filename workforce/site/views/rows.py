"""A cohort as one row of a list. Worded once, then remembered as long as nothing in it changes."""

from datetime import datetime
from functools import lru_cache

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from ... import i18n
from ...enrolment.rules.selection import NAMES, first_for
from ...i18n import formats
from ..queries import offers
from . import filters, words


def in_words(stored, *, at: datetime) -> tuple[Markup, ...]:
    """A list item for each of `stored` (rows of queries.offers)."""
    language = i18n.current().code
    return tuple(item(language, row, offers.opens_later(row, at), offers.kept(row, at)) for row in stored)


def dates_in_words(stored, *, at: datetime) -> tuple[Markup, ...]:
    """The same where all are of one course: the day instead of the title."""
    language = i18n.current().code
    return tuple(
        item(language, row, offers.opens_later(row, at), offers.kept(row, at), of_one_course=True) for row in stored
    )


@lru_cache(maxsize=1024)
def item(
    _language: str,
    row: tuple,
    opens_later: bool,
    kept: tuple[int, ...],
    *,
    of_one_course: bool = False,
    differs: str = "",
) -> Markup:
    """`kept`: the bands whose seats are still theirs; `differs`: in what it is not as the visitor wished."""
    offer = offers.read(row)
    shares = words.shares(offer.seats, offer.bands, kept)
    seats, tone = opening(offer) if opens_later else words.seats(offer.seats, shares)
    template = current_app.jinja_env.get_template("site/_row.html")
    return Markup(
        template.render(
            offer=offer,
            seats=seats,
            tone=tone,
            facts=facts(offer, shares, opens_later),
            of_one_course=of_one_course,
            differs=differs,
        )
    )


def opening(offer) -> tuple[str, str]:
    return _("You can apply from %(day)s", day=formats.short_day(offer.opens_at)), "quiet"


def facts(offer, shares, opens_later) -> list[str]:
    place = i18n.wording.show(offer.place) if offer.place else ""
    given = [
        words.span(offer.starts_at, offer.ends_at),
        _("online") if offer.online and not place else place,
        words.fee(offer.fee),
        _("apply by %(day)s", day=words.closing(offer.closes_at)),
        words.help_in(offer.languages),
        _("childcare") if offer.childcare else "",
        str(NAMES[offer.seats.selection]) if opens_later and offer.seats.is_collecting else "",
        *(first_for(band.kind, band.seats, offer.seats.capacity) for band in shares.bands),
    ]
    return [each for each in given if each]


def differing(near, *, at: datetime) -> tuple[Markup, ...]:
    """The same for (row, names of the wishes it does not fit)."""
    language = i18n.current().code
    return tuple(
        item(language, row, offers.opens_later(row, at), offers.kept(row, at), differs=filters.differences(names))
        for row, names in near
    )
