"""The filter of the course list in words: its form, what is asked for now, and the pages."""

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from ... import i18n
from ...catalogue.models import Audience
from ...catalogue.queries.listing import Band
from ...i18n import formats
from ...i18n.languages import LANGUAGES
from ...stored import text
from .. import forms
from ..queries.offers import Page
from ..queries.wishes import Wishes
from . import words


@dataclass(frozen=True)
class Given:
    """One wish in words, and the list without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Pages:
    """As ui.pages wants them."""

    prev_url: str | None
    next_url: str | None
    label: str


def form(wishes: Wishes, places) -> Markup:
    """The form; `places` are (id, name as stored). Made once for each language, wishes and places."""
    return made(i18n.current().code, wishes, tuple(places))


@lru_cache(maxsize=64)
def made(_language: str, wishes: Wishes, places: tuple) -> Markup:
    template = current_app.jinja_env.get_template("site/_filters.html")
    return Markup(
        template.render(
            wishes=wishes,
            filters=wishes.filters,
            audiences=[(each.value, words.audience(each)) for each in Audience],
            weekdays=list(enumerate(formats.weekdays(short=True))),
            bands=[(each.value, band(each)) for each in Band],
            places=[(number, i18n.wording.plain(text(name))) for number, name in places],
            fees=[(yen, at_most(yen)) for yen in forms.FEES],
            helping=[language for code, language in LANGUAGES.items() if code != "ja"],
            sorts=sorts(),
        )
    )


def band(band: Band) -> str:
    return {
        Band.MORNING: _("Morning, until 13:00"),
        Band.AFTERNOON: _("Afternoon, 12:00 to 18:00"),
        Band.EVENING: _("Evening, from 17:00"),
    }[band]


def at_most(yen: int) -> str:
    return _("%(amount)s at most", amount=formats.money(yen)) if yen else _("Free of charge")


def sorts():
    return [("starts", _("First day")), ("closes", _("Last day to apply")), ("fee", _("Fee"))]


def given(wishes: Wishes, places) -> tuple[Given, ...]:
    """What is asked for, each with the address of the list without it."""
    return tuple(
        Given(said, url_for("site.courses", **forms.written(wishes.without(name))))
        for name in wishes.given
        for said in [in_words(wishes, name, dict(places))]
    )


def in_words(wishes: Wishes, name: str, places: dict[int, str]) -> str:
    filters = wishes.filters
    comma = _(", ")
    said = {
        "words": lambda: _("“%(words)s”", words=wishes.words),
        "audience": lambda: words.audience(wishes.audience),
        "weekdays": lambda: formats.listed_weekdays(filters.weekdays),
        "bands": lambda: comma.join(band(each) for each in Band if each in filters.bands),
        "place_id": lambda: i18n.wording.plain(text(places.get(filters.place_id))) or _("another place"),
        "at_most_yen": lambda: at_most(filters.at_most_yen),
        "help_in": lambda: words.help_in([filters.help_in]),
        "childcare": lambda: _("childcare"),
        "online": lambda: _("online"),
    }
    return said[name]()


def differences(names) -> str:
    """In what a course is not as it was wished."""
    called = {
        "words": _("your words"),
        "audience": _("for whom it is"),
        "weekdays": _("days"),
        "bands": _("time of day"),
        "place_id": _("place"),
        "at_most_yen": _("fee"),
        "help_in": _("language"),
        "childcare": _("no childcare"),
        "online": _("not online"),
    }
    return _("Not as you wished: %(what)s", what=_(", ").join(called[name] for name in names)) if names else ""


def pages(wishes: Wishes, page: Page) -> Pages:
    def url(**token):
        return url_for("site.courses", **forms.written(wishes), **token)

    return Pages(
        url(before=page.before) if page.before else None,
        url(after=page.after) if page.after else None,
        ngettext("%(num)s course on this page", "%(num)s courses on this page", len(page.rows)),
    )
