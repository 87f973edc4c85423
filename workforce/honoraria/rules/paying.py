"""From what somebody taught on a day to what they are paid for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ...scheduling.models import Duty
from .tax import Fare, Fares
from .terms import HALF_HOUR, HOUR, Counted, Rank, Rounding, Span, Terms


class Taught(NamedTuple):
    """A session that took place. `lead`, `assistant`: minutes of the parts; `length`: of the whole session; `fare`: yen
    that were noted for the way; `place_id` None: online.
    """

    session_id: int
    day: date
    lead: int
    assistant: int
    length: int
    place_id: int | None = None
    fare: int = 0
    code: str = ""

    def minutes(self, duty: Duty, counted: Counted) -> int:
        if counted is Counted.PARTS:
            return self.lead if duty is Duty.LEAD else self.assistant
        return self.length if duty is (Duty.LEAD if self.lead else Duty.ASSISTANT) else 0


class Line(NamedTuple):
    """What is paid for a day. `minutes`: as taught; `full`, `half`: paid in full and half; `duty` None: the way.

    `codes`: of the cohorts. In a correction all but the day, the duty and the rate are by how much it is more or less.
    """

    day: date
    duty: Duty | None
    minutes: int
    full: int
    half: int
    rate: int
    yen: int
    codes: str = ""


def rounded(minutes: int, rounding: Rounding) -> int:
    """Minutes that are paid."""
    hours, rest = divmod(minutes, HOUR)
    if rounding is Rounding.EXACT or not rest:
        return minutes
    if rest >= HALF_HOUR:
        return (hours + 1) * HOUR
    return hours * HOUR + (HALF_HOUR if rounding is Rounding.HALF else 0)


def lines(day: date, taught: Sequence[Taught], terms: Terms, rank: Rank, fares: Fares) -> list[Line]:
    """Of one person and day: as a lead, as an assistant, the way; only what there is."""
    found, paid = [], 0
    for duty in Duty:
        each = [one.minutes(duty, terms.counted) for one in taught]
        whole = sum(each)
        if terms.span is Span.SESSION:
            counts = sum(rounded(minutes, terms.rounding) for minutes in each)
        else:
            counts = rounded(whole, terms.rounding)
        full, half = split(counts, paid, terms)
        paid += counts
        rate = terms.rate(rank, duty)
        if whole:
            yen = (2 * full + half) * rate // (2 * HOUR)
            those = codes(one for one, minutes in zip(taught, each, strict=True) if minutes)
            found.append(Line(day, duty, whole, full, half, rate, yen, those))
    if fare := way(taught, fares):
        found.append(Line(day, None, 0, 0, 0, 0, fare, codes(taught)))
    return found


def split(counts: int, before: int, terms: Terms) -> tuple[int, int]:
    """(minutes paid in full, minutes paid half) of those that follow upon `before` on the same day."""
    if not terms.day_hours:
        return counts, 0
    whole = terms.day_hours * HOUR
    last = whole + terms.half_hours * HOUR
    full = within(before, before + counts, 0, whole)
    return full, within(before, before + counts, whole, last)


def within(begins: int, ends: int, least: int, most: int) -> int:
    return max(0, min(ends, most) - max(begins, least))


def way(taught: Iterable[Taught], fares: Fares) -> int:
    if fares.by is Fare.NOTED:
        return sum(one.fare for one in taught)
    return sum(fares.fixed(place_id) for place_id in {one.place_id for one in taught})


def codes(taught: Iterable[Taught]) -> str:
    return ", ".join(sorted({one.code for one in taught if one.code}))
