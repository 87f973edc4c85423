"""Until when a seat is held for a guardian's answer: days, fewer of them near the start, and when to ask once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import clock, policies
from ...refusals import Refused

DAY = timedelta(days=1)
MORNING, EVENING = time(8), time(20)
"""A reminder leaves between these hours."""

MOST_DAYS = 60
LATEST_SHARE = 90


class NoLastStep(Refused):
    message = _("One step must begin at 0 days before the start: it says how long a seat is held at the end.")


class SameDayTwice(Refused):
    message = _("Two steps begin at %(days)s days before the start. Keep one of them.")


class DaysOutOfRange(Refused):
    message = _("Hold a seat for at least 1 day, and at most %(most)s.")


class ShareOutOfRange(Refused):
    message = _("Ask once more after 10 to 90 percent of the time.")
    field = "remind_percent"


@dataclass(frozen=True)
class Step:
    """With at least `before` days left until the start, the seat is held for `days`."""

    before: int
    days: int


@dataclass(frozen=True)
class GuardianHold:
    """The last day ends for this at `closes`. `steps`: the longest time before the start first; the last begins at 0.

    `remind_percent`: after so much of the time the guardian and the applicant are asked once more.
    """

    closes: time
    steps: tuple[Step, ...]
    remind_percent: int

    def days(self, left: timedelta) -> int:
        return next(step.days for step in self.steps if left >= step.before * DAY or step is self.steps[-1])


def read(values: dict[str, Any]) -> GuardianHold:
    """{"closes": "20:00", "steps": [[28, 14], [0, 1]], "remind_percent": 50}"""
    steps = sorted((Step(*step) for step in values["steps"]), key=lambda step: -step.before)
    return GuardianHold(time.fromisoformat(values["closes"]), tuple(steps), values["remind_percent"])


def words(hold: GuardianHold) -> Sequence[str]:
    """What the rule means, a sentence a line."""
    return [
        *(step_in_words(step) for step in hold.steps),
        gettext("The last day ends at %(hour)s, and never after the course begins.", hour=f"{hold.closes:%-H:%M}"),
        gettext("We ask once more after %(percent)s percent of the time.", percent=hold.remind_percent),
    ]


def step_in_words(step: Step) -> str:
    held = ngettext("held for %(num)s day", "held for %(num)s days", step.days)
    if step.before == 0:
        return gettext("Closer to the start: %(time)s", time=held)
    days = ngettext("%(num)s day or more before the start", "%(num)s days or more before the start", step.before)
    return gettext("%(days)s: %(time)s", days=days, time=held)


def check(hold: GuardianHold):
    """Raises what is wrong with this rule."""
    begins = [step.before for step in hold.steps]
    if 0 not in begins:
        raise NoLastStep
    for day in begins:
        if begins.count(day) > 1:
            raise SameDayTwice(days=day)
    if any(not 1 <= step.days <= MOST_DAYS for step in hold.steps):
        raise DaysOutOfRange(most=MOST_DAYS)
    if not 10 <= hold.remind_percent <= LATEST_SHARE:
        raise ShareOutOfRange


GUARDIAN_HOLD = policies.kind(
    "guardian_hold",
    _("How long a seat is held for a guardian's answer"),
    read=read,
    words=words,
    shipped={"closes": "20:00", "steps": [[28, 14], [14, 7], [7, 3], [0, 1]], "remind_percent": 50},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)


def deadline(hold: GuardianHold, *, at: datetime, starts_at: datetime | None) -> datetime:
    """Until when a seat that is taken at `at` is held: the last day's hour, at the latest when the course begins."""
    left = starts_at - at if starts_at else DAY * 365
    ends = clock.instant(clock.today(at) + hold.days(left) * DAY, hold.closes)
    return min(ends, starts_at) if starts_at and starts_at > at else ends


def reminder(hold: GuardianHold, *, at: datetime, until: datetime) -> datetime | None:
    """When to ask once more; None where that would be too late to help."""
    half = clock.local(at + (until - at) * hold.remind_percent / 100)
    if half.time() < MORNING:
        half = datetime.combine(half, MORNING, tzinfo=clock.ZONE)
    elif half.time() >= EVENING:
        half = datetime.combine(half + DAY, MORNING, tzinfo=clock.ZONE)
    moment = clock.instant(half.date(), half.time().replace(microsecond=0))
    return moment if at < moment < until else None


def is_over(enrolment, at: datetime) -> bool:
    """Whether the seat that waits for a guardian is held no longer, also before anybody has noticed."""
    return enrolment.held_until is not None and enrolment.held_until <= at
