"""Texts that staff wrote in several languages: one JSON value per text, Japanese first.

A translation remembers the fingerprint of the Japanese wording it translates. When that changes, the translation is
stale: the reader gets the Japanese text, marked as such, until somebody looks at it again.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from .languages import LANGUAGES, current


class Gap(StrEnum):
    MISSING = "missing"
    STALE = "stale"
    MACHINE = "machine"


@dataclass(frozen=True)
class Wording:
    """What to show, and in which language it is."""

    text: str
    code: str
    borrowed: bool


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def localized_text(ja: str, *, by="person", **others: str):
    """{"ja": …} and every other language with the fingerprint of this Japanese wording; empty ones are left out."""
    return {"ja": ja} | {code: {"text": text, "of": fingerprint(ja), "by": by} for code, text in others.items() if text}


def revised(text, ja: str, others: dict[str, str]):
    """`text` after an edit: translations left untouched keep the fingerprint (and so become stale with a new `ja`)."""
    result: dict[str, Any] = {"ja": ja}
    for code, words in others.items():
        old = (text or {}).get(code)
        if words and old and old["text"] == words:
            result[code] = old
        elif words:
            result[code] = {"text": words, "of": fingerprint(ja), "by": "person"}
    return result


def spoken(text, code) -> Wording:
    """The wording for a reader of `code`: their own if it is up to date, otherwise the Japanese one, borrowed."""
    if not text:
        return Wording("", code, borrowed=False)
    ja = text.get("ja", "")
    own = text.get(code)
    if code == "ja" or not ja:
        return Wording(ja, "ja", borrowed=code != "ja")
    if own and own["of"] == fingerprint(ja):
        return Wording(own["text"], code, borrowed=False)
    return Wording(ja, "ja", borrowed=True)


def gaps(text) -> dict[str, Gap]:
    """What translators should look at: {language code: Gap}."""
    if not text or not text.get("ja"):
        return {}
    found = {}
    for code in LANGUAGES:
        own = text.get(code)
        if code == "ja":
            continue
        if not own:
            found[code] = Gap.MISSING
        elif own["of"] != fingerprint(text["ja"]):
            found[code] = Gap.STALE
        elif own["by"] == "machine":
            found[code] = Gap.MACHINE
    return found


def show(text) -> Markup:
    """Jinja filter `localized`: the wording, carrying its own `lang` when it is borrowed."""
    wording = spoken(text, current().code)
    if wording.borrowed and current().html_lang != "ja":
        return Markup('<span lang="ja">{}</span>').format(wording.text)
    return escape(wording.text)


def plain(text) -> str:
    """Jinja filter `in_words`: the same without markup, for attributes and mails."""
    return spoken(text, current().code).text


def paragraphs(text) -> Markup:
    """Jinja filter `paragraphs`: blank lines become paragraphs, lines keep their breaks."""
    wording = spoken(text, current().code)
    lang = Markup(' lang="ja"') if wording.borrowed and current().html_lang != "ja" else ""
    parts = [part.strip() for part in wording.text.replace("\r", "").split("\n\n") if part.strip()]
    return Markup("").join(
        Markup("<p{}>{}</p>").format(lang, Markup("<br>").join(escape(line) for line in part.split("\n")))
        for part in parts
    )


def borrowed_notice(*texts) -> str:
    """A sentence for the reader if any of these texts is shown in Japanese for want of their language, else ""."""
    code = current().code
    if any(text and spoken(text, code).borrowed for text in texts):
        return _("Part of this page is not yet in your language. Those parts are shown in Japanese.")
    return ""


def init_app(app):
    app.jinja_env.filters.update(localized=show, in_words=plain, paragraphs=paragraphs)
    app.jinja_env.globals["borrowed_notice"] = borrowed_notice
