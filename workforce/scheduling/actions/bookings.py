"""Which room a session has. The booking is the fact; the words that people read follow it.

The cohort is held by whoever changes its sessions; here its rooms are held besides, in the order of their ids.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from ... import clock, no_overlap, policies
from ...catalogue.hooks import Wanted
from ...catalogue.models import Cohort, Session
from ...database import hold
from ..models import Layout, Room, RoomBooking
from ..queries import grids
from ..queries import rooms as queries
from ..rules.grid import Grid, alternatives, read_value, too_small
from ..rules.minutes import ROOM_MINUTES
from ..rules.refusals import NotHere, RoomRefused, RoomTaken
from ..rules.spans import Span, spans
from ..rules.words import named
from . import equipment

Target = tuple[int, Layout | None]
"""The id of a room, and how it is set up."""


def place(session, cohort: Cohort, pairs: Sequence[tuple[Session, Wanted | None]], *, by, at):
    """These sessions have the rooms that are wanted; None: the one they have, at their times now. Online: none.

    Raises NotHere, TooSmall, RoomShut, OutsideHours, RoomTaken, with what could be had instead, and EquipmentShort.
    """
    had = queries.bookings_of(session, [sitting.id for sitting, _wanted in pairs])
    targets = {sitting.id: target_of(sitting, wanted, had.get(sitting.id)) for sitting, wanted in pairs}
    given_up(pairs, had, targets)
    involved = {one.room_id for one in had.values()} | {target[0] for target in targets.values() if target}
    if involved:
        rooms = hold_rooms(session, cohort, involved, targets)
        knowing = {sitting.id for sitting, wanted in pairs if wanted is None or wanted.anyway}
        refuse_small(session, cohort, [one for one, _w in pairs], rooms, targets, had, knowing, at=at)
        arrange(session, cohort, [sitting for sitting, _wanted in pairs], rooms, targets, by=by, at=at)
        for sitting, _wanted in pairs:
            if target := targets[sitting.id]:
                sitting.room = rooms[target[0]].name
    equipment.follow(session, cohort, [sitting for sitting, _wanted in pairs], by=by, at=at)


def target_of(sitting, wanted, booking) -> Target | None:
    """Raises NotHere."""
    if sitting.online:
        return None
    if wanted is None:
        return (booking.room_id, booking.layout) if booking else None
    if not wanted.value:
        return None
    if target := read_value(wanted.value):
        return target
    raise NotHere


def given_up(pairs, had, targets):
    """A session that gives up its room does not go on saying its name."""
    for sitting, _wanted in pairs:
        booking = had.get(sitting.id)
        if booking and targets[sitting.id] is None and sitting.room == booking.room.name:
            sitting.room = ""


def hold_rooms(session, cohort, ids: Iterable[int], targets) -> dict[int, Room]:
    """Held in one order, and read again. Raises NotHere."""
    query = select(Room).where(Room.id.in_(ids)).order_by(Room.id)
    for room in session.scalars(query).all():
        hold(session, room)
    found = {room.id: room for room in queries.rooms_by_id(session, ids)}
    for target in filter(None, targets.values()):
        room = found.get(target[0])
        if room is None or room.place_id != cohort.place_id or not room.in_use:
            raise NotHere
    return found


def refuse_small(session, cohort, sittings, rooms, targets, had, knowing, *, at):
    """Whoever has said so, or has the room already, is not asked again."""
    for sitting in sittings:
        target, booking = targets[sitting.id], had.get(sitting.id)
        if target is None or sitting.id in knowing or (booking and target == (booking.room_id, booking.layout)):
            continue
        if refusal := too_small(rooms[target[0]], target[1], cohort.capacity):
            raise helped(session, refusal, cohort, sitting, rooms[target[0]], target[1], sittings, at=at)


def arrange(session, cohort, sittings, rooms, targets, *, by, at):
    """Write the bookings of these sessions, and those of the same cohort before and after them that change by it."""
    asked = {sitting.id for sitting in sittings}
    days = {clock.today(sitting.starts_at) for sitting in sittings}
    near = [one for one in cohort.sessions if one.id and clock.today(one.starts_at) in days or one.id in asked]
    before = queries.bookings_of(session, [one.id for one in near])
    wanted = {one.id: targets[one.id] if one.id in asked else kept(before.get(one.id)) for one in near}
    rule = policies.current(session, ROOM_MINUTES, at=at)
    fresh = []
    for room in rooms.values():
        here = [one for one in near if (target := wanted[one.id]) and target[0] == room.id]
        fresh += changed(session, cohort, room, here, wanted, before, asked, rule, sittings, at=at)
    gone = {id for id in asked if before.get(id) and wanted[id] is None} | {one["session_id"] for one in fresh}
    remove(session, [before[id] for id in gone if id in before])
    write(session, fresh, rooms, by=by, at=at)


def kept(booking) -> Target | None:
    return (booking.room_id, booking.layout) if booking else None


def changed(session, cohort, room, here, wanted, before, asked, rule, sittings, *, at) -> list[dict]:
    """What is to be written for the sessions `here`, of this cohort in this room."""
    if not here:
        return []
    closed, taken = around(session, room, here)
    grid = Grid([room], closed, taken, rule)
    setup, clearing = grid.minutes(room)
    ordered = sorted(here, key=lambda one: one.starts_at)
    found = []
    for sitting, span in zip(ordered, spans(ordered, setup, clearing), strict=True):
        layout = wanted[sitting.id][1]
        if is_same(before.get(sitting.id), room, span, layout):
            continue
        if refusal := grid.obstacle(room, span):
            if sitting.id not in asked:
                continue  # it has lost a neighbour: the room is cleared for as long as it can be
            raise helped(session, refusal, cohort, sitting, room, layout, sittings, at=at)
        found.append(row(room, sitting, span, layout))
    return found


def around(session, room, here):
    """(closures, bookings by others) about these sessions in this room."""
    within = Span(min(one.starts_at for one in here) - grids.MARGIN, max(one.ends_at for one in here) + grids.MARGIN)
    closed = queries.closures(session, room.place_id, clock.today(within.begins_at), clock.today(within.ends_at))
    return closed, queries.taken(session, [room.id], within, but=[one.id for one in here])


def is_same(booking, room, span, layout) -> bool:
    is_there = booking is not None and booking.room_id == room.id and booking.layout is layout
    return is_there and (booking.begins_at, booking.ends_at) == tuple(span)


def row(room, sitting, span, layout) -> dict:
    return {
        "room_id": room.id,
        "session_id": sitting.id,
        "layout": layout,
        "begins_at": span.begins_at,
        "ends_at": span.ends_at,
        "setup_minutes": minutes(span.begins_at, sitting.starts_at),
        "clearing_minutes": minutes(sitting.ends_at, span.ends_at),
    }


def minutes(begins: datetime, ends: datetime) -> int:
    return int((ends - begins).total_seconds()) // 60


def remove(session, bookings):
    """Before anything is written: the database looks after every single row."""
    for booking in bookings:
        session.delete(booking)
    session.flush()


def write(session, rows, rooms, *, by, at):
    """What the database itself refuses was booked by somebody who held no room; it is told like any other clash."""
    made = [RoomBooking(**one, purpose="", by_id=by.id if by else None, at=at) for one in rows]
    with no_overlap.refusing(session, RoomBooking, lambda: clash(session, rooms, rows)):
        session.add_all(made)


def clash(session, rooms, rows) -> RoomRefused:
    own = [one["session_id"] for one in rows]
    for one in rows:
        span = Span(one["begins_at"], one["ends_at"])
        for taken in queries.taken(session, [one["room_id"]], span, but=own):
            return RoomTaken(room=rooms[one["room_id"]].name, taken=taken)
    return RoomRefused()


def helped(session, refusal: RoomRefused, cohort, sitting, room, layout, sittings, *, at) -> RoomRefused:
    """The refusal with three ways out, where it is about a single session."""
    if len(sittings) > 1:
        return refusal
    own = [one for one in cohort.sessions if one is not sitting]
    grid = grids.grid(session, cohort.place_id, [sitting], but=[sitting.id], at=at, is_wide=True)
    refusal.alternatives = alternatives(
        grid,
        grid.room(room.id) or room,
        layout,
        sitting,
        busy=own,
        capacity=cohort.capacity,
        at=at,
        has_seats=not refusal.can_be_confirmed,
        named=named,
    )
    return refusal


# --- giving rooms up -------------------------------------------------------------------------------------------------


def parts_go(session, cohort, sitting, parts, *, is_whole, by, at):
    """The session goes, and what it had is free; a room that it shared the set-up of is cleared by its neighbours."""
    if not is_whole:
        return
    booking = queries.bookings_of(session, [sitting.id]).get(sitting.id)
    equipment.free(session, [sitting.id])
    if booking:
        rooms = hold_rooms(session, cohort, [booking.room_id], {})
        remove(session, [booking])
        others = [one for one in cohort.sessions if one is not sitting]
        near = [one for one in others if clock.today(one.starts_at) == clock.today(sitting.starts_at)]
        rearrange(session, cohort, rooms[booking.room_id], near, by=by, at=at)


def rearrange(session, cohort, room, near, *, by, at):
    """The bookings of these sessions in this room, as long as each can now be; nobody is refused anything."""
    before = queries.bookings_of(session, [one.id for one in near])
    wanted = {id: kept(one) for id, one in before.items()}
    here = [one for one in near if one.id in before and before[one.id].room_id == room.id]
    rule = policies.current(session, ROOM_MINUTES, at=at)
    fresh = changed(session, cohort, room, here, wanted, before, set(), rule, here, at=at)
    remove(session, [before[one["session_id"]] for one in fresh])
    write(session, fresh, {room.id: room}, by=by, at=at)


def cancelled(session, cohort, *, by, at):
    """What a cohort that will not take place has from now on is free for others."""
    own = select(Session.id).where(Session.cohort_id == cohort.id)
    session.execute(delete(RoomBooking).where(RoomBooking.session_id.in_(own), RoomBooking.ends_at > at))
    equipment.free_cohort(session, cohort.id, at=at)


def place_changed(session, cohort, *, by, at):
    """Rooms of another place are given up; staff choose new ones."""
    place_id = None if cohort.online else cohort.place_id
    for booking in queries.bookings_of_cohort(session, cohort.id).values():
        if booking.room.place_id != place_id and booking.ends_at > at:
            sitting = session.get(Session, booking.session_id)
            if sitting.room == booking.room.name:
                sitting.room = ""
            session.delete(booking)
    session.flush()
    equipment.place_changed(session, cohort, place_id, at=at)
