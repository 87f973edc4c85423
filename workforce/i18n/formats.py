"""Dates, times, durations and money as each language writes them. Formatted values are kept: pages repeat them.

A date reads the same in a cell and within a sentence. So Vietnamese, which writes weekdays small, puts them last.
"""

import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from ..clock import local, today
from .languages import LANGUAGES, current

# \u00a0, a gap that no line breaks at, keeps the readings of an easy date from running together.
DAY = {
    "ja": "y年M月d日（E）",
    "easy": "y{年|ねん}\u00a0M{月|がつ}\u00a0d{日|にち}（EEEE）",
    "en": "EEE d MMMM y",
    "vi": "d 'tháng' M, y (EEEE)",
}
DATE = {
    "ja": "y年M月d日",
    "easy": "y{年|ねん}\u00a0M{月|がつ}\u00a0d{日|にち}",
    "en": "d MMMM y",
    "vi": "d 'tháng' M, y",
}
MONTH = {"ja": "y年M月", "easy": "y{年|ねん}\u00a0M{月|がつ}", "en": "LLLL y", "vi": "'Tháng' M, y"}
MONTH_DAY = {"ja": "M月d日", "easy": "M{月|がつ}\u00a0d{日|にち}", "en": "d MMM", "vi": "d/M"}
SHORT_DAY = {
    "ja": "M月d日（E）",
    "easy": "M{月|がつ}\u00a0d{日|にち}（E）",
    "en": "EEE d MMM",
    "vi": "d/M (EEEEEE)",
}
WEEKDAY = {"en": "EEE", "vi": "EEEEEE"}
TIME = {"ja": "H:mm", "easy": "H:mm", "en": "H:mm", "vi": "H:mm"}

MONEY = {"ja": "%s円", "easy": "%s{円|えん}", "vi": "%s yên"}

EASY = LANGUAGES["easy"].locale
WEEK = [date(2024, 1, 1 + n) for n in range(7)]
READ = dict(zip("月火水木金土日", ["げつ", "か", "すい", "もく", "きん", "ど", "にち"], strict=True))


@lru_cache(maxsize=8192)
def _date(value, pattern, locale):
    if locale == EASY:
        pattern = with_readings(pattern, value)
    written = format_date(value, pattern, locale=locale)
    return written.replace("(Thứ", "(thứ").replace("Chủ Nhật", "Chủ nhật") if locale == "vi" else written


def with_readings(pattern: str, value: date) -> str:
    """The pattern for this very date: its weekday with its reading, and ついたち. `ruby` reads the other days."""
    if value.day == 1:
        pattern = pattern.replace("d{日|にち}", "{1日|ついたち}")
    name = "月火水木金土日"[value.weekday()]
    long, short = f"{{{name}曜日|{READ[name]}ようび}}", f"{{{name}|{READ[name]}}}"
    return re.sub("E+", lambda asked: long if len(asked[0]) == 4 else short, pattern)


@lru_cache(maxsize=8192)
def _time(value, pattern, locale):
    return format_datetime(value, pattern, locale=locale)


@lru_cache(maxsize=2048)
def _number(value, locale):
    return format_decimal(value, locale=locale)


def _pattern(table):
    language = current()
    return table.get(language.code, table["en"]), language.locale


def day(value) -> str:
    """A date, or the centre's date of an instant: 2026年12月5日（土）."""
    return _date(value if type(value) is date else today(value), *_pattern(DAY))


def short_day(value) -> str:
    return _date(value if type(value) is date else today(value), *_pattern(SHORT_DAY))


def birthday(value: date) -> str:
    """A date whose weekday nobody needs: 1980年2月29日."""
    return _date(value, *_pattern(DATE))


def month_day(value) -> str:
    """12月5日, for a place that has no room for the weekday."""
    return _date(value if type(value) is date else today(value), *_pattern(MONTH_DAY))


def month(value: date) -> str:
    """2026年12月, December 2026."""
    return _date(value, *_pattern(MONTH))


def weekday(value) -> str:
    """土, Sat."""
    return _date(value if type(value) is date else today(value), *_pattern(WEEKDAY))


def hour(instant) -> str:
    """The centre's wall clock: 18:30."""
    return _time(local(instant).replace(tzinfo=None), *_pattern(TIME))


def hours(starts, ends) -> str:
    """18:30〜20:30 (Japanese) or 18:30–20:30."""
    return f"{hour(starts)}{'〜' if current().html_lang == 'ja' else '–'}{hour(ends)}"


def moment(instant) -> str:
    """A date and time of day."""
    return day_and_hour(day(instant), instant)


def day_and_hour(written: str, instant) -> str:
    """12月5日（土）18:30; Sat 5 December 2026 18:30."""
    return f"{written}{'' if current().html_lang == 'ja' else ' '}{hour(instant)}"


def money(yen: int) -> str:
    """12,000円, ¥12,000."""
    return MONEY.get(current().code, "¥%s") % _number(yen, current().locale)


def duration(minutes: int) -> str:
    """130 hours; 2 hours 30 minutes; 45 minutes."""
    whole, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("%(num)s hour", "%(num)s hours", whole)
    if not whole:
        return ngettext("%(num)s minute", "%(num)s minutes", rest)
    return _("%(hours)s h %(minutes)s min", hours=whole, minutes=rest)


def file_size(size: int) -> str:
    """Of so many bytes: 340 KB, 1.2 MB. At least 1 KB."""
    if size < 1024 * 1000:
        return f"{_number(max(round(size / 1024), 1), current().locale)} KB"
    return f"{_number(round(size / (1024 * 1024), 1), current().locale)} MB"


def weekdays(*, short=False) -> list[str]:
    """Monday first, in the reader's language."""
    return [weekday(each) if short else _date(each, "EEEE", current().locale) for each in WEEK]


def listed_weekdays(numbers) -> str:
    """Tuesday, Thursday: of days of the week, Monday being 0."""
    names = [_date(WEEK[number], "EEEE", current().locale) for number in sorted(numbers)]
    return _(", ").join(names[:1] + [name.replace("Thứ", "thứ") for name in names[1:]])


def clear():
    """Forget what was formatted (tests of the formats themselves)."""
    for kept in (_date, _time, _number):
        kept.cache_clear()


def init_app(app):
    given = (day, birthday, short_day, month_day, month, weekday, hour, moment, money, duration, file_size)
    app.jinja_env.filters.update({each.__name__: each for each in given})
    app.jinja_env.globals.update(hours=hours, weekdays=weekdays)
