"""Rooms for many sessions at once: those that a cohort has none for, and those of a copy."""

from collections import Counter

from ...catalogue.actions.sessions import changing, in_words
from ...catalogue.hooks import Wanted
from ...catalogue.models import Cohort
from ..queries import grids
from ..queries import rooms as queries
from ..rules.grid import Grid, value_of
from . import bookings


def find_rooms(session, cohort: Cohort, *, by, at) -> tuple[int, int]:
    """Each session to come that is held in person and has no room gets the smallest that is large enough and free; the
    same one for as many of them as can be. Returns how many got one, and how many did not.
    """
    with changing(session, cohort, "rooms_found", by=by, at=at) as timetable:
        cohort = timetable.cohort
        there = queries.bookings_of(session, [one.id for one in cohort.sessions])
        bare = [one for one in cohort.sessions if not one.online and one.id not in there and one.ends_at > at]
        if cohort.place_id is None or not bare:
            return 0, len(bare)
        before = {one.id: in_words(one) for one in bare}
        pairs = chosen(grids.grid(session, cohort.place_id, bare, at=at), bare, cohort.capacity)
        bookings.place(session, cohort, pairs, by=by, at=at)
        for sitting, _wanted in pairs:
            timetable.note("session", before[sitting.id], in_words(sitting))
    return len(pairs), len(bare) - len(pairs)


def chosen(grid: Grid, sittings, capacity) -> list:
    """(session, Wanted) for each that some room is free for. The room that most of them can have comes first."""
    fitting = grid.fitting(capacity)
    free = {
        room.id: [one for one in sittings if grid.is_free(room, one.starts_at, one.ends_at)]
        for room, _layout, _seats in fitting
    }
    count = Counter({room_id: len(some) for room_id, some in free.items()})
    order = sorted(fitting, key=lambda one: -count[one[0].id])  # stable: of equals the smallest room
    found: dict[int, tuple] = {}
    for room, layout, _seats in order:
        for one in free[room.id]:
            found.setdefault(one.id, (one, Wanted(value_of(room.id, layout))))
    return list(found.values())


def copied(session, cohort, copy, *, by, at):
    """The copy has the rooms of the sessions that it was made like, where they are free on its days."""
    there = queries.bookings_of_cohort(session, cohort.id)
    if not there:
        return
    like = dict(zip(by_time(copy), by_time(cohort), strict=True))
    booked = [one for one in like if like[one].id in there]
    grid = grids.grid(session, copy.place_id, booked, at=at)
    pairs = []
    for sitting in booked:
        booking = there[like[sitting].id]
        room = grid.room(booking.room_id)
        if room and grid.is_free(room, sitting.starts_at, sitting.ends_at):
            pairs.append((sitting, Wanted(value_of(room.id, booking.layout), anyway=True)))
        elif sitting.room == booking.room.name:
            sitting.room = ""
    bookings.place(session, copy, pairs, by=by, at=at)


def by_time(cohort):
    return sorted(cohort.sessions, key=lambda one: one.starts_at)
