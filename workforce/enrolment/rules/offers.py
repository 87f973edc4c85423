"""Until when somebody may think about an offered seat: hours of the day only, fewer of them near the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import clock, policies
from ...catalogue.rules.patterns import shut
from ..models import Outcome, State
from .offer_limits import check

SUNDAY = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """With at least `days` left until the start, there are `hours` to answer."""

    days: int
    hours: int


@dataclass(frozen=True)
class OfferHours:
    """Hours count from `opens` to `closes`, never on Sundays, holidays and the turn of the year.

    `steps`: the longest time before the start first; the last begins at day 0. `at_least`: with fewer minutes than
    these until the last moment nothing is offered by letter any more.
    """

    opens: time
    closes: time
    steps: tuple[Step, ...]
    at_least: timedelta

    def hours(self, left: timedelta) -> int:
        return next(step.hours for step in self.steps if left >= step.days * DAY or step is self.steps[-1])


def read(values: dict[str, Any]) -> OfferHours:
    """{"opens": "08:00", "closes": "20:00", "steps": [[14, 36], [0, 2]], "at_least_minutes": 60}"""
    steps = sorted((Step(*step) for step in values["steps"]), key=lambda step: -step.days)
    return OfferHours(
        opens=time.fromisoformat(values["opens"]),
        closes=time.fromisoformat(values["closes"]),
        steps=tuple(steps),
        at_least=timedelta(minutes=values["at_least_minutes"]),
    )


def words(hours: OfferHours) -> Sequence[str]:
    """What the rule means, a sentence a line."""
    between = {"opens": f"{hours.opens:%-H:%M}", "closes": f"{hours.closes:%-H:%M}"}
    return [
        gettext("Only the hours from %(opens)s to %(closes)s count, not on Sundays and holidays.", **between),
        *(step_in_words(step) for step in hours.steps),
    ]


def step_in_words(step: Step) -> str:
    time_left = ngettext("%(num)s hour to answer", "%(num)s hours to answer", step.hours)
    if step.days == 0:
        return gettext("Closer to the start: %(time)s", time=time_left)
    days = ngettext("%(num)s day or more before the start", "%(num)s days or more before the start", step.days)
    return gettext("%(days)s: %(time)s", days=days, time=time_left)


OFFER_HOURS = policies.kind(
    "offer_hours",
    _("How long an offered seat waits for an answer"),
    read=read,
    words=words,
    shipped={
        "opens": "08:00",
        "closes": "20:00",
        "steps": [[14, 36], [7, 24], [3, 12], [1, 6], [0, 2]],
        "at_least_minutes": 60,
    },
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)


def standing(enrolment, at: datetime) -> State | Outcome:
    """How an enrolment stands for its own page: its state, or that its offer was declined or not answered in time,
    also before any worker has noticed.

    `enrolment`: with its newest `offer`, or None.
    """
    state, offer = enrolment.state, enrolment.offer
    if state is State.OFFERED and offer.expires_at <= at:
        return Outcome.EXPIRED
    if state is State.CANCELLED and offer and offer.outcome in (Outcome.DECLINED, Outcome.EXPIRED):
        return offer.outcome
    return state


def last_moment(cohort) -> datetime | None:
    """From then on nobody is offered a seat by letter: as the cohort says, at the latest when it begins. None: no end
    is known.
    """
    return min((moment for moment in (cohort.offers_until, cohort.starts_at) if moment), default=None)


def deadline(hours: OfferHours, *, at: datetime, starts_at: datetime | None, last: datetime | None) -> datetime | None:
    """Until when a seat that is offered at `at` can be taken; None if it is too late to offer it."""
    if last is not None and last - at < hours.at_least:
        return None
    left = starts_at - at if starts_at else DAY * 365
    ends = counted(hours, at, timedelta(hours=hours.hours(left)))
    return ends if last is None else min(ends, last)


def counted(hours: OfferHours, at: datetime, left: timedelta) -> datetime:
    """The full hour at the centre by which `left` has passed, when only open hours count."""
    now = clock.local(at)
    while True:
        opens, closes = (datetime.combine(now, hour, tzinfo=clock.ZONE) for hour in (hours.opens, hours.closes))
        begins = max(now, opens)
        if now.weekday() != SUNDAY and not shut(now.date()) and begins < closes:
            if begins + left <= closes:
                return full_hour(begins + left, closes)
            left -= closes - begins
        now = opens + DAY


def full_hour(moment: datetime, closes: datetime) -> datetime:
    """Rounded up, as a letter says it, but never past closing time."""
    rounded = moment.replace(minute=0, second=0, microsecond=0)
    if rounded < moment:
        rounded += timedelta(hours=1)
    return min(rounded, closes).astimezone(UTC)
