"""A cohort as one row of a list. Worded once, then remembered as long as nothing in it changes."""

from datetime import datetime
from functools import lru_cache

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from ... import i18n
from ...i18n import formats
from ..queries import offers
from . import filters, words


def in_words(stored, *, at: datetime) -> tuple[Markup, ...]:
    """A list item for each of `stored` (rows of queries.offers)."""
    language = i18n.current().code
    return tuple(item(language, row, offers.opens_later(row, at)) for row in stored)


def dates_in_words(stored, *, at: datetime) -> tuple[Markup, ...]:
    """The same where all are of one course: the day instead of the title."""
    language = i18n.current().code
    return tuple(item(language, row, offers.opens_later(row, at), of_one_course=True) for row in stored)


@lru_cache(maxsize=1024)
def item(_language: str, row: tuple, opens_later: bool, *, of_one_course: bool = False, differs: str = "") -> Markup:
    """`differs`: in what it is not as the visitor wished."""
    offer = offers.read(row)
    seats, tone = opening(offer) if opens_later else words.seats(offer.seats)
    template = current_app.jinja_env.get_template("site/_row.html")
    return Markup(
        template.render(
            offer=offer, seats=seats, tone=tone, facts=facts(offer), of_one_course=of_one_course, differs=differs
        )
    )


def opening(offer) -> tuple[str, str]:
    return _("You can apply from %(day)s", day=formats.short_day(offer.opens_at)), "quiet"


def facts(offer) -> list[str]:
    place = i18n.wording.show(offer.place) if offer.place else ""
    given = [
        words.span(offer.starts_at, offer.ends_at),
        _("online") if offer.online and not place else place,
        words.fee(offer.fee),
        _("apply by %(day)s", day=words.closing(offer.closes_at)),
        words.help_in(offer.languages),
        _("childcare") if offer.childcare else "",
    ]
    return [each for each in given if each]


def differing(near, *, at: datetime) -> tuple[Markup, ...]:
    """The same for (row, names of the wishes it does not fit)."""
    language = i18n.current().code
    return tuple(
        item(language, row, offers.opens_later(row, at), differs=filters.differences(names)) for row, names in near
    )
