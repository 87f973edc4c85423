"""How staff pages say the words of this feature: filters of the templates."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import i18n
from ...catalogue.models import BandKind, Selection
from ...i18n.formats import day_and_hour, short_day
from ...people.rules.contacts import shown_phone, shown_postcode
from ...people.rules.receipts import shown as shown_receipt
from ..models import Origin, State
from ..models.consents import Channel, Speaker
from ..queries.board import Sort
from ..rules import changed_sessions, own_dates
from ..rules.catalogue import AGREED, in_words
from ..rules.selection import GROUPS, HOW
from ..rules.words import ORIGIN_WORDS, STATE_WORDS, TONES

SORTS = {
    Sort.KANA: _("By reading"),
    Sort.QUEUE: _("Waiting list first"),
    Sort.STATE: _("By state"),
    Sort.SINCE: _("Newest change first"),
}
SIGNS = {
    "kana": _("reading of the name"),
    "birth_date": _("date of birth"),
    "mail": _("mail address"),
    "phone": _("telephone number"),
}


def answered(answers):
    """[answer in words] in the order they were asked, for a short line."""
    given = {key: answer for key, answer in (answers or {}).items() if answer.get("value") and key != AGREED}
    return [in_words(key, answer) for key, answer in given.items()]


def seats_in_words(seats, deadlines):
    """Where every seat of a cohort is, as a sum. `deadlines`: until when those that are offered can be taken."""
    if seats.is_collecting:
        counted = {"capacity": seats.capacity, "applied": seats.applied, "reserved": seats.reserved}
        if not seats.reserved:
            return str(COLLECTING) % counted
        return str(COLLECTING_RESERVED) % (counted | {"until": short_moment(seats.reserved_until)})
    return str(SUM) % {
        "capacity": seats.capacity,
        "parts": " + ".join(addends(seats, deadlines)),
        "waiting": seats.waiting,
    }


def addends(seats, deadlines) -> list[str]:
    """What the seats add up to; offers, reservations and guests only where there are any."""
    said = [gettext("%(num)s confirmed", num=seats.confirmed)]
    if seats.offered:
        moments = gettext(", ").join(dict.fromkeys(short_moment(each) for each in deadlines))
        said.append(gettext("%(num)s offered until %(moment)s", num=seats.offered, moment=moments))
    said.append(gettext("%(num)s held for a guardian", num=seats.held))
    if seats.reserved:
        until = short_moment(seats.reserved_until)
        said.append(gettext("%(num)s reserved by operators until %(until)s", num=seats.reserved, until=until))
    if seats.guests:
        said.append(
            ngettext("%(num)s guest at most in one session", "%(num)s guests at most in one session", seats.guests)
        )
    return [*said, gettext("%(num)s free", num=seats.free)]


COLLECTING = _("%(capacity)s seats, not given yet; %(applied)s applied")
COLLECTING_RESERVED = _(
    "%(capacity)s seats, not given yet; %(reserved)s of them held by operators until %(until)s; %(applied)s applied"
)
SUM = _("%(capacity)s seats = %(parts)s; %(waiting)s waiting")


def short_moment(instant):
    return day_and_hour(short_day(instant), instant)


CHANNEL_WORDS = {
    Channel.WEB: _("on the website"),
    Channel.LINK: _("by the link in a letter"),
    Channel.PAPER_LINK: _("by the code on the paper"),
    Channel.PAPER: _("on signed paper"),
    Channel.PHONE: _("by telephone"),
    Channel.COUNTER: _("at the counter"),
    Channel.POST: _("by post"),
}


def word_of_consent(word):
    """Who said what, and how: "Yes, guardian 山田 一郎, by the link in a letter"."""
    said = gettext("Yes") if word.given else gettext("No")
    if word.speaker is Speaker.GUARDIAN:
        return gettext(
            "%(said)s, guardian %(name)s, %(how)s",
            said=said,
            name=word.spoken_by or "",
            how=CHANNEL_WORDS[word.channel],
        )
    return gettext("%(said)s, the person, %(how)s", said=said, how=CHANNEL_WORDS[word.channel])


def language_name(code):
    return i18n.LANGUAGES[code].name if code in i18n.LANGUAGES else code


def add_filters(app):
    app.jinja_env.globals["keeping"] = app.config["SETTINGS"].keeping
    app.jinja_env.filters.update(
        answer_word=in_words,
        answered=answered,
        group_word=lambda kind: GROUPS[BandKind(kind)],
        how_chosen=lambda selection: HOW[Selection(selection)],
        changes_lines=changed_sessions.lines,
        date_lines=own_dates.date_lines,
        language_name=language_name,
        origin_word=lambda origin: ORIGIN_WORDS[Origin(origin)],
        phone=shown_phone,
        postcode=shown_postcode,
        short_moment=short_moment,
        sign_word=lambda sign: SIGNS[sign],
        receipt=shown_receipt,
        word_of_consent=word_of_consent,
        state_tone=lambda state: TONES[State(state)],
        state_word=lambda state: STATE_WORDS[State(state)],
    )
