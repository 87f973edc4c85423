"""Languages: their names, which one this request speaks, and how it is spoken.

Submodules: `languages` (the one table), `catalogues` (interface texts), `wording` (texts that staff wrote in several
languages), `formats` (dates, times, money), `ruby` (readings over kanji on the easy pages).
"""

from contextlib import contextmanager

from flask import g, has_request_context, redirect, request, url_for
from flask_babel import force_locale
from werkzeug.routing import BaseConverter

from . import catalogues, formats, wording
from .languages import DEFAULT, LANGUAGES, Language, current

__all__ = ["DEFAULT", "LANGUAGES", "Language", "current", "speaking"]


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
    """For addresses without a language: the person's own choice, then the browser's."""
    chosen = request.cookies.get("language")
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    match = request.accept_languages.best_match([l.html_lang for l in LANGUAGES.values() if l.code != "easy"])
    return next((l for l in LANGUAGES.values() if l.html_lang == match), DEFAULT)


def give_language(endpoint, values, *, app):
    if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = current().code


def sibling_url(code):
    """This page in another language, with the same filter."""
    if not request.endpoint or request.view_args is None:
        return f"/{code}/"
    values = {**(request.view_args or {}), "language": code}
    if request.method == "GET":
        values |= request.args.to_dict(flat=False)
    try:
        return url_for(request.endpoint, **values)
    except Exception:
        return f"/{code}/"


def switch_language():
    """A form's language button: the same form, everything typed kept, in the other language.

    307 makes the browser post the same fields to the other address; there `is_switching` keeps the form from validating.
    """
    if request.method != "POST" or "switch_language" not in request.form:
        return None
    code = request.form["switch_language"]
    if code in LANGUAGES and code != current().code:
        return redirect(sibling_url(code), 307)
    return None


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
