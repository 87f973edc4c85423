"""What stands in a calendar of lessons: of who teaches, of a room, of a cohort. Nobody's name is among it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ...catalogue.models import (
    Cohort,
    CohortState,
    Course,
    Place,
    RemovedSession,
    Session,
    SessionPart,
    Subject,
    SubjectItem,
)
from ...database import LocalizedText
from ..models import Assignment, Engagement, LessonFeed, RoomBooking
from .instructors import mine

PAST, GONE = timedelta(days=60), timedelta(days=60)
"""How far back a calendar reaches, and how long it tells that a session was cancelled."""


@dataclass(frozen=True)
class Part:
    """`number`: of the subject and of the item in it."""

    number: str
    title: LocalizedText
    minutes: int


@dataclass(frozen=True)
class Lesson:
    """Without a `code` it is something else that has a room. `number` grows with every change."""

    session_id: int
    uid: str
    starts_at: datetime
    ends_at: datetime
    number: int
    changed_at: datetime
    code: str = ""
    title: LocalizedText | None = None
    online: bool = False
    room: str = ""
    place: LocalizedText | None = None
    address: str = ""
    is_cancelled: bool = False
    parts: tuple[Part, ...] = ()


def by_word(session, token_hash: str) -> LessonFeed | None:
    found = select(LessonFeed).where(LessonFeed.token_hash == token_hash, LessonFeed.ended_at.is_(None))
    return session.scalar(found)


def open_ones(session, *, person_id=None, room_id=None, cohort_id=None) -> list[LessonFeed]:
    """Of one of these three; the newest first."""
    if person_id is not None:
        whose: Any = mine(LessonFeed, person_id)
    else:
        whose = LessonFeed.room_id == room_id if room_id is not None else LessonFeed.cohort_id == cohort_id
    query = select(LessonFeed).where(whose, LessonFeed.ended_at.is_(None))
    return list(session.scalars(query.order_by(LessonFeed.id.desc())))


def lessons(session, feed: LessonFeed, *, person_id: int | None, at: datetime) -> list[Lesson]:
    """The earliest first. `person_id`: who that is now, if it is of somebody who teaches."""
    query = (
        select(Session, Cohort, Course.title, Place.name, Place.address)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(Place, Place.id == Cohort.place_id)
        .where(Session.ends_at > at - PAST)
    )
    parts: dict[int, tuple[Part, ...]] = {}
    if person_id is not None:
        query = query.where(Session.id.in_(select(Engagement.session_id).where(Engagement.person_id == person_id)))
        parts = parts_of(session, person_id)
    elif feed.room_id is not None:
        query = query.where(Session.id.in_(select(RoomBooking.session_id).where(RoomBooking.room_id == feed.room_id)))
    else:
        query = query.where(Cohort.id == feed.cohort_id)
    found = [held(row, feed, parts) for row in session.execute(query)]
    found += others(session, feed, at) if feed.room_id is not None else []
    found += removed(session, feed, at) if feed.cohort_id is not None else []
    return sorted(found, key=lambda one: (one.starts_at, one.uid))


def held(row: Any, feed: LessonFeed, parts) -> Lesson:
    one, cohort = row.Session, row.Cohort
    return Lesson(
        one.id,
        one.uid,
        one.starts_at,
        one.ends_at,
        number=one.version + cohort.calendar_number + (cohort.state is CohortState.CANCELLED),
        changed_at=latest(feed, one.changed_at, cohort.calendar_changed_at),
        code=cohort.code,
        title=row.title,
        online=one.online,
        room=one.room,
        place=row.name,
        address=row.address or "",
        is_cancelled=cohort.state is CohortState.CANCELLED,
        parts=parts.get(one.id, ()),
    )


def latest(feed: LessonFeed, *changes: datetime | None) -> datetime:
    return max(one for one in (feed.made_at, *changes) if one)


def parts_of(session, person_id: int) -> dict[int, tuple[Part, ...]]:
    """By session: what this human teaches of it."""
    query = (
        select(SessionPart.session_id, Subject.number.label("subject"), SubjectItem.number, SubjectItem.title)
        .add_columns(SessionPart.minutes)
        .join(Assignment, Assignment.part_id == SessionPart.id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(Subject, Subject.id == SubjectItem.subject_id)
        .where(mine(Assignment, person_id))
        .order_by(SessionPart.session_id, SessionPart.position)
        .distinct()
    )
    found: dict[int, tuple[Part, ...]] = {}
    query = query.add_columns(SessionPart.position)
    for one in session.execute(query):
        part = Part(f"{one.subject}-{one.number}", one.title, one.minutes)
        found[one.session_id] = (*found.get(one.session_id, ()), part)
    return found


def others(session, feed: LessonFeed, at) -> list[Lesson]:
    """What else has the room; what for, staff read on their pages."""
    query = select(RoomBooking).where(RoomBooking.room_id == feed.room_id, RoomBooking.session_id.is_(None))
    rows = session.scalars(query.where(RoomBooking.ends_at > at - PAST))
    return [Lesson(0, f"other-{one.id}", one.begins_at, one.ends_at, 0, feed.made_at) for one in rows]


def removed(session, feed: LessonFeed, at) -> list[Lesson]:
    query = (
        select(RemovedSession, Cohort, Course.title)
        .join(Cohort, Cohort.id == RemovedSession.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(RemovedSession.cohort_id == feed.cohort_id, RemovedSession.ends_at > at - GONE)
    )
    return [
        Lesson(
            0,
            one.uid,
            one.starts_at,
            one.ends_at,
            number=one.version + cohort.calendar_number,
            changed_at=latest(feed, one.removed_at, cohort.calendar_changed_at),
            code=cohort.code,
            title=title,
            is_cancelled=True,
        )
        for one, cohort, title in session.execute(query)
    ]
