"""When cohorts meet: weekly patterns without public holidays and the days around New Year."""

from datetime import date, timedelta
from itertools import islice

import jpholiday

from ..catalogue.rules.timetable import teaching_time
from ..people.rules.ages import fiscal_year
from .plan import Run

NEW_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def first_day(run: Run, today: date) -> date:
    """The first suitable weekday in the second week of the run's month, in the fiscal year of `today`."""
    year, month = fiscal_year(today), (3 + run.month) % 12 + 1
    day = date(year if month >= 4 else year + 1, month, 6)
    return next(day for day in days_from(day) if meets(day, run))


def days_from(day):
    while True:
        yield day
        day += timedelta(days=1)


def meets(day, run):
    is_closed = jpholiday.is_holiday(day) or (day.month, day.day) in NEW_YEAR
    return day.weekday() in run.weekdays and not is_closed


def meeting_days(run: Run, today: date, minutes: int, *, begins: date | None = None) -> list[date]:
    """As many days as it takes to teach `minutes`, from `begins` on or as the plan says."""
    a_day = sum(teaching_time(length) for _, length in run.hours)
    count = -(-minutes // a_day)
    return list(islice((day for day in days_from(begins or first_day(run, today)) if meets(day, run)), count))
