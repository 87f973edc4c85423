"""How often the own calendars of those who teach are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

LONGEST = 168


class HoursOutOfRange(Refused):
    message = _("Give at least 1 hour and at most 168, which is a week.")
    field = "hours"


@dataclass(frozen=True)
class Asking:
    hours: int

    @property
    def every(self) -> timedelta:
        return timedelta(hours=self.hours)


def read(values: dict[str, Any]) -> Asking:
    return Asking(values["hours"])


def check(rule: Asking):
    if not 1 <= rule.hours <= LONGEST:
        raise HoursOutOfRange


def words(rule: Asking) -> Sequence[str]:
    return [
        gettext("The own calendars of instructors are read again after %(hours)s hours.", hours=rule.hours),
        gettext("Of each only the times at which somebody is busy are kept."),
    ]


ASKING = policies.kind(
    "own_calendars",
    _("Reading instructors' own calendars"),
    read=read,
    words=words,
    shipped={"hours": 6},
    source="決まった数字はありません。6時間ごとは、当日朝の予定変更が昼までに反映される目安です。",
    check=check,
)
