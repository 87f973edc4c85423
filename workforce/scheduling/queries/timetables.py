"""Sessions of some days with their rooms and those who teach, for pictures of a week or a month."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ... import clock
from ...catalogue.models import Cohort, CohortState, Course, Place, Session, SessionPart
from ...database import LocalizedText
from ...people.models import Person
from ..models import Assignment, Closure, Engagement, Room, RoomBooking


@dataclass(frozen=True)
class Sitting:
    """`takes_from`, `takes_until`: with the minutes to set the room up and to clear it. `untaught`: parts that nobody
    teaches, of `parts`. Without a `code` it is something else that has a room, and `purpose` says what.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    takes_from: datetime
    takes_until: datetime
    code: str = ""
    title: LocalizedText = field(default_factory=dict)
    is_draft: bool = False
    online: bool = False
    place: LocalizedText | None = None
    room: str = ""
    teachers: tuple[str, ...] = ()
    parts: int = 0
    untaught: int = 0
    purpose: str = ""

    @property
    def day(self) -> date:
        return clock.today(self.starts_at)

    @property
    def lacks_room(self) -> bool:
        return not self.online and not self.room

    @property
    def lacks_teacher(self) -> bool:
        return bool(self.code) and (not self.teachers or self.untaught > 0)


@dataclass(frozen=True)
class Whose:
    """Whose sessions: of one cohort (its code), one who teaches (a person) or one room; of all where none is named."""

    cohort: str | None = None
    person_id: int | None = None
    room_id: int | None = None
    with_reservations: bool = False

    def narrow(self, query: Select) -> Select:
        if self.cohort is not None:
            return query.where(Cohort.code == self.cohort)
        if self.person_id is not None:
            theirs = select(Engagement.session_id).where(Engagement.person_id == self.person_id)
            return query.where(Session.id.in_(theirs))
        if self.room_id is not None:
            return query.where(
                Session.id.in_(select(RoomBooking.session_id).where(RoomBooking.room_id == self.room_id))
            )
        return query


def sittings(session, whose: Whose, *, begins: datetime, ends: datetime) -> list[Sitting]:
    """What begins from `begins` until before `ends`, earliest first, in four statements. Cancelled cohorts are out."""
    query = (
        select(Session, Cohort.code, Cohort.state, Course.title, Place.name)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(Place, Place.id == Cohort.place_id)
        .where(Session.starts_at >= begins, Session.starts_at < ends, Cohort.state != CohortState.CANCELLED)
    )
    rows = session.execute(whose.narrow(query)).all()
    ids = [row.Session.id for row in rows]
    names, parts = teachers(session, ids), counted_parts(session, ids)
    booked, others = bookings(session, ids, whose, begins, ends)
    found = [sitting(row, names, parts, booked) for row in rows]
    found += [reservation(one, room) for one, room in others]
    return sorted(found, key=lambda one: (one.starts_at, one.code, one.id))


def sitting(row: Any, names, parts, booked) -> Sitting:
    one = row.Session
    booking, room = booked.get(one.id, (None, one.room))
    count, untaught = parts.get(one.id, (0, 0))
    return Sitting(
        one.id,
        one.starts_at,
        one.ends_at,
        booking.begins_at if booking else one.starts_at,
        booking.ends_at if booking else one.ends_at,
        code=row.code,
        title=row.title,
        is_draft=row.state is CohortState.DRAFT,
        online=one.online,
        place=row.name,
        room=room,
        teachers=tuple(names.get(one.id, ())),
        parts=count,
        untaught=untaught,
    )


def reservation(booking: RoomBooking, room: str) -> Sitting:
    times = booking.begins_at, booking.ends_at
    return Sitting(-booking.id, *times, *times, room=room, purpose=booking.purpose)


def teachers(session, session_ids: Collection[int]) -> dict[int, list[str]]:
    """Names by session, in the order in which they were named."""
    query = select(Engagement.session_id, Person.family_name, Person.given_name)
    query = query.join(Person, Person.id == Engagement.person_id).where(Engagement.session_id.in_(session_ids))
    found: dict[int, list[str]] = {}
    for id, family, given in session.execute(query.order_by(Engagement.id)):
        found.setdefault(id, []).append(f"{family} {given}".strip())
    return found


