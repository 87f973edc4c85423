"""What stands on a receipt or an invoice: the amount, the tax within it by rate, and a date in either calendar."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from ...people.rules import eras

WHOLE = 100


class Calendar(StrEnum):
    WESTERN = "western"
    ERA = "era"


class Addressee(StrEnum):
    """How a name is addressed: a person as 様, an operator as 御中."""

    PERSON = "person"
    OPERATOR = "operator"


HONORIFICS = {Addressee.PERSON: "様", Addressee.OPERATOR: "御中"}


class TaxLine(NamedTuple):
    """`yen` of the amount have `rate` percent within them, which is `tax`."""

    rate: int
    yen: int
    tax: int


def tax_lines(total: int, fees: Iterable[Any]) -> list[TaxLine]:
    """`total` shared out over the rates of the `fees` (lines with yen and tax), the highest rate first.

    A part of the price pays each rate in its share, rounded down; the rest goes to the largest. What is paid beyond the
    price has no tax.
    """
    prices: Counter[int] = Counter()
    for line in fees:
        prices[line.tax or 0] += line.yen
    prices = Counter({rate: yen for rate, yen in prices.items() if yen > 0})
    price = sum(prices.values())
    shares = Counter({rate: min(total, price) * yen // price for rate, yen in prices.items()})
    if shares:
        largest = max(prices, key=lambda rate: (prices[rate], rate))
        shares[largest] += min(total, price) - sum(shares.values())
    shares[0] += max(total - price, 0)
    return [TaxLine(rate, yen, included(yen, rate)) for rate, yen in sorted(shares.items(), reverse=True) if yen]


def included(yen: int, rate: int) -> int:
    return yen * rate // (WHOLE + rate)


def written(day: date, calendar: Calendar) -> str:
    """令和8年11月22日 or 2026年11月22日, as papers of an office say it."""
    return eras.in_era(day) if calendar is Calendar.ERA else f"{day.year}年{day.month}月{day.day}日"
