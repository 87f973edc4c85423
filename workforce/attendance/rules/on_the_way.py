"""What is booked for the hours that somebody missed, and what would be missing after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .hours import SubjectHours
from .standing import Standing


@dataclass(frozen=True)
class OnTheWay:
    """Of one subject. `seats`: booked for what is missing, the soonest first; `left`: minutes missing after them."""

    seats: tuple[Any, ...]
    left: int


def on_the_way(hours: SubjectHours, standing: Standing, booked: Sequence[Any]) -> OnTheWay:
    """`booked`: the seats of this person; each has `minutes`, {item id: what it gives}."""
    lost = {item.id: standing.lost_of(line) for item, line in hours.items}
    lost = {item: minutes for item, minutes in lost.items() if minutes}
    left = {item: minutes - sum(seat.minutes.get(item, 0) for seat in booked) for item, minutes in lost.items()}
    seats = tuple(seat for seat in booked if lost.keys() & seat.minutes.keys())
    return OnTheWay(seats, sum(minutes for minutes in left.values() if minutes > 0))
