"""Where else the same is taught: sessions of a course with their free guest seats."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select

from ....catalogue.models import Cohort, CohortState, Place, Session, SessionPart, SubjectItem
from ....database import LocalizedText
from ....enrolment.models import Guest
from ....enrolment.queries import bands, seats
from ...rules.feasible import Choice
from .stays import where


@dataclass(frozen=True)
class Slice:
    """A part of a session. `title`: of its item."""

    id: int
    item_id: int
    minutes: int
    title: LocalizedText


@dataclass(frozen=True)
class Seat:
    """A session of the course. `free`: its free guest seats."""

    id: int
    cohort_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    place_id: int | None
    place: LocalizedText | None
    address: str | None
    free: int = 0
    parts: tuple[Slice, ...] = ()

    @cached_property
    def choice(self) -> Choice:
        minutes: Counter[int] = Counter()
        for part in self.parts:
            minutes[part.item_id] += part.minutes
        return Choice(self.starts_at, self.ends_at, where(self.online, self.place_id), self.id, dict(minutes))


GUESTS = (
    select(func.count())
    .where(Guest.session_id == Session.id, Guest.ended_at.is_(None))
    .correlate(Session)
    .scalar_subquery()
)


def free_in(session, course_id, *, at) -> dict[int, int]:
    """{cohort id: seats that a guest of one session may have, before guests are counted}, of each cohort of the course
    in which any may be had: the rule of `claim_guest_seat`.
    """
    running = select(Cohort.id, Cohort.starts_at).where(
        Cohort.course_id == course_id, Cohort.state == CohortState.PUBLISHED, Cohort.ends_at > at
    )
    found = {}
    for cohort_id, starts_at in session.execute(running.order_by(Cohort.id)):
        counted = seats.seats_of(session, cohort_id, at=at)
        if counted.is_collecting or (counted.waiting and starts_at > at):
            continue
        found[cohort_id] = bands.shares_of(session, cohort_id, counted._replace(guests=0), at=at).open_free
    return {cohort_id: free for cohort_id, free in found.items() if free > 0}


PARTS_OF_SESSIONS = (
    select(
        Session.id,
        Session.cohort_id,
        Cohort.code,
        Session.starts_at,
        Session.ends_at,
        Session.online,
        Session.room,
        Cohort.place_id,
        Place.name,
        Place.address,
        GUESTS.label("guests"),
        SessionPart.id,
        SessionPart.item_id,
        SessionPart.minutes,
        SubjectItem.title,
    )
    .join(Cohort, Cohort.id == Session.cohort_id)
    .outerjoin(SessionPart, SessionPart.session_id == Session.id)  # the hour of a test teaches nothing
    .outerjoin(SubjectItem, SubjectItem.id == SessionPart.item_id)
    .outerjoin(Place, Place.id == Cohort.place_id)
    .order_by(Session.starts_at, Session.id, SessionPart.position)
)


def seats_to_have(session, course_id, *, at, without: Iterable[int] = ()) -> list[Seat]:
    """Every session to come of cohorts that take guests, the soonest first; also the full ones, for who has a seat."""
    free = free_in(session, course_id, at=at)
    query = PARTS_OF_SESSIONS.where(Session.cohort_id.in_(free), Session.starts_at > at)
    found = read_seats(session.execute(query.where(Session.id.not_in(list(without)))), free)
    return [seat for seat in found.values() if seat.parts]


def read_seats(rows, free: dict[int, int]) -> dict[int, Seat]:
    """{session id: Seat}. `free`: {cohort id: seats for guests before any has come}."""
    found: dict[int, Seat] = {}
    for row in rows:
        sitting, parts = tuple(row[:10]), [Slice(*row[11:])] if row[11] is not None else []
        seat = found.get(row[0]) or replace(Seat(*sitting), free=free[row.cohort_id] - row.guests)
        found[seat.id] = replace(seat, parts=(*seat.parts, *parts))
    return found


def sitting_of(session, session_id) -> Seat | None:
    """The same of one session, with a seat or without."""
    found = session.execute(PARTS_OF_SESSIONS.where(Session.id == session_id)).all()
    return next(iter(read_seats(found, {row.cohort_id: row.guests for row in found}).values()), None)
