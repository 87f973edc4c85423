"""What several pages say of a room in the same words."""

from flask_babel import gettext as _
from flask_babel import ngettext
from jaconv import kana2alphabet, kata2hira

from ...i18n.formats import WEEK, listed_weekdays
from ..models import Access, Fixture
from ..rules.words import ACCESS, FIXTURES, LAYOUTS


def reading_of(room, language) -> str:
    """For whoever stands before the door and has to ask: in kana, or in the letters that others read."""
    if language.html_lang == "ja":
        return room.kana
    return kana2alphabet(kata2hira(room.kana)).capitalize()


def opening(room) -> list[tuple[str, str]]:
    """(weekdays, hours): those with the same hours together."""
    groups: dict[tuple, list[int]] = {}
    for one in room.hours:
        groups.setdefault((one.opens, one.closes), []).append(one.weekday)
    return [
        (on_days(numbers), _("%(starts)s–%(ends)s", starts=said(opens), ends=said(closes)))
        for (opens, closes), numbers in groups.items()
    ]


def on_days(numbers) -> str:
    return _("every day") if len(numbers) == len(WEEK) else listed_weekdays(numbers)


def said(hour) -> str:
    return f"{hour.hour}:{hour:%M}"


def hours_in_words(room) -> str:
    if not room.hours:
        return _("at any time")
    return " ".join(f"{days} {hours}" for days, hours in opening(room))


def seats_in_words(room) -> list[str]:
    return [_("%(layout)s: %(people)s", layout=LAYOUTS[one.layout], people=people(one.seats)) for one in room.layouts]


def people(count) -> str:
    return ngettext("%(num)s person", "%(num)s people", count)


def access_of(room) -> list:
    return [ACCESS[Access(one)] for one in room.access if one in list(Access)]


def fixtures_of(room) -> list:
    return [FIXTURES[Fixture(one)] for one in room.fixtures if one in list(Fixture)]
