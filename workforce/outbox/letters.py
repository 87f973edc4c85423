"""From a row to the words that are sent: subject and body in the reader's language, and the link they may act by.

A letter is `templates/mail/<template>.txt` with a block `subject` and a block `body`; its values are the row's details
by name (`…_at` as an instant, `…_on` as a date), `centre`, `language` and `link`. Where staff wrote words of their own
(see `wordings`) these are filled in instead. The footer is added here.
"""

import json
from datetime import date, datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import object_session

from .. import links
from ..i18n import current, ruby, speaking
from . import blanks, variants, wordings
from .blanks import Words as Letter
from .blanks import tidy

LINK = blanks.mark(blanks.LINK)
"""Where the link stands in a text that staff edit."""


def written(message, *, sent_at: datetime | None = None) -> Letter:
    """The letter as it is read: with its link when it is sent at `sent_at`, otherwise with words in the link's place.

    A clerk must not be able to sign in as somebody, so only a demo shows the link to staff.
    """
    return with_link(editable(message), message, sent_at)


def with_link(letter: Letter, message, sent_at: datetime | None = None) -> Letter:
    return Letter(letter.subject, letter.body.replace(LINK, link_of(message, sent_at)))


def masked(letter: Letter, message, language: str) -> Letter:
    """With words in the link's place, also in a demo."""
    with speaking(language):
        words = ruby.bracketed(_("(a link that only the reader gets)")) if message.link_purpose else ""
    return Letter(letter.subject, letter.body.replace(LINK, words))


def editable(message) -> Letter:
    """The letter with LINK in the link's place, as staff edit it; of one that was sent, the words that were sent."""
    if message.body is not None:
        return Letter(message.subject, message.body)
    if message.sent_body is not None:
        return Letter(message.sent_subject, message.sent_body)
    return composed(message, own_words(message))


def own_words(message) -> Letter | None:
    """What staff made of this letter in the language of the message, if that fits."""
    session, variant = object_session(message), variants.of_message(message)
    if session is None or variant is None:
        return None
    wording = wordings.newest(session, message.template, variant.name, message.language)
    if wording is None or wording.body is None:
        return None
    return wordings.fitting(wording, blanks.read(message.template, variant, message.language)[1])


def composed(message, words: Letter | None = None, *, language: str | None = None) -> Letter:
    """The letter in `words` with blanks, or in the shipped ones; in the language of the message or in another."""
    with speaking(language or message.language):
        values = values_of(message, current())
        subject, body = said(message, words, values) if words else shipped(message, values)
        body = body.strip() + "\n\n" + footer(values)
        if current().html_lang == "ja":
            subject, body = ruby.bracketed(subject), ruby.bracketed(body)
        return Letter(" ".join(subject.split()), tidy(body))


def shipped(message, values):
    template = current_app.jinja_env.get_template(f"mail/{message.template}.txt")
    return blanks.said(template, "subject", values), blanks.said(template, "body", values)


def said(message, words, values):
    known = blanks.read(message.template, variants.of_message(message) or variants.Variant(), current().code)[1]
    told = {name: blanks.in_words(blank, values.get(name)) for name, blank in known.items()}
    return blanks.filled(words.subject, told), blanks.filled(words.body, told)


def footer(values):
    return current_app.jinja_env.get_template("mail/_footer.txt").render(values)


def values_of(message, language):
    shared = {
        "centre": current_app.config["SETTINGS"].centre,
        "language": language,
        "link": LINK if message.link_purpose else "",
    }
    return {name: typed(name, value) for name, value in message.details.items()} | shared


def typed(name, value):
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return value


def link_of(message, sent_at):
    if not message.link_purpose:
        return ""
    if sent_at or current_app.config["SETTINGS"].demo:
        purpose, subject = links.Purpose(message.link_purpose), json.loads(message.link_subject)
        claims = {"page": links.LEADS[message.template]} if message.template in links.LEADS else {}
        return links.address(purpose, subject, language=message.language, at=sent_at or message.queued_at, **claims)
    with speaking(message.language):
        return ruby.bracketed(_("(a link that only the reader gets)"))
