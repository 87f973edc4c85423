"""Weeks and months as an address names them: 2026-W48, 2026-11."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ... import clock

DAY, WEEK = timedelta(days=1), timedelta(days=7)
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Week:
    """From `monday` to the Sunday after it."""

    monday: date

    @property
    def days(self) -> list[date]:
        return [self.monday + n * DAY for n in range(7)]

    @property
    def name(self) -> str:
        return f"{self.monday:%G-W%V}"

    @property
    def begins(self) -> datetime:
        return clock.instant(self.monday, time())

    @property
    def ends(self) -> datetime:
        return clock.instant(self.monday + WEEK, time())

    def shifted(self, weeks: int) -> "Week":
        return Week(self.monday + weeks * WEEK)


@dataclass(frozen=True)
class Month:
    """`count` whole months from `first`, which is the first day of one."""

    first: date
    count: int = 1

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.shifted(self.count).first - DAY

    @property
    def begins(self) -> datetime:
        return clock.instant(self.first, time())

    @property
    def ends(self) -> datetime:
        return clock.instant(self.last + DAY, time())

    @property
    def days(self) -> list[date]:
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    @property
    def weeks(self) -> list[Week]:
        """Those that have a day of it."""
        monday = self.first - timedelta(days=self.first.weekday())
        return [Week(monday + n * WEEK) for n in range((self.last - monday).days // 7 + 1)]

    def shifted(self, months: int) -> "Month":
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        return Month(date(year, month + 1, 1), self.count)


def read_week(text: str | None, today: date) -> Week:
    """2026-W48; the week of `today` for what is no week."""
    if found := re.fullmatch(r"(\d{4})-W(\d{2})", text or "", re.ASCII):
        year, number = map(int, found.groups())
        try:
            if year in YEARS:
                return Week(date.fromisocalendar(year, number, 1))
        except ValueError:
            pass
    return Week(today - timedelta(days=today.weekday()))


def read_month(text: str | None, today: date) -> Month:
    """2026-11; the month of `today` for what is no month."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text or "", re.ASCII):
        year, number = map(int, found.groups())
        if year in YEARS and 1 <= number <= 12:
            return Month(date(year, number, 1))
    return Month(today.replace(day=1))


def term_of(month: Month) -> Month:
    """The half of the Japanese financial year (April to September, October to March) in which `month` begins."""
    since = (month.first.month - 4) % 6
    return Month(month.shifted(-since).first, 6)
