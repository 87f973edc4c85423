"""Languages: their names, which one this request speaks, and how it is spoken.

Submodules: `languages` (the one table), `catalogues` (interface texts), `wording` (texts that staff wrote in several
languages), `formats` (dates, times, money), `ruby` (readings over kanji on the easy pages).
"""

from contextlib import contextmanager
from urllib.parse import quote

from flask import g, has_request_context, redirect, request
from flask_babel import force_locale
from werkzeug.routing import BaseConverter

from . import catalogues, formats, wording
from .languages import DEFAULT, LANGUAGES, Language, current

__all__ = ["DEFAULT", "LANGUAGES", "Language", "current", "speaking"]

REMEMBERED = 365 * 24 * 3600  # seconds


@contextmanager
def speaking(code):
    """Within this block every text, date and amount is in language `code`. Needs an application context."""
    before = g.get("language")
    g.language = LANGUAGES[code]
    try:
        with force_locale(LANGUAGES[code].locale):
            yield LANGUAGES[code]
    finally:
        g.language = before


class LanguageConverter(BaseConverter):
    regex = "|".join(LANGUAGES)
    part_isolating = True


def take_language(_endpoint, values):
    """The first segment of the address decides; views never see it."""
    code = (values or {}).pop("language", None)
    g.language = LANGUAGES[code] if code else negotiated()


def negotiated() -> Language:
    """Where no page takes the language: what the address begins with, then the own choice, then the browser's."""
    for chosen in (request.path[1:].partition("/")[0], request.cookies.get("language")):
        if chosen in LANGUAGES:
            return LANGUAGES[chosen]
    match = request.accept_languages.best_match([each.html_lang for each in LANGUAGES.values() if each.code != "easy"])
    return next((each for each in LANGUAGES.values() if each.html_lang == match), DEFAULT)


def give_language(endpoint, values, *, app):
    if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = current().code


def sibling_url(code):
    """This page in another language, with the same filter."""
    own, _, rest = request.path.lstrip("/").partition("/")
    if own not in LANGUAGES or request.url_rule is None:
        return f"{request.script_root}/{code}/"
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return f"{request.script_root}/{code}/{quote(rest)}{query}"


def switch_language():
    """A form's language button: the same form, everything typed kept, in the other language.

    307 makes the browser post the same fields to the other address; there `is_switching` keeps them from validating.
    """
    if request.method != "POST" or "switch_language" not in request.form:
        return None
    code = request.form["switch_language"]
    if code in LANGUAGES and code != current().code:
        return remember(redirect(sibling_url(code), 307), code)
    return None


def remember(answer, code):
    """The reader chose this language: `/` leads there from now on. (A link in the header does the same, see app.js.)"""
    answer.set_cookie("language", code, max_age=REMEMBERED, samesite="Lax", secure=request.is_secure)
    return answer


def is_switching() -> bool:
    return has_request_context() and request.method == "POST" and "switch_language" in request.form


def init_app(app):
    app.url_map.converters["language"] = LanguageConverter
    app.url_value_preprocessor(take_language)
    app.url_defaults(lambda endpoint, values: give_language(endpoint, values, app=app))
    app.before_request(switch_language)
    app.jinja_env.globals.update(languages=list(LANGUAGES.values()), sibling_url=sibling_url)
    app.context_processor(lambda: {"language": current()})
    for part in (catalogues, wording, formats):
        part.init_app(app)
