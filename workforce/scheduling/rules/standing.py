"""What somebody holds on a day: licences that count then, and whole years of practice up to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .licences import Field, LicenceKind

YEAR, MONTH = 12, 31


@dataclass(frozen=True)
class Held:
    """`licences`: (kind, since, the first day on which it counts no more or None); `practices`: (field, first day,
    last day or None while it lasts).
    """

    licences: tuple[tuple[LicenceKind, date, date | None], ...] = ()
    practices: tuple[tuple[Field, date, date | None], ...] = ()

    def kinds(self, on: date) -> list[LicenceKind]:
        """In the order of the list of licences, each once."""
        found = {kind for kind, since, ended in self.licences if since <= on and (ended is None or on < ended)}
        return [kind for kind in LicenceKind if kind in found]

    def years(self, field: Field | None, on: date) -> int:
        """Whole years in this field before `on`; `field` None: in all of them together."""
        spans = [
            (begins, min(on, ends + timedelta(days=1) if ends else on))
            for kind, begins, ends in self.practices
            if field is None or kind is field
        ]
        return whole_years(spans)

    def fields(self, on: date) -> dict[Field, int]:
        """{field: whole years} of everything begun before `on`."""
        begun = {field for field, begins, _ends in self.practices if begins < on}
        return {field: self.years(field, on) for field in Field if field in begun}


def whole_years(spans: Iterable[tuple[date, date]]) -> int:
    """The end of each (first day, day after the last) is not in it; what lies upon another counts once.

    Months are those of the calendar; the days left over of several spans make a month for each 31.
    """
    months = days = 0
    for begins, ends in merged(spans):
        whole = months_between(begins, ends)
        months, days = months + whole, days + (ends - months_later(begins, whole)).days
    return (months + days // MONTH) // YEAR


def merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def months_between(begins: date, ends: date) -> int:
    months = (ends.year - begins.year) * YEAR + ends.month - begins.month
    return months if months_later(begins, months) <= ends else months - 1


def months_later(day: date, months: int) -> date:
    """The same day of the month; where the month has none, the first day of the next."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // YEAR, (month + 1) % YEAR + 1, 1)
