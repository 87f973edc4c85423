"""Interface texts: gettext catalogues, read once per process, with the fallbacks of `languages`."""

from functools import cache

from babel.support import NullTranslations, Translations
from flask import current_app, has_app_context
from flask_babel import Babel, Domain, get_locale
from jinja2 import pass_eval_context
from markupsafe import Markup
from wtforms.i18n import messages_path

from .languages import LANGUAGES, Language, current

BY_LOCALE = {language.locale: language for language in LANGUAGES.values()}


class Catalogues(Domain):
    """Flask-Babel reads its catalogue anew for every request; ours stay."""

    def get_translations(self):
        locale = get_locale()
        return catalogue(self.translation_directories[0], str(locale)) if locale else NullTranslations()

    def gettext(self, string, **variables):
        """A page says fifty words; Flask-Babel would work out locale and folder for each."""
        if not has_app_context():
            return super().gettext(string, **variables)
        found = text(current_app.config["BABEL_TRANSLATION_DIRECTORIES"], current().locale, string)
        return found % variables if variables else found


CATALOGUES = Catalogues()


class Speech(Babel):
    domain_instance = property(lambda self: CATALOGUES)


@cache
def catalogue(folder, locale):
    """The catalogue of one locale; what it lacks is looked up in the languages it falls back to, then stays English."""
    translations = Translations.load(folder, [locale])
    language = BY_LOCALE.get(locale)
    for code in language.falls_back_to if language else ():
        translations.add_fallback(catalogue(folder, LANGUAGES[code].locale))
    return translations


@cache
def text(folder, locale, message) -> str:
    return catalogue(folder, locale).ugettext(message)


class FieldTexts:
    """The catalogue of WTForms as WTForms asks for it."""

    def __init__(self, translations):
        self.gettext = translations.ugettext
        self.ngettext = translations.ungettext


@cache
def of_fields(language: Language) -> FieldTexts:
    """What WTForms itself says of a field, for example "Not a valid choice.", in the words of its own authors."""
    known = [language.locale, *(LANGUAGES[code].locale for code in language.falls_back_to)]
    return FieldTexts(Translations.load(messages_path(), known, domain="wtforms"))


def in_templates(folder):
    """`_`, `pgettext` and `ngettext` for templates, as Jinja's own: safe text, values escaped, `%` a placeholder.

    Jinja and Flask-Babel look for the catalogue anew at every word, and a page has a hundred of them.
    """

    @cache
    def safe(locale, message):
        return Markup(text(folder, locale, message))

    @cache
    def text_about(locale, context, message):
        return Markup(catalogue(folder, locale).upgettext(context, message))

    @pass_eval_context
    def gettext(eval_context, message, /, **values):
        return filled(eval_context, safe(current().locale, message), values)

    @pass_eval_context
    def pgettext(eval_context, context, message, /, **values):
        """For a word with two meanings; `context` says of what it is said."""
        return filled(eval_context, text_about(current().locale, context, message), values)

    @pass_eval_context
    def ngettext(eval_context, singular, plural, number, /, **values):
        found = catalogue(folder, current().locale).ungettext(singular, plural, number)
        return (Markup(found) if eval_context.autoescape else found) % ({"num": number} | values)

    return {"_": gettext, "gettext": gettext, "pgettext": pgettext, "ngettext": ngettext}


def filled(eval_context, found, values):
    return (found if eval_context.autoescape else str(found)) % values if values or "%" in found else found


def init_app(app):
    Speech(app, locale_selector=lambda: current().locale, default_timezone="Asia/Tokyo")
    app.jinja_env.globals.update(in_templates(app.config["BABEL_TRANSLATION_DIRECTORIES"]))
