"""Hours in which no mail leaves that can wait: a phone that hums at night wakes people up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from .. import clock, policies
from ..refusals import Refused

CAN_WAIT = {
    *("offer", "offer_expired", "cohort_cancelled", "session_changed", "draw_again_lost", "draw_again_waiting"),
    *("guardian_reminder", "guardian_still_missing", "hold_lapsed", "waiting_over"),
    *("teaching_changed", "teaching_day", "teaching_over", "teaching_colleague"),
    *("own_part_reminder", "reservation_ending", "reservation_over"),
}
"""Letters that come by themselves. Whoever has just done something gets the answer at any hour."""


class SameHour(Refused):
    message = _("The quiet hours must end at another time than they begin. Correct one of the two.")
    field = "ends"


@dataclass(frozen=True)
class QuietHours:
    """By the clock on the centre's wall; as a rule over midnight. The same twice: never."""

    begins: time
    ends: time

    def holds(self, at: datetime) -> bool:
        now = clock.local(at).time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends


def read(values: Mapping[str, Any]) -> QuietHours:
    return QuietHours(*(time.fromisoformat(values[name]) for name in ("begins", "ends")))


def words(rule: QuietHours):
    return [
        gettext(
            "Between %(begins)s and %(ends)s mail that can wait stays here: offers, changed or cancelled lessons.",
            begins=f"{rule.begins:%H:%M}",
            ends=f"{rule.ends:%H:%M}",
        ),
        gettext("Answers to what somebody has just done, and links they asked for, leave at once."),
    ]


def check(rule: QuietHours):
    """Raises SameHour."""
    if rule.begins == rule.ends:
        raise SameHour


QUIET_HOURS = policies.kind(
    "quiet_hours",
    _("When mail that can wait stays here"),
    read=read,
    words=words,
    check=check,
    shipped={"begins": "21:00", "ends": "08:00"},
    source="根拠となる法令はありません。夜の電話を控える一般的な時間帯に合わせて、センターが決める値です。",
)


def held_back(session, at: datetime) -> set[str]:
    """The letters that do not leave at this moment."""
    return CAN_WAIT if policies.current(session, QUIET_HOURS, at=at).holds(at) else set()
