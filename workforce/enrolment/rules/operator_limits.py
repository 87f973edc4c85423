"""How many seats an operator may hold without names and how long, and how long its people have for their own part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused


class SeatsOutOfRange(Refused):
    message = _("Let an operator reserve at least 1 seat, and at most 50.")
    field = "seats"


class DaysOutOfRange(Refused):
    message = _("Type a number of days from 1 to 120.")
    field = "days"


class NoticeTooEarly(Refused):
    message = _("The reminder must come later than the beginning: fewer days than the whole time.")
    field = "notice_days"


class ReminderTooEarly(Refused):
    message = _("The reminder must come later than the first letter: fewer days than the whole time.")
    field = "remind_days"


@dataclass(frozen=True)
class OperatorLimits:
    """`seats` of one cohort may be reserved for at most `days`; `notice_days` before the end the contact is reminded.

    Whoever was named has `own_part_days` for their own part, and is reminded `remind_days` before that ends.
    """

    seats: int
    days: int
    notice_days: int
    own_part_days: int
    remind_days: int


def read(values: dict[str, Any]) -> OperatorLimits:
    return OperatorLimits(**values)


def words(limits: OperatorLimits) -> Sequence[str]:
    """What the rule means, a sentence a line."""
    return [
        ngettext(
            "One operator may reserve %(num)s seat of a cohort without naming anybody.",
            "One operator may reserve %(num)s seats of a cohort without naming anybody.",
            limits.seats,
        ),
        ngettext(
            "A seat without a name returns by itself after at most %(num)s day.",
            "A seat without a name returns by itself after at most %(num)s days.",
            limits.days,
        ),
        gettext("The contact is reminded %(days)s days before.", days=limits.notice_days),
        ngettext(
            "Whoever was named has %(num)s day for their own part.",
            "Whoever was named has %(num)s days for their own part.",
            limits.own_part_days,
        ),
        gettext("They are reminded %(days)s days before.", days=limits.remind_days),
    ]


def check(limits: OperatorLimits):
    """Raises what is wrong with these OperatorLimits."""
    if not 1 <= limits.seats <= 50:
        raise SeatsOutOfRange
    if not 1 <= limits.days <= 120 or not 1 <= limits.own_part_days <= 120:
        raise DaysOutOfRange
    if limits.notice_days >= limits.days:
        raise NoticeTooEarly
    if limits.remind_days >= limits.own_part_days:
        raise ReminderTooEarly


RESERVATION_LIMITS = policies.kind(
    "reservation_limits",
    _("What operators may reserve, and how long their people have"),
    read=read,
    words=words,
    shipped={"seats": 5, "days": 21, "notice_days": 3, "own_part_days": 10, "remind_days": 3},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)
