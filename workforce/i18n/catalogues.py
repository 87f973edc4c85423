"""Interface texts: gettext catalogues, read once per process, with the fallbacks of `languages`."""

from functools import cache

from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

from .languages import LANGUAGES, current

BY_LOCALE = {language.locale: language for language in LANGUAGES.values()}


class Catalogues(Domain):
    """Flask-Babel reads its catalogue anew for every request; ours stay."""

    def get_translations(self):
        locale = get_locale()
        return catalogue(self.translation_directories[0], str(locale)) if locale else NullTranslations()


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


def init_app(app):
    Speech(app, locale_selector=lambda: current().locale, default_timezone="Asia/Tokyo")
