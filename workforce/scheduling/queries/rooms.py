"""Rooms, and what has them at what time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...catalogue.models import Cohort, Session
from ..models import Closure, Layout, Room, RoomBooking, RoomPhoto
from ..rules.spans import Span


@dataclass(frozen=True)
class Taken:
    """What has a room, from before it is set up until it is cleared. `code`: of the cohort, None for other things."""

    id: int
    room_id: int
    begins_at: datetime
    ends_at: datetime
    session_id: int | None
    cohort_id: int | None
    code: str | None
    purpose: str
    layout: Layout | None


LOADED = selectinload(Room.layouts), selectinload(Room.hours)


def rooms_of(session, place_id, *, all=False) -> list[Room]:
    """The rooms of a place that are in use, with their layouts and hours."""
    query = select(Room).where(Room.place_id == place_id).options(*LOADED)
    if not all:
        query = query.where(Room.in_use.is_(True))
    return list(session.scalars(query.order_by(Room.name, Room.id)))


def room(session, room_id, *, place_id=None) -> Room | None:
    query = select(Room).where(Room.id == room_id).options(*LOADED, joinedload(Room.place))
    if place_id is not None:
        query = query.where(Room.place_id == place_id)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def rooms_by_id(session, ids: Iterable[int]) -> list[Room]:
    """As they are now, in the order of their ids."""
    query = select(Room).where(Room.id.in_(ids)).options(*LOADED, joinedload(Room.place)).order_by(Room.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def taken(session, room_ids: Collection[int], within: Span, *, but: Collection[int] = ()) -> list[Taken]:
    """What has any of these rooms at any instant of `within`, in order of time. `but`: sessions that do not count."""
    query = (
        select(
            RoomBooking.id,
            RoomBooking.room_id,
            RoomBooking.begins_at,
            RoomBooking.ends_at,
            RoomBooking.session_id,
            Session.cohort_id,
            Cohort.code,
            RoomBooking.purpose,
            RoomBooking.layout,
        )
        .outerjoin(Session, Session.id == RoomBooking.session_id)
        .outerjoin(Cohort, Cohort.id == Session.cohort_id)
        .where(
            RoomBooking.room_id.in_(room_ids),
            RoomBooking.begins_at < within.ends_at,
            RoomBooking.ends_at > within.begins_at,
        )
        .order_by(RoomBooking.begins_at, RoomBooking.id)
    )
    return [found for row in session.execute(query) if (found := Taken(*row)).session_id not in but]


def closures(session, place_id, first: date, last: date) -> list[Closure]:
    """Of the place and of its rooms, that touch these days."""
    query = select(Closure).where(Closure.place_id == place_id, Closure.first_day <= last, Closure.last_day >= first)
    query = query.options(joinedload(Closure.room)).order_by(Closure.first_day, Closure.id)
    return list(session.scalars(query))


def closing(closed: Iterable[Closure], room_id: int | None, day: date) -> Closure | None:
    """The closure that shuts this room on `day`; None: the whole place."""
    return next(
        (one for one in closed if one.room_id in (None, room_id) and one.first_day <= day <= one.last_day), None
    )


def bookings_of(session, session_ids: Collection[int]) -> dict[int, RoomBooking]:
    """By session."""
    query = select(RoomBooking).where(RoomBooking.session_id.in_(session_ids)).options(joinedload(RoomBooking.room))
    return {one.session_id: one for one in session.scalars(query) if one.session_id}


def bookings_of_cohort(session, cohort_id) -> dict[int, RoomBooking]:
    """By session."""
    query = select(RoomBooking).join(Session, Session.id == RoomBooking.session_id)
    query = query.where(Session.cohort_id == cohort_id)
    query = query.options(joinedload(RoomBooking.room).selectinload(Room.layouts))
    return {one.session_id: one for one in session.scalars(query) if one.session_id}


def in_closed_rooms(session, place_id, room_id, first: datetime, last: datetime) -> list[Taken]:
    """What is booked in the room, or with None anywhere at the place, between these instants."""
    ids = select(Room.id).where(Room.place_id == place_id)
    if room_id is not None:
        ids = ids.where(Room.id == room_id)
    return taken(session, list(session.scalars(ids)), Span(first, last))


def closures_ahead(session, place_id, today: date) -> list[Closure]:
    """Of the place and its rooms, that are not over."""
    return closures(session, place_id, today, date.max)


class Photo(NamedTuple):
    """What a page must know of a picture. `version`: another where the picture is another."""

    width: int
    height: int
    version: str


def photos(session, room_ids: Collection[int]) -> dict[int, Photo]:
    """By room."""
    query = select(RoomPhoto.room_id, RoomPhoto.width, RoomPhoto.height, RoomPhoto.sha256)
    rows = session.execute(query.where(RoomPhoto.room_id.in_(room_ids)))
    return {row.room_id: Photo(row.width, row.height, row.sha256[:12]) for row in rows}


def photo(session, room_id) -> RoomPhoto | None:
    return session.scalar(select(RoomPhoto).where(RoomPhoto.room_id == room_id))


def reservation(session, room_id, booking_id) -> RoomBooking | None:
    """Of something that is no session."""
    query = select(RoomBooking).where(RoomBooking.id == booking_id, RoomBooking.room_id == room_id)
    return session.scalar(query.where(RoomBooking.session_id.is_(None)))


def closure(session, place_id, closure_id) -> Closure | None:
    query = select(Closure).where(Closure.id == closure_id, Closure.place_id == place_id)
    return session.scalar(query.options(joinedload(Closure.room)))
