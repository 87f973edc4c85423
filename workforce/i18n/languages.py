"""The one table of languages: address segment, Babel locale, `<html lang>`, and its own name."""

from dataclasses import dataclass

from flask import g


@dataclass(frozen=True)
class Language:
    """`code` is the address segment and the key in localized texts; `locale` the Babel locale and folder."""

    code: str
    locale: str
    html_lang: str
    name: str
    falls_back_to: tuple[str, ...]
    dir: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("ja", "ja", "ja", "日本語", ()),
        Language("easy", "ja@easy", "ja", "やさしい日本語", ("ja",)),
        Language("en", "en", "en", "English", ()),
        Language("vi", "vi", "vi", "Tiếng Việt", ()),
    )
}
DEFAULT = LANGUAGES["ja"]


def current() -> Language:
    """The language of the page being made (or of the mail being written)."""
    return g.get("language") or DEFAULT
