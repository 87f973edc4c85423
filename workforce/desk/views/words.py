"""How staff pages say the words of messages and of history: filters of the templates."""

import re
from datetime import date, datetime

from flask_babel import lazy_gettext as _

from ...enrolment.rules.catalogue import EVERYTHING, NEEDS
from ...enrolment.rules.questions import Kind
from ...i18n import LANGUAGES
from ...i18n.formats import day, moment
from ...outbox import Channel, Sending
from ...outbox.told import SENDINGS
from ...people.rules import ages, eras
from ...staff_words import FIELDS, LETTERS, STATES, SUBJECTS, TOLD, TOLD_OF_ANY, VALUES

SENDING_TONES = {
    "queued": "wait",
    "sending": "wait",
    "sent": "good",
    "failed": "bad",
    "bounced": "bad",
    "cancelled": "quiet",
    "letter": "few",
    "printed": "wait",
    "posted": "good",
    "call": "few",
    "called": "good",
}

YES_NO = {"True": _("Yes"), "False": _("No")}
A_DAY = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]")
A_MOMENT = re.compile(A_DAY.pattern + r"[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?[+-][0-9]{2}:[0-9]{2}")


def letter_word(template):
    return LETTERS.get(template, template)


def sending_key(message):
    """What a message stands at, for staff: one that is spoken waits for a call, one on paper for a printer."""
    known = {
        (Channel.CALL, Sending.QUEUED): "call",
        (Channel.CALL, Sending.SENT): "called",
        (Channel.LETTER, Sending.QUEUED): "printed" if message.print_run else "letter",
        (Channel.LETTER, Sending.SENT): "posted",
    }
    return known.get((message.channel, message.state), message.state.value)


def any_state(state, subject):
    return STATES.get(subject, {}).get(state, state)


def told_word(entry):
    """What history says happened; a word nobody translated yet shows itself."""
    words = TOLD.get(entry.subject, {})
    return words.get(entry.what) or TOLD_OF_ANY.get(entry.what) or entry.what


def changes(entry):
    """[(field in words, old, new)]. What somebody needs is sensitive and not told here; see enrolment.staff_needs."""
    for field, old, new in entry.changes:
        if field in NEEDS:
            yield field_word(field), _("hidden"), _("hidden")
        else:
            yield field_word(field), value_word(field, old), value_word(field, new)


def value_word(field, value):
    """A kept value in words of the reader's language, if it is the answer to a question with choices."""
    question = EVERYTHING.get(field)
    if value and question and question.kind not in {Kind.TEXT, Kind.LONG_TEXT}:
        return question.said(value.split(", "))
    if not value:
        return _("nothing")
    return VALUES[field](value) if field in VALUES else plain(value)


def plain(value: str):
    """Yes and no, days and moments as people write them; everything else as it was typed."""
    if value in YES_NO:
        return YES_NO[value]
    if A_DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    return moment(datetime.fromisoformat(value)) if A_MOMENT.fullmatch(value) else value


def field_word(field):
    question = EVERYTHING.get(field)
    return question.asked if question else FIELDS.get(field, field)


def birth_and_age(birth_date, today):
    """1980年2月29日（金）, 昭和55年, 46 years."""
    words = f"{day(birth_date)} {eras.era_year(birth_date)}"
    if birth_date > today:
        return words
    return _("%(birth)s, age %(age)s", birth=words, age=ages.age_on(birth_date, today))


def add_filters(app):
    app.jinja_env.filters.update(
        any_state=any_state,
        birth_and_age=birth_and_age,
        changes=changes,
        html_lang=lambda code: LANGUAGES[code].html_lang,
        letter_word=letter_word,
        no_mail=lambda mail: mail or _("by link"),
        sending_tone=lambda message: SENDING_TONES[sending_key(message)],
        sending_word=lambda message: SENDINGS[sending_key(message)],
        subject_word=lambda subject: SUBJECTS.get(subject, subject),
        told_word=told_word,
    )


def every_word():
    """{what: words} of everything that history can say, for a filter; each word once."""
    found = TOLD_OF_ANY | {what: words for known in TOLD.values() for what, words in known.items()}
    return dict(sorted(found.items(), key=lambda one: str(one[1])))
