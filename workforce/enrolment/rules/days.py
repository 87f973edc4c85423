"""Sessions by the day: a day of two lessons is one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from ... import clock

NEXT = 3


@dataclass(frozen=True)
class Day:
    """`rooms`: each once, without the sessions that are online."""

    day: date
    hours: tuple[tuple[datetime, datetime], ...]
    online: bool
    rooms: tuple[str, ...]


def days_of(sessions: Iterable[Any]) -> list[Day]:
    """`sessions`: in order, each with starts_at, ends_at, online and room."""
    return [of_day(day, list(held)) for day, held in groupby(sessions, lambda one: clock.today(one.starts_at))]


def of_day(day: date, held: Sequence[Any]) -> Day:
    return Day(
        day,
        hours=tuple((one.starts_at, one.ends_at) for one in held),
        online=any(one.online for one in held),
        rooms=tuple(dict.fromkeys(one.room for one in held if one.room and not one.online)),
    )


def coming(days: Sequence[Day], today: date) -> Sequence[Day]:
    """The next few days from today on; all of them if only one more would be folded away."""
    if len(days) <= NEXT + 1:
        return days
    return [one for one in days if one.day >= today][:NEXT]
