"""What a later feature knows of rooms, and the forms of sessions ask. While nobody names itself, a room is a word."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..listeners import Listeners


class Wanted(NamedTuple):
    """What the form of a session chose: the value of a Choice, or empty for no room of ours. `anyway`: who chose it
    knows that it is small.
    """

    value: str
    anyway: bool = False


class Choice(NamedTuple):
    value: str
    words: str


class InRoom(NamedTuple):
    """The room that a session has: the value of its Choice, the words, and how many people it holds (None: unknown)."""

    value: str
    words: str
    seats: int | None


class Small(NamedTuple):
    """A room with fewer seats than the cohort takes people."""

    words: str
    seats: int


class Clash(NamedTuple):
    """Why a session cannot have the room on a day, and what it could have then."""

    why: str
    instead: Sequence[Choice]


room_choices = Listeners()
"""`choices(session, cohort) -> [Choice]`: the rooms that a session of this cohort can have."""
rooms_booked = Listeners()
"""`booked(session, cohort_id) -> {session id: InRoom}`."""
room_clashes = Listeners()
"""`clashes(session, cohort, value, {day: (starts_at, ends_at)}) -> {day: Clash}` for the days on which it is not free.
"""


days_shut = Listeners()
"""`shut(session, place_id, first, last) -> {day: why}` for the days of that time on which the whole place is shut."""
room_too_small = Listeners()
"""`small(session, cohort, value) -> Small | None`."""


def choices(session, cohort) -> list[Choice]:
    return [one for asked in room_choices for one in asked(session, cohort)]


def booked(session, cohort_id) -> dict[int, InRoom]:
    return {id: one for asked in rooms_booked for id, one in asked(session, cohort_id).items()}


def clashes(session, cohort: Any, value: str, times: Mapping[date, tuple[datetime, datetime]]) -> dict[date, Clash]:
    """With an empty value only what shuts the whole place is in the way."""
    if not times:
        return {}
    return {day: one for asked in room_clashes for day, one in asked(session, cohort, value, times).items()}


def shut(session, cohort, first: date, last: date) -> dict[date, str]:
    if cohort.place_id is None:
        return {}
    return {day: why for asked in days_shut for day, why in asked(session, cohort.place_id, first, last).items()}


def small(session, cohort, value: str) -> Small | None:
    return next((found for asked in room_too_small if (found := asked(session, cohort, value))), None)
