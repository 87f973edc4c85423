"""The rooms of a place over some days: what is free, and what could be had instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ... import clock
from ...catalogue.rules import patterns
from ...i18n.formats import hours, short_day
from ..models import Closure, Layout, Room, RoomHours
from .minutes import RoomMinutes
from .refusals import Instead, OutsideHours, RoomRefused, RoomShut, RoomTaken, TooSmall
from .spans import Span, around

ALTERNATIVES = 3
STEP = timedelta(minutes=15)
STEPS = 16
"""How far from the wanted hour one is looked for on the same day."""
DAYS = 14
"""How many days before and after the wanted one."""


def value_of(room_id: int, layout: Layout | None) -> str:
    """As forms send it: 5:seminar."""
    return f"{room_id}:{layout or ''}"


def read_value(value: str) -> tuple[int, Layout | None] | None:
    """None for what is no such value."""
    number, colon, layout = value.partition(":")
    if not colon or not number.isdecimal() or (layout and layout not in list(Layout)):
        return None
    return int(number), Layout(layout) if layout else None


def seats_of(room: Room, layout: Layout | None) -> int | None:
    """How many people it holds so, or None where nobody has said."""
    return next((one.seats for one in room.layouts if one.layout is layout), None)


@dataclass(frozen=True)
class Grid:
    """`taken`: bookings (Taken) of these rooms, without those that are about to be given up."""

    rooms: Sequence[Room]
    closed: Sequence[Closure]
    taken: Sequence
    rule: RoomMinutes

    def room(self, room_id: int) -> Room | None:
        return next((one for one in self.rooms if one.id == room_id), None)

    def minutes(self, room: Room) -> tuple[int, int]:
        """To set it up and to clear it."""
        setup, clearing = room.setup_minutes, room.clearing_minutes
        return (
            self.rule.setup if setup is None else setup,
            self.rule.clearing if clearing is None else clearing,
        )

    def span(self, room: Room, starts_at: datetime, ends_at: datetime) -> Span:
        return around(starts_at, ends_at, *self.minutes(room))

    def obstacle(self, room: Room, span: Span) -> RoomRefused | None:
        """The first that stands in the way of having `room` for `span`."""
        shut = shut_on(self.closed, room.id, room.name, span.begins_at)
        return (
            shut
            or outside_hours(room, span)
            or next(
                (
                    RoomTaken(room=room.name, taken=one)
                    for one in self.taken
                    if one.room_id == room.id and span.meets(one)
                ),
                None,
            )
        )

    def is_free(self, room: Room, starts_at: datetime, ends_at: datetime) -> bool:
        return self.obstacle(room, self.span(room, starts_at, ends_at)) is None

    def fitting(self, capacity: int) -> list[tuple[Room, Layout | None, int | None]]:
        """Rooms in the layout that holds so many, the smallest first; those of which nothing is known last."""
        found: list[tuple[Room, Layout | None, int | None]] = []
        for room in self.rooms:
            enough = [(one.seats, one.layout) for one in room.layouts if one.seats >= capacity]
            if enough:
                seats, layout = min(enough, key=lambda one: (list(Layout).index(one[1]), one[0]))
                found.append((room, layout, seats))
            elif not room.layouts:
                found.append((room, None, None))
        return sorted(found, key=lambda one: (one[2] is None, one[2] or 0, one[0].id))

    def others(
        self, but: Room | None, starts_at: datetime, ends_at: datetime, *, capacity: int, layout: Layout | None = None
    ) -> list[tuple[Room, Layout | None, int | None]]:
        """Other rooms that are free then and large enough, in the layout that was wanted where they have it."""
        found = []
        for room, fits, seats in self.fitting(capacity):
            if room is not but and self.is_free(room, starts_at, ends_at):
                wanted = seats_of(room, layout)
                is_so = wanted is not None and wanted >= capacity
                found.append((room, layout, wanted) if is_so else (room, fits, seats))
        return found

    def nearest(
        self, room: Room, starts_at: datetime, ends_at: datetime, *, busy: Sequence, at: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        """Other times at which this room is free, those nearest first; no public holiday unless it was asked for.

        `busy`: the cohort's other sessions.
        """
        same_day = [STEP * n * sign for n in range(1, STEPS + 1) for sign in (1, -1)]
        other_days = [timedelta(days=n * sign) for n in range(1, DAYS + 1) for sign in (1, -1)]
        today = clock.today(starts_at)
        for shift in (*same_day, *other_days):
            starts, ends = starts_at + shift, ends_at + shift
            is_today = clock.today(starts) == today
            if shift in same_day and not is_today or not is_today and patterns.shut(clock.today(starts)):
                continue
            is_own = any(starts < one.ends_at and one.starts_at < ends for one in busy)
            if starts > at and not is_own and self.is_free(room, starts, ends):
                yield starts, ends


def shut_on(closed: Sequence[Closure], room_id: int, name: str, begins_at: datetime) -> RoomShut | None:
    """`closed`: days of its place."""
    day = clock.today(begins_at)
    for one in closed:
        if one.room_id in (None, room_id) and one.first_day <= day <= one.last_day:
            return RoomShut(room=name, day=begins_at, reason=one.reason)
    return None


def outside_hours(room: Room, span: Span) -> OutsideHours | None:
    return outside(room.hours, room.name, span)


def outside(opened: Sequence[RoomHours] | None, name: str, span: Span) -> OutsideHours | None:
    """`opened`: the hours of a room; none at all: any time."""
    if not opened:
        return None
    begins, ends = clock.local(span.begins_at), clock.local(span.ends_at)
    opening = next((one for one in opened if one.weekday == begins.weekday()), None)
    is_within = (
        opening is not None
        and begins.date() == ends.date()
        and opening.opens <= begins.time()
        and ends.time() <= opening.closes
    )
    return None if is_within else OutsideHours(room=name, span=span, open=opening)


def too_small(room: Room, layout: Layout | None, capacity: int) -> TooSmall | None:
    seats = seats_of(room, layout)
    if seats is None or seats >= capacity:
        return None
    return TooSmall(room=room.name, seats=seats, capacity=capacity)


def alternatives(
    grid: Grid,
    room: Room,
    layout: Layout | None,
    sitting,
    *,
    busy: Sequence,
    capacity: int,
    at: datetime,
    has_seats: bool,
    named,
) -> list[Instead]:
    """Three ways out, both other rooms at that time and other times in that room where there are any.

    `sitting` begins and ends when it was wanted; `has_seats`: the room itself is large enough, so that another time in
    it helps. `named(room, layout, seats)` says a room in words.
    """
    starts, ends = sitting.starts_at, sitting.ends_at
    rooms = [
        Instead(f"{value_of(other.id, fits)} {stamp(starts, ends)}", named(other, fits, seats))
        for other, fits, seats in grid.others(room, starts, ends, capacity=capacity, layout=layout)
    ]
    times: list[Instead] = []
    if has_seats:
        seats = seats_of(room, layout)
        for begins, over in grid.nearest(room, starts, ends, busy=busy, at=at):
            words = f"{short_day(begins)} {hours(begins, over)} {named(room, layout, seats)}"
            times.append(Instead(f"{value_of(room.id, layout)} {stamp(begins, over)}", words))
            if len(times) == ALTERNATIVES:
                break
    some_rooms = rooms[: max(2, ALTERNATIVES - len(times))]
    return [*some_rooms, *times][:ALTERNATIVES]


def stamp(starts_at: datetime, ends_at: datetime) -> str:
    """As forms send it: 2026-11-03 18:00 20:40."""
    return f"{clock.local(starts_at):%Y-%m-%d %H:%M} {clock.local(ends_at):%H:%M}"
