"""A week drawn: days side by side, hours down, sessions as boxes.

Across, everything is in percent of the picture, so that it fills any width and its letters keep their size; down, in
pixels. What is at the same time, with the minutes to set up and to clear, stands side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ... import clock

MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
FIRST, LAST = 9, 18
"""Hours that every picture shows."""
EDGE = 5.0
"""Percent at the left, for the hours."""
HEAD = 28
HEIGHT, HOUR, LINE = 560, 48, 16
"""At most so high, so many pixels an hour and a line of words: that a week fits on a page of A4."""
LANES = 3
"""A day gives its sessions at least a third of the width of another; more at once than that make it wider."""


@dataclass(frozen=True)
class Box:
    """`sitting` in the picture. `from_y`, `until_y`: with setting up and clearing. `lines`: of words that fit in."""

    sitting: Any
    x: float
    width: float
    y: float
    height: float
    from_y: float
    until_y: float

    @property
    def lines(self) -> int:
        return max(1, int((self.height - 4) // LINE))


@dataclass(frozen=True)
class Column:
    day: date
    x: float
    width: float
    boxes: list[Box]


@dataclass(frozen=True)
class Picture:
    """`hours`: (hour, y) of each line."""

    columns: list[Column]
    hours: list[tuple[int, float]]
    height: float


@dataclass(frozen=True)
class Scale:
    first: int
    last: int

    @property
    def hour(self) -> float:
        return min(HOUR, HEIGHT / (self.last - self.first))

    def y(self, minute: int) -> float:
        return round(HEAD + (minute / 60 - self.first) * self.hour, 1)


def minute_of(instant: datetime, day: date) -> int:
    """Of `day` by the clock on the wall; what is before or after it ends at its edge."""
    local = clock.local(instant)
    if local.date() != day:
        return 0 if local.date() < day else DAY_MINUTES
    return local.hour * 60 + local.minute


def scale(sittings: Iterable) -> Scale:
    found = list(sittings)
    begins = [minute_of(one.takes_from, one.day) // 60 for one in found]
    ends = [-(-minute_of(one.takes_until, one.day) // 60) for one in found]
    return Scale(min([FIRST, *begins]), max([LAST, *ends]))


def lanes(those: Sequence) -> list[list]:
    """Of one day: what stands below each other, in as few lanes as it takes."""
    found: list[list] = []
    for one in sorted(those, key=lambda one: (one.takes_from, one.id)):
        lane = next((each for each in found if each[-1].takes_until <= one.takes_from), None)
        if lane is None:
            found.append([one])
        else:
            lane.append(one)
    return found


def drawn(days: Sequence[date], sittings: Sequence) -> Picture:
    by_day = {day: lanes([one for one in sittings if one.day == day]) for day in days}
    shares = {day: max(1, len(each) / LANES, min(len(each), 2) * 0.8) for day, each in by_day.items()}
    unit, ruler = (100 - EDGE) / sum(shares.values()), scale(sittings)
    columns, x = [], EDGE
    for day in days:
        width = shares[day] * unit
        columns.append(Column(day, round(x, 3), round(width, 3), list(boxes(day, by_day[day], x, width, ruler))))
        x += width
    hours = [(hour, ruler.y(hour * 60)) for hour in range(ruler.first, ruler.last + 1)]
    return Picture(columns, hours, ruler.y(ruler.last * 60) + 2)


def boxes(day: date, each: list[list], x: float, width: float, ruler: Scale) -> Iterable[Box]:
    """Alone for an hour, a session has the whole width; beside others, as much as the lanes of the day leave."""
    for number, lane in enumerate(each):
        for one in lane:
            side = any(meets(one, other) for rest in each if rest is not lane for other in rest)
            begins, ends = ruler.y(minute_of(one.starts_at, day)), ruler.y(minute_of(one.ends_at, day))
            yield Box(
                one,
                x=round(x + number * width / len(each) if side else x, 3),
                width=round(width / len(each) if side else width, 3),
                y=begins,
                height=round(max(ends - begins, LINE), 1),
                from_y=ruler.y(minute_of(one.takes_from, day)),
                until_y=ruler.y(minute_of(one.takes_until, day)),
            )


def meets(one, other) -> bool:
    return one.takes_from < other.takes_until and other.takes_from < one.takes_until
