"""People of one name on one list, told apart by the least that does it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from flask_babel import gettext

from ...i18n.formats import month_day


class Named(Protocol):
    @property
    def enrolment_id(self) -> int: ...
    @property
    def receipt(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def birth_date(self) -> date | None: ...


def apart(rows: Iterable[Named]) -> dict[int, str]:
    """{enrolment id: what to say beside the name}, of those alone whose name stands there more than once.

    Their reading where it differs; the day of birth, without its year, where the reading does not help either; the
    receipt number, which they know themselves, where nothing else is left.
    """
    rows = list(rows)
    names = Counter(plain(one.name) for one in rows)
    same = [one for one in rows if names[plain(one.name)] > 1]
    readings = Counter((plain(one.name), one.kana) for one in same)
    days = Counter((plain(one.name), one.kana, day_of(one)) for one in same)
    found = {}
    for one in same:
        key = plain(one.name), one.kana
        if readings[key] == 1 and one.kana:
            found[one.enrolment_id] = one.kana
        elif one.birth_date and days[(*key, day_of(one))] == 1:
            found[one.enrolment_id] = gettext("born on %(day)s", day=month_day(one.birth_date))
        else:
            found[one.enrolment_id] = one.receipt
    return found


def beside(one: Named, found: Mapping[int, str]) -> str:
    """What stands beside a name on every list: the reading, and what `apart` found if that is not it."""
    more = found.get(one.enrolment_id, one.kana)
    return one.kana if more == one.kana else f"{one.kana} · {more}" if one.kana else more


def plain(name: str) -> str:
    return "".join(name.split()).casefold()


def day_of(one: Named):
    return one.birth_date and (one.birth_date.month, one.birth_date.day)
