"""Rooms as the forms of sessions show them: what can be chosen, what is booked, and what is in the way."""

from collections.abc import Mapping
from datetime import date, datetime
from types import SimpleNamespace

from ... import clock
from ...catalogue.hooks import Choice, Clash, InRoom
from ..queries import grids
from ..queries import rooms as queries
from ..rules.grid import read_value, seats_of, value_of
from ..rules.words import named


def choices(session, cohort) -> list[Choice]:
    if cohort.place_id is None:
        return []
    return [one for room in queries.rooms_of(session, cohort.place_id) for one in choices_of(room)]


def choices_of(room) -> list[Choice]:
    """One for each of its layouts."""
    if not room.layouts:
        return [Choice(value_of(room.id, None), room.name)]
    return [Choice(value_of(room.id, one.layout), named(room, one.layout, one.seats)) for one in room.layouts]


def booked(session, cohort_id) -> dict[int, InRoom]:
    return {id: in_room(one.room, one.layout) for id, one in queries.bookings_of_cohort(session, cohort_id).items()}


def in_room(room, layout) -> InRoom:
    seats = seats_of(room, layout)
    return InRoom(value_of(room.id, layout), named(room, layout, seats), seats)


def clashes(session, cohort, value: str, times: Mapping[date, tuple[datetime, datetime]]) -> dict[date, Clash]:
    target = read_value(value)
    wanted = {day: SimpleNamespace(starts_at=starts, ends_at=ends) for day, (starts, ends) in times.items()}
    grid = grids.grid(session, cohort.place_id, list(wanted.values()), at=clock.now())
    room = grid.room(target[0]) if target else None
    if room is None or target is None:
        return {}
    found = {}
    for day, one in wanted.items():
        if refusal := grid.obstacle(room, grid.span(room, one.starts_at, one.ends_at)):
            others = grid.others(room, one.starts_at, one.ends_at, capacity=cohort.capacity, layout=target[1])
            free = [Choice(value_of(other.id, fits), named(other, fits, seats)) for other, fits, seats in others]
            found[day] = Clash(refusal.text(), free)
    return found
