"""How much of the fee stays when somebody cancels: steps by the days before the start."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

WHOLE = 100


class NoLastStep(Refused):
    message = _("One step must begin at 0 days before the start: it says what counts at the end.")


class SameDayTwice(Refused):
    message = _("Two steps begin at %(days)s days before the start. Keep one of them.")


class NotAPercentage(Refused):
    message = _("Give a percentage from 0 to 100.")


class Cheaper(Refused):
    message = _("A later cancellation cannot cost less than an earlier one. Compare the steps and put them right.")


@dataclass(frozen=True)
class Step:
    """With at least `days` left until the first day, `percent` of the fee stays with the centre."""

    days: int
    percent: int


@dataclass(frozen=True)
class CancellationSteps:
    """The longest time before the start first; the last step begins at day 0. After the first day everything stays."""

    steps: tuple[Step, ...]

    def percent(self, today: date, first_day: date | None) -> int:
        """Of a cancellation on `today`; nothing stays while nobody knows the first day."""
        if first_day is None:
            return 0
        left = (first_day - today).days
        return next((step.percent for step in self.steps if left >= step.days), WHOLE)


def read(values: dict[str, Any]) -> CancellationSteps:
    """{"steps": [[7, 0], [0, 100]]}"""
    steps = sorted((Step(*step) for step in values["steps"]), key=lambda step: -step.days)
    return CancellationSteps(tuple(steps))


def check(table: CancellationSteps):
    """Raises what is wrong with these steps."""
    days = [step.days for step in table.steps]
    if 0 not in days:
        raise NoLastStep
    for day in days:
        if days.count(day) > 1:
            raise SameDayTwice(days=day)
    percents = [step.percent for step in table.steps]
    if any(not 0 <= percent <= WHOLE for percent in percents):
        raise NotAPercentage
    if percents != sorted(percents):
        raise Cheaper


def words(table: CancellationSteps) -> Sequence[str]:
    """What the rule means, a sentence a line."""
    return [*(step_in_words(step) for step in table.steps), gettext("After the first day: the whole fee stays.")]


def step_in_words(step: Step) -> str:
    when = (
        ngettext("%(num)s day or more before the first day", "%(num)s days or more before the first day", step.days)
        if step.days
        else gettext("Later, up to the first day")
    )
    if step.percent == 0:
        return gettext("%(when)s: cancelling costs nothing.", when=when)
    if step.percent == WHOLE:
        return gettext("%(when)s: the whole fee stays.", when=when)
    return gettext("%(when)s: %(percent)s%% of the fee stays.", when=when, percent=step.percent)


def staying(lines: Iterable[Any], percent: int) -> dict[tuple[Any, int | None], int]:
    """{(fee, tax): yen that stay} of the charges and reductions `lines`; each fee rounded down to the yen."""
    totals: dict[tuple[Any, int | None], int] = {}
    for line in lines:
        totals[line.fee, line.tax] = totals.get((line.fee, line.tax), 0) + line.yen
    return {key: yen for key, total in totals.items() if (yen := max(total, 0) * percent // WHOLE)}


CANCELLATION_STEPS = policies.kind(
    "cancellation_steps",
    _("What stays of the fee when somebody cancels"),
    read=read,
    words=words,
    shipped={"steps": [[7, 0], [0, 100]]},
    source="民間講座の例（開講1週間前まで無料、以後返金なし）。法令の定めはなく、センターが決める値です。",
    check=check,
)
