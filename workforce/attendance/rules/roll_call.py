"""From when a roll is open, and until when people may say that a mark of theirs is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused


class OpeningOutOfRange(Refused):
    message = _("Open the roll at most 720 minutes before the session.")
    field = "opens_minutes"


class ContestOutOfRange(Refused):
    message = _("Give people at least 1 day to answer, and at most 90.")
    field = "contest_days"


class CheckInBeforeRoll(Refused):
    message = _("People can enter themselves at the earliest when the roll opens.")
    field = "check_in_minutes"


@dataclass(frozen=True)
class RollCallRule:
    """The roll opens so many minutes before its session, and people may enter themselves so many minutes before it;
    a mark may be contested for so many days after the session.
    """

    opens_minutes: int
    check_in_minutes: int
    contest_days: int

    def opens_at(self, starts_at: datetime) -> datetime:
        return starts_at - timedelta(minutes=self.opens_minutes)

    def check_in_from(self, starts_at: datetime) -> datetime:
        return starts_at - timedelta(minutes=self.check_in_minutes)

    def contest_until(self, ends_at: datetime) -> datetime:
        return ends_at + timedelta(days=self.contest_days)


def read(values: dict[str, Any]) -> RollCallRule:
    """{"opens_minutes": 60, "check_in_minutes": 15, "contest_days": 14}"""
    return RollCallRule(values["opens_minutes"], values["check_in_minutes"], values["contest_days"])


def words(rule: RollCallRule) -> Sequence[str]:
    return [
        ngettext(
            "The roll opens %(num)s minute before the session.",
            "The roll opens %(num)s minutes before the session.",
            rule.opens_minutes,
        ),
        ngettext(
            "With the code that the teacher shows, people enter themselves from %(num)s minute before the session on.",
            "With the code that the teacher shows, people enter themselves from %(num)s minutes before the session on.",
            rule.check_in_minutes,
        ),
        ngettext(
            "For %(num)s day after the session people may tell us that what is recorded is wrong.",
            "For %(num)s days after the session people may tell us that what is recorded is wrong.",
            rule.contest_days,
        ),
        gettext("Of two marks the one that was noted later counts, on whichever device it was made."),
        gettext("Who records all others as present changes nothing that is recorded of one person."),
    ]


def check(rule: RollCallRule):
    if not 0 <= rule.opens_minutes <= 720:
        raise OpeningOutOfRange
    if not 0 <= rule.check_in_minutes <= rule.opens_minutes:
        raise CheckInBeforeRoll
    if not 1 <= rule.contest_days <= 90:
        raise ContestOutOfRange


ROLL_CALL = policies.kind(
    "roll_call",
    _("When the roll opens, and how long a mark may be contested"),
    read=read,
    words=words,
    shipped={"opens_minutes": 60, "check_in_minutes": 15, "contest_days": 14},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)
