"""A date of birth as people write it, on one line or in three fields, by Japanese or Western years."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from workforce.refusals import Refused

from .eras import BY_WORD, Era, era_of, era_year, in_era

__all__ = ["era_year", "in_era", "parse_date"]

OLDEST = 120  # years; the oldest person ever known in Japan lived to 119


class NotABirthDate(Refused):
    """The base of every refusal here, and what is said when the text cannot be read at all."""

    message = _("Type the year, the month and the day, for example 1980-02-29 or 昭和55年2月29日.")
    field = "birth_date"


class BirthDateMissing(NotABirthDate):
    message = _("Type your date of birth, for example 1980-02-29 or 昭和55年2月29日.")


class BirthDatePartMissing(NotABirthDate):
    message = _("Fill in all three: the year, the month and the day. For example 1980, 2 and 29.")


class YearNotFirst(NotABirthDate):
    message = _("Type the year first, then the month, then the day, for example 1980-02-29.")


class YearTooShort(NotABirthDate):
    message = _("Type all four digits of the year, for example 1980, or the Japanese era with it, for example 昭和55.")


class NoYearZero(NotABirthDate):
    message = _("A Japanese era begins with year 1, also written 元年. Type for example 令和元年5月1日.")


class NoSuchMonth(NotABirthDate):
    message = _("Type a month from 1 to 12, for example 1980-02-29.")


class NoSuchDay(NotABirthDate):
    message = _("There is no such day: that month ended on %(last)s. Check the year, the month and the day.")


class WrongEra(NotABirthDate):
    message = _("There is no %(typed)s: that day was %(right)s. Type %(right)s, or check the year.")


class BornInTheFuture(NotABirthDate):
    message = _("That day is still to come. Check the year, for example 1980 or 昭和55.")


class BornTooLongAgo(NotABirthDate):
    message = _("That day is more than 120 years ago. Check the year, for example 1980 or 昭和55.")


def parse_date(text_or_parts: str | Sequence[str | None], *, today: date) -> date:
    """The date of birth meant by one line of text, or by three: year (`1980`, `昭和55`, `S55`), month, day.

    Which of day and month comes first is never guessed: a line of numbers must begin with the year. A month written
    as a word, as in a passport (`29 FEB 1980`), leaves nothing to guess and is read.
    `today` is the local day; a birth on it is accepted. Raises a NotABirthDate.
    """
    text = _plain(text_or_parts if isinstance(text_or_parts, str) else "-".join(part or "" for part in text_or_parts))
    if not text:
        raise BirthDateMissing
    try:
        era, year, month, day = _read(text)
    except NotABirthDate:
        if not isinstance(text_or_parts, str) and not all(_plain(part or "") for part in text_or_parts):
            raise BirthDatePartMissing from None
        raise
    return _existing(era, year, month, day, today=today)


BETWEEN = re.compile(r"[\s年月日./,、。・_\-‐‑‒–—―−ー]+")
BORN = re.compile(r"(生まれ|生)$")
ERA = "|".join(sorted(BY_WORD, key=len, reverse=True))
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<word>{'|'.join(MONTHS)})[a-z]*"

FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<era>{ERA})?-?(?P<year>\d{{1,4}}|元)-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<era>{ERA})-?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})-?{MONTH}-?(?P<year>\d{{4}})",
        rf"{MONTH}-?(?P<day>\d{{1,2}})-(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})-?{MONTH}-?(?P<day>\d{{1,2}})",
    )
]
YEAR_LAST = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")


def _plain(text: str) -> str:
    """Half width, lower case, one hyphen for whatever stands between the numbers. ㍼ and ō become 昭和 and o."""
    text = normalize("NFKC", text).lower().replace("ō", "o")
    return BETWEEN.sub("-", BORN.sub("", text.strip())).strip("-")


def _read(text: str) -> tuple[Era | None, int, int, int]:
    if YEAR_LAST.fullmatch(text):
        raise YearNotFirst
    for form in FORMS:
        if found := form.fullmatch(text):
            return _numbers(found.groupdict())
    raise NotABirthDate


def _numbers(found: dict[str, str | None]) -> tuple[Era | None, int, int, int]:
    word, written = found.get("era"), found["year"] or ""
    era = BY_WORD[word] if word else None
    if era is None and (written == "元" or len(written) < 4):
        raise YearTooShort
    year = 1 if written == "元" else int(written)
    if era and year == 0:
        raise NoYearZero
    month = MONTHS.index(name) + 1 if (name := found.get("word")) else int(found["month"] or 0)
    return era, year, month, int(found["day"] or 0)


def _existing(era: Era | None, number: int, month: int, day: int, *, today: date) -> date:
    year = era.year(number) if era else number
    if year > today.year:
        raise BornInTheFuture
    if year < today.year - OLDEST:
        raise BornTooLongAgo
    if not 1 <= month <= 12:
        raise NoSuchMonth
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise NoSuchDay(last=_as_typed(era, date(year, month, length)))
    born = date(year, month, day)
    if born > today:
        raise BornInTheFuture
    if (born.month, born.day) < (today.month, today.day) and year == today.year - OLDEST:
        raise BornTooLongAgo
    if era and era_of(born) != era:
        raise WrongEra(typed=f"{era.name}{'元' if number == 1 else number}年{month}月{day}日", right=in_era(born))
    return born


def _as_typed(era: Era | None, day: date) -> str:
    return in_era(day) if era else day.isoformat()
