"""Days of a cohort from a pattern such as Tuesdays and Thursdays, fifteen times, without days the centre is shut."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 400  # days; a pattern that finds too few days by then is a slip of the pen

YEAR_END = "年末年始"


@dataclass(frozen=True)
class Day:
    """`shut`: why nothing happens on that day (Japanese: the name of a holiday), or None.

    `left_out`: staff said so. `busy`: the cohort has a session then already.
    """

    day: date
    shut: str | None = None
    left_out: bool = False
    busy: bool = False

    @property
    def taken(self) -> bool:
        return self.shut is None and not self.left_out and not self.busy


def shut(day: date) -> str | None:
    """The public holiday or closure that falls on `day`.

    Source: 国民の祝日に関する法律; 29 December to 3 January are holidays of local government (地方自治法4条の2).
    """
    import jpholiday  # here, because every start would pay for its tables

    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return YEAR_END
    return jpholiday.is_holiday_name(day)


def days_of(
    first: date,
    weekdays: Collection[int],
    times: int,
    *,
    left_out: Collection[date] = (),
    busy: Collection[date] = (),
    closed: Mapping[date, str] | None = None,
) -> list[Day]:
    """Days from `first` on the given weekdays (Monday 0) until `times` of them can be used, with those passed over.

    `closed`: days on which the place is shut, and why.
    """
    closed = closed or {}
    found: list[Day] = []
    for ahead in range(LONGEST if weekdays else 0):
        if sum(day.taken for day in found) >= times:
            break
        day = first + timedelta(days=ahead)
        if day.weekday() in weekdays:
            found.append(Day(day, shut(day) or closed.get(day), day in left_out, day in busy))
    return found
