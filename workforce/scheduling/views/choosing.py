"""Rooms as the forms of sessions show them: what can be chosen, what is booked, and what is in the way."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from flask_babel import gettext as _

from ... import clock
from ...catalogue.hooks import Choice, Clash, InRoom, Small
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
    if cohort.place_id is None:
        return {}
    target = read_value(value)
    wanted = {day: SimpleNamespace(starts_at=starts, ends_at=ends) for day, (starts, ends) in times.items()}
    grid = grids.grid(session, cohort.place_id, list(wanted.values()), at=clock.now())
    room = grid.room(target[0]) if target else None
    if room is None or target is None:
        found = {day: queries.closing(grid.closed, None, day) for day in wanted}
        return {day: Clash(shut(one.reason), []) for day, one in found.items() if one}
    return {
        day: Clash(refusal.text(), free_instead(grid, room, target[1], one, cohort))
        for day, one in wanted.items()
        if (refusal := grid.obstacle(room, grid.span(room, one.starts_at, one.ends_at)))
    }


def days_shut(session, place_id, first: date, last: date) -> dict[date, str]:
    whole = [one for one in queries.closures(session, place_id, first, last) if one.room_id is None]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)] if whole else []
    return {day: one.reason for day in days if (one := queries.closing(whole, None, day))}


def shut(reason):
    return _("The place is shut: %(reason)s", reason=reason)


def free_instead(grid, room, layout, one, cohort):
    others = grid.others(room, one.starts_at, one.ends_at, capacity=cohort.capacity, layout=layout)
    return [Choice(value_of(other.id, fits), named(other, fits, seats)) for other, fits, seats in others]


def small(session, cohort, value: str) -> Small | None:
    target = read_value(value)
    room = queries.room(session, target[0], place_id=cohort.place_id) if target else None
    seats = seats_of(room, target[1]) if room and target else None
    return Small(room.name, seats) if room and seats is not None and seats < cohort.capacity else None