def counted_parts(session, session_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """By session: how many parts it has, and how many of them nobody teaches."""
    taught = func.count(Assignment.part_id.distinct())
    query = select(SessionPart.session_id, func.count(SessionPart.id.distinct()), taught)
    query = query.outerjoin(Assignment, Assignment.part_id == SessionPart.id)
    query = query.where(SessionPart.session_id.in_(session_ids)).group_by(SessionPart.session_id)
    return {id: (parts, parts - taught) for id, parts, taught in session.execute(query)}


def bookings(session, session_ids: Collection[int], whose: Whose, begins: datetime, ends: datetime):
    """({session id: (its booking, the room)}, [(booking for something else, the room)])."""
    wanted: list[ColumnElement[bool]] = [RoomBooking.session_id.in_(session_ids)]
    if whose.with_reservations:
        other: list[ColumnElement[bool]] = [
            RoomBooking.session_id.is_(None),
            RoomBooking.begins_at >= begins,
            RoomBooking.begins_at < ends,
        ]
        if whose.room_id is not None:
            other.append(RoomBooking.room_id == whose.room_id)
        wanted.append(and_(*other))
    query = select(RoomBooking, Room.name).join(Room, Room.id == RoomBooking.room_id).where(or_(*wanted))
    rows = [(booking, name) for booking, name in session.execute(query.order_by(RoomBooking.id))]
    booked = {booking.session_id: (booking, name) for booking, name in rows if booking.session_id}
    return booked, [(booking, name) for booking, name in rows if booking.session_id is None]


@dataclass(frozen=True)
class Shut:
    """`room`: empty where it is the whole place."""

    first_day: date
    last_day: date
    place: LocalizedText
    room: str
    reason: str


def shut_days(session, whose: Whose, *, first: date, last: date) -> list[Shut]:
    """What is shut on some of these days."""
    query = select(Closure, Place.name, Room.name.label("room")).join(Place, Place.id == Closure.place_id)
    query = query.outerjoin(Room, Room.id == Closure.room_id)
    query = query.where(Closure.first_day <= last, Closure.last_day >= first)
    if whose.room_id is not None:
        place = select(Room.place_id).where(Room.id == whose.room_id).scalar_subquery()
        query = query.where(Closure.place_id == place, or_(Closure.room_id.is_(None), Closure.room_id == whose.room_id))
    elif not whose.with_reservations:
        query = query.where(Closure.room_id.is_(None))
    rows = session.execute(query.order_by(Closure.first_day, Closure.id))
    return [
        Shut(row.Closure.first_day, row.Closure.last_day, row.name, row.room or "", row.Closure.reason) for row in rows
    ]


def rooms(session) -> list[tuple[int, LocalizedText, str]]:
    """(id, place, name) of the rooms in use."""
    query = select(Room.id, Place.name, Room.name.label("room")).join(Place, Place.id == Room.place_id)
    rows = session.execute(query.where(Room.in_use.is_(True)).order_by(Room.place_id, Room.name, Room.id))
    return [tuple(row) for row in rows]


def cohorts(session, *, begins: datetime, ends: datetime) -> list[str]:
    """Codes of those that have a session then."""
    query = select(Cohort.code).join(Session, Session.cohort_id == Cohort.id).distinct()
    query = query.where(Session.starts_at >= begins, Session.starts_at < ends, Cohort.state != CohortState.CANCELLED)
    return list(session.scalars(query.order_by(Cohort.code)))


def engaged(session, *, begins: datetime, ends: datetime) -> dict[int, str]:
    """Names of those who teach anything then, by who they are."""
    query = select(Person.id, Person.family_name, Person.given_name)
    query = query.join(Engagement, Engagement.person_id == Person.id).distinct()
    rows = session.execute(query.where(Engagement.begins_at >= begins, Engagement.begins_at < ends))
    return {id: f"{family} {given}".strip() for id, family, given in rows}
