"""The sheet of a month: what it says of each who is paid, and what is different now from what was closed before."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ..models import Payee
from .paying import Line
from .tax import Tax

LAST_DAY = 28


class Key(NamedTuple):
    """Who is paid, for whom: one sheet a month. `operator_id` only where an operator is paid."""

    person_id: int
    payee: Payee
    operator_id: int | None = None


Lines = Mapping[Key, Iterable[Line]]


@dataclass(frozen=True)
class Sheet:
    """`number`: within its month, None while that is open."""

    key: Key
    lines: tuple[Line, ...]
    fee: int
    travel: int
    tax: int
    number: int | None = None

    @property
    def net(self) -> int:
        return self.fee + self.travel - self.tax

    @property
    def minutes(self) -> int:
        """That are paid, in full or half."""
        return sum(line.full + line.half for line in self.lines)

    def corrections(self, month: date) -> list[Line]:
        return [line for line in self.lines if line.day < month]


def first_of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    return first_of(month.replace(day=LAST_DAY) + timedelta(days=4))


def before(month: date) -> date:
    return first_of(month - timedelta(days=1))


def summed(lines: Iterable[Line]) -> dict[tuple, Line]:
    """{(day, duty): all that was said of it, added up}."""
    found: dict[tuple, Line] = {}
    for line in lines:
        place = (line.day, line.duty)
        found[place] = plus(found[place], line) if place in found else line
    return found


def plus(one: Line, other: Line, sign: int = 1) -> Line:
    return other._replace(
        **{name: getattr(one, name) + sign * getattr(other, name) for name in ("minutes", "full", "half", "yen")}
    )


def difference(now: Lines, said: Lines) -> dict[Key, list[Line]]:
    """What has to be added to what was said, so that it says what is so now."""
    found = defaultdict(list)
    for key in {*now, *said}:
        new, old = summed(now.get(key, ())), summed(said.get(key, ()))
        for place in {*new, *old}:
            line = changed(new.get(place), old.get(place))
            if line.yen or line.minutes:
                found[key].append(line)
    return dict(found)


def changed(new: Line | None, old: Line | None) -> Line:
    if new and old:
        return plus(new, old, -1)._replace(rate=new.rate, codes=new.codes)
    if new:
        return new
    assert old
    return plus(old._replace(minutes=0, full=0, half=0, yen=0), old, -1)


def sheets(lines: Lines, tax: Tax) -> list[Sheet]:
    """One for each who is paid, by person."""
    found = []
    for key in sorted(lines, key=lambda key: (key.person_id, key.payee, key.operator_id or 0)):
        own = tuple(sorted(lines[key], key=lambda line: (line.day, line.duty is None, str(line.duty))))
        fee = sum(line.yen for line in own if line.duty)
        travel = sum(line.yen for line in own if not line.duty)
        taken = tax.of(tax.base(fee, travel)) if key.payee is Payee.PERSON else 0
        found.append(Sheet(key, own, fee, travel, taken))
    return found


def digest(sheets: Iterable[Sheet]) -> str:
    """Over all that the sheets of a month say, by their numbers."""
    said = [
        [one.number, *one.key, one.fee, one.travel, one.tax, *(str(tuple(line)) for line in sorted(one.lines, key=str))]
        for one in sorted(sheets, key=lambda one: one.number or 0)
    ]
    written = "\n".join("|".join(str(value) for value in row) for row in said)
    return hashlib.sha256(written.encode()).hexdigest()
