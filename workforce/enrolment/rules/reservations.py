"""How long seats may be held without names."""

from datetime import date, datetime, time, timedelta

from ... import clock
from .operator_limits import OperatorLimits

RETURN_AT = time(20)
"""At the centre: on its day a reservation lasts until the evening."""


def end_of(day: date) -> datetime:
    return clock.instant(day, RETURN_AT)


def latest(limits: OperatorLimits, cohort, *, is_staff: bool, at: datetime) -> datetime:
    """Until when seats can be held: as the rule says, and while names can still be given."""
    ends = [end_of(clock.today(at) + timedelta(days=limits.days)), cohort.starts_at]
    if not is_staff:
        ends.append(cohort.closes_at)
    return min(end for end in ends if end)
