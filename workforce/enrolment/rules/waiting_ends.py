"""When waiting is over: some days after a course has begun, nobody can still join it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

MOST_DAYS = 60


class WaitingDaysOutOfRange(Refused):
    message = _("The waiting list ends between 0 and %(most)s days after the first lesson.")
    field = "days"


@dataclass(frozen=True)
class WaitingEnds:
    """`days` after the first lesson has begun, everybody who still waits is told that no seat became free."""

    days: int

    def began_before(self, at: datetime) -> datetime:
        """Of a course that began then or earlier, the waiting list is over at `at`."""
        return at - timedelta(days=self.days)


def read(values: Mapping[str, Any]) -> WaitingEnds:
    """{"days": 1}"""
    return WaitingEnds(values["days"])


def words(rule: WaitingEnds) -> Sequence[str]:
    if not rule.days:
        return [gettext("If no seat has become free when the course begins, we write to you and name other dates.")]
    return [
        ngettext(
            "If no seat has become free %(num)s day after the first lesson, we write to you and name other dates.",
            "If no seat has become free %(num)s days after the first lesson, we write to you and name other dates.",
            rule.days,
        )
    ]


def check(rule: WaitingEnds):
    if not 0 <= rule.days <= MOST_DAYS:
        raise WaitingDaysOutOfRange(most=MOST_DAYS)


WAITING_ENDS = policies.kind(
    "waiting_ends",
    _("When the waiting list of a course ends"),
    read=read,
    words=words,
    shipped={"days": 1},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)
