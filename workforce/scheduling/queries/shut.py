"""Sessions to come that stand where nobody will open the door: hours were changed or days were shut after booking."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import or_, select

from ... import clock
from ...catalogue.models import Cohort, CohortState, Course, Place, Session
from ...i18n.wording import plain
from ..models import Closure, Room, RoomBooking, RoomHours
from ..rules.grid import outside, shut_on
from ..rules.refusals import RoomRefused, RoomShut
from ..rules.spans import Span

AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Hit:
    """What is booked, or a session without a room, and why it cannot be there. `code`: None for what is no session."""

    begins_at: datetime
    ends_at: datetime
    why: RoomRefused
    place_id: int
    room_id: int | None = None
    code: str | None = None
    title: dict | None = None
    purpose: str = ""


def to_come(session, *, at: datetime) -> list[Hit]:
    """Of the next AHEAD, earliest first."""
    closed = closures(session, at)
    found = [*in_rooms(session, at, closed), *bare(session, at, closed)]
    return sorted(found, key=lambda one: (one.begins_at, one.code or ""))


def closures(session, at) -> dict[int, list[Closure]]:
    """By place."""
    query = select(Closure).where(Closure.last_day >= clock.today(at), Closure.first_day <= clock.today(at + AHEAD))
    found = defaultdict(list)
    for one in session.scalars(query.order_by(Closure.first_day, Closure.id)):
        found[one.place_id].append(one)
    return found


def in_rooms(session, at, closed) -> list[Hit]:
    """Of rooms that have hours, or whose place has shut days."""
    opened = defaultdict(list)
    for one in session.scalars(select(RoomHours)):
        opened[one.room_id].append(one)
    if not opened and not closed:
        return []
    columns = RoomBooking.room_id, Room.place_id, Room.name, RoomBooking.begins_at, RoomBooking.ends_at
    query = select(*columns, RoomBooking.purpose, Cohort.code, Course.title).select_from(RoomBooking).join(Room)
    query = query.outerjoin(Session, Session.id == RoomBooking.session_id)
    query = query.outerjoin(Cohort, Cohort.id == Session.cohort_id).outerjoin(Course, Course.id == Cohort.course_id)
    query = query.where(or_(Room.id.in_(list(opened)), Room.place_id.in_(list(closed))))
    query = query.where(RoomBooking.begins_at >= at, RoomBooking.begins_at <= at + AHEAD)
    found = []
    for room_id, place_id, name, begins, ends, purpose, code, title in session.execute(query):
        span, days = Span(begins, ends), closed.get(place_id, [])
        why = shut_on(days, room_id, name, begins) or outside(opened.get(room_id), name, span)
        if why:
            found.append(Hit(begins, ends, why, place_id, room_id, code, title, purpose))
    return found


def bare(session, at, closed) -> list[Hit]:
    """Sessions of which nobody knows the room, at a place that is shut that day."""
    found = []
    for place_id, those in closed.items():
        for one in those:
            if one.room_id is None:
                begins = max(at, clock.instant(one.first_day, time()))
                ends = clock.instant(one.last_day + timedelta(days=1), time())
                found += without_room(session, place_id, Span(begins, ends), one.reason)
    return found


def without_room(session, place_id, within: Span, reason="") -> list[Hit]:
    query = select(Session.starts_at, Session.ends_at, Cohort.code, Course.title, Place.name)
    query = query.join(Cohort, Cohort.id == Session.cohort_id).join(Course, Course.id == Cohort.course_id)
    query = query.join(Place, Place.id == Cohort.place_id)
    query = query.outerjoin(RoomBooking, RoomBooking.session_id == Session.id)
    query = query.where(Cohort.place_id == place_id, Cohort.state != CohortState.CANCELLED)
    query = query.where(Session.online.is_(False), RoomBooking.id.is_(None))
    query = query.where(Session.starts_at >= within.begins_at, Session.starts_at < within.ends_at)
    return [
        Hit(begins, ends, RoomShut(room=plain(name), day=begins, reason=reason), place_id, code=code, title=title)
        for begins, ends, code, title, name in session.execute(query.order_by(Session.starts_at, Session.id))
    ]
