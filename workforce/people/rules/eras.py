"""Japanese eras: 昭和55年 and 1980 are the same year. The database keeps ISO dates; eras live at its two doors."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Era:
    """`words` are all ways to type it, in lower case and half width; `first` is its first day."""

    name: str
    words: tuple[str, ...]
    first: date

    def year(self, number: int) -> int:
        """The Gregorian year in which the era's year `number` falls. 元年 is 1."""
        return self.first.year + number - 1


# Newest first. Each era ends on the day before the next begins. Meiji counts from the Gregorian date of 明治元年1月1日.
ERAS = (
    Era("令和", ("令和", "令", "reiwa", "r"), date(2019, 5, 1)),
    Era("平成", ("平成", "平", "heisei", "h"), date(1989, 1, 8)),
    Era("昭和", ("昭和", "昭", "showa", "shouwa", "s"), date(1926, 12, 25)),
    Era("大正", ("大正", "大", "taisho", "taishou", "t"), date(1912, 7, 30)),
    Era("明治", ("明治", "明", "meiji", "m"), date(1868, 1, 25)),
)
BY_WORD = {word: era for era in ERAS for word in era.words}


def era_of(day: date) -> Era:
    """Raises ValueError before Meiji."""
    for era in ERAS:
        if day >= era.first:
            return era
    raise ValueError(f"{day} lies before the first era known here")


def era_year(day: date) -> str:
    """「昭和55年」; the first year of an era is 「令和元年」."""
    era = era_of(day)
    number = day.year - era.first.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def in_era(day: date) -> str:
    """「昭和55年2月29日」"""
    return f"{era_year(day)}{day.month}月{day.day}日"
