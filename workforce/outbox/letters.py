"""From a row to the words that are sent: subject and body in the reader's language, and the link they may act by.

A letter is `templates/mail/<template>.txt` with a block `subject` and a block `body`; its values are the row's details
by name (`…_at` as an instant, `…_on` as a date), `centre`, `language` and `link`. The footer is added here.
"""

import json
import re
from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from flask_babel import gettext as _

from .. import links
from ..i18n import LANGUAGES, current, ruby, speaking

LINK = "[[link]]"
"""Where the link stands in a text that staff edit."""


class Letter(NamedTuple):
    subject: str
    body: str


def written(message, *, sent_at: datetime | None = None) -> Letter:
    """The letter as it is read: with its link when it is sent at `sent_at`, otherwise with words in the link's place.

    A clerk must not be able to sign in as somebody, so only a demo shows the link to staff.
    """
    letter = editable(message)
    return Letter(letter.subject, letter.body.replace(LINK, link_of(message, sent_at)))


def editable(message) -> Letter:
    """The letter with LINK in the link's place, as staff edit it."""
    if message.body is not None:
        return Letter(message.subject, message.body)
    with speaking(message.language):
        template = current_app.jinja_env.get_template(f"mail/{message.template}.txt")
        values = values_of(message)
        subject = " ".join(block(template, "subject", values).split())
        body = block(template, "body", values).strip() + "\n\n" + footer(values)
        if current().html_lang == "ja":
            subject, body = ruby.bracketed(subject), ruby.bracketed(body)
        return Letter(subject, tidy(body))


def block(template, name, values):
    context = template.new_context(dict(values))
    return "".join(template.blocks[name](context))


def footer(values):
    return current_app.jinja_env.get_template("mail/_footer.txt").render(values)


def tidy(text):
    """At most one empty line in a row, none at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def values_of(message):
    shared = {
        "centre": current_app.config["SETTINGS"].centre,
        "language": LANGUAGES[message.language],
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
        return links.address(purpose, subject, language=message.language, at=sent_at or message.queued_at)
    with speaking(message.language):
        return ruby.bracketed(_("(a link that only the reader gets)"))
