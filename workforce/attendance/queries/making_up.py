"""What people must make up, what they have booked for it, and where else the same is taught: for one or for many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock
from ...catalogue.models import Cohort, CohortState, Course, CourseKind, Place, Session, SessionPart, SubjectItem
from ...database import LocalizedText
from ...enrolment.models import Enrolment, Guest, GuestPart, State
from ...enrolment.queries import bands, seats
from ...people.models import Person
from ..models import Attendance, Notice
from ..rules.feasible import ONLINE, Choice, Stay
from ..rules.ledger import Source
from ..rules.standing import GapKind, Standing
from .standings import standings

MADE_UP = (Source.MADE_UP, Source.ELSEWHERE, Source.REPORT)


@dataclass(frozen=True)
class Booked:
    """A guest seat that was not given back. `minutes`: {item id: what is still to come or to be recorded}."""

    guest_id: int
    session_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    place_id: int | None
    place: LocalizedText | None
    minutes: dict[int, int] = field(default_factory=dict)

    @property
    def stay(self):
        return Stay(self.starts_at, self.ends_at, where(self.online, self.place_id))


@dataclass(frozen=True)
class Case:
    """One enrolment. `lost`: {item id: minutes that no lesson of their own will give}; `missing`: what of it is not
    booked. `used`: the items that were made up or are booked. `own`: where they must be, also for other courses.
    """

    enrolment_id: int
    receipt: str
    person_id: int
    cohort_id: int
    code: str
    course_id: int
    kind: CourseKind
    starts_at: datetime | None
    ends_at: datetime | None
    standing: Standing
    lost: dict[int, int]
    missing: dict[int, int]
    booked: list[Booked]
    own: list[Stay]

    @property
    def used(self) -> set[int]:
        by_paper = {line.item_id for line in self.standing.lines if any(line.by_source.get(one) for one in MADE_UP)}
        return by_paper | {item for one in self.booked for item in one.minutes}

    def without(self, session_id: int) -> list[Stay]:
        """Where they must be besides a seat that they have in this session: it may be for more of its parts."""
        there = [one.stay for one in self.booked if one.session_id == session_id]
        return [stay for stay in self.own if stay not in there]

    @property
    def first_day(self) -> date | None:
        return clock.today(self.starts_at) if self.starts_at else None


def where(online: bool, place_id: int | None) -> int:
    return ONLINE if online or place_id is None else place_id


record, other_record, other = aliased(Person), aliased(Person), aliased(Enrolment)
KEPT = func.coalesce(record.merged_into_id, record.id)
FACTS = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        KEPT.label("person_id"),
        Enrolment.cohort_id,
        Cohort.code,
        Cohort.course_id,
        Course.kind,
        Cohort.starts_at,
        Cohort.ends_at,
    )
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .join(record, record.id == Enrolment.person_id)
    .order_by(Enrolment.id)
)


def case(session, enrolment_id, *, at) -> Case:
    return cases(session, [enrolment_id], at=at)[enrolment_id]


def cases(session, enrolment_ids: Iterable[int], *, at, without: Iterable[int] = ()) -> dict[int, Case]:
    """{enrolment id: Case}, in nine statements, whatever their number. `without`: ids of sessions, as if they were not
    held.
    """
    ids, dropped = sorted(set(enrolment_ids)), set(without)
    found = standings(session, ids, at=at)
    facts = session.execute(FACTS.where(Enrolment.id.in_(ids))).all()
    taught = taught_by_cohort(session, {row.cohort_id for row in facts}, at)
    stays, booked, absent = stays_of(session, ids, at), booked_of(session, ids, at), announced(session, ids)
    return {
        row.id: made(row, found[row.id], taught[row.cohort_id], stays[row.id], booked[row.id], absent[row.id] | dropped)
        for row in facts
    }


def made(row, standing: Standing, taught, stays, booked: list[Booked], away: set[int]) -> Case:
    """`taught`: {id of an own session to come: {item id: minutes}}; `away`: sessions in which they will not be."""
    kept = [one for one in booked if one.session_id not in away]
    lost = lost_minutes(standing, [minutes for session_id, minutes in taught.items() if session_id in away])
    on_the_way = added(one.minutes for one in kept)
    missing = {item: minutes - on_the_way.get(item, 0) for item, minutes in lost.items()}
    own = [stay for session_id, stay in stays if session_id not in away]
    return Case(
        enrolment_id=row.id,
        receipt=row.receipt,
        person_id=row.person_id,
        cohort_id=row.cohort_id,
        code=row.code,
        course_id=row.course_id,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        standing=standing,
        lost=lost,
        missing={item: minutes for item, minutes in missing.items() if minutes > 0},
        booked=kept,
        own=[*own, *(one.stay for one in kept)],
    )


def lost_minutes(standing: Standing, missed: Iterable[dict[int, int]]) -> dict[int, int]:
    """What lessons of the own cohort will not give, where `missed` will be missed of them. What two people have set
    aside is not missing.
    """
    not_to_come = added(missed)
    asked = {gap.item_id for gap in standing.gaps if gap.kind is GapKind.MINUTES}
    found = {}
    for line in standing.lines:
        ahead = standing.ahead.get(line.item_id, 0) - not_to_come.get(line.item_id, 0)
        if line.item_id in asked and line.missing > max(0, ahead):
            found[line.item_id] = line.missing - max(0, ahead)
    return found


def added(several: Iterable[dict[int, int]]) -> dict[int, int]:
    total: dict[int, int] = defaultdict(int)
    for one in several:
        for item, minutes in one.items():
            total[item] += minutes
    return total


def taught_by_cohort(session, cohort_ids, at) -> dict[int, dict[int, dict[int, int]]]:
    """{cohort id: {id of a session that is not over: {item id: minutes}}}."""
    query = (
        select(Session.cohort_id, Session.id, SessionPart.item_id, SessionPart.minutes)
        .join(SessionPart, SessionPart.session_id == Session.id)
        .where(Session.cohort_id.in_(cohort_ids), Session.ends_at > at)
    )
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for cohort_id, session_id, item_id, minutes in session.execute(query):
        found[cohort_id][session_id][item_id] += minutes
    return found


def stays_of(session, ids, at) -> dict[int, list[tuple[int, Stay]]]:
    """{enrolment id: [(session id, when and where)]} of all courses in which this human has a seat."""
    query = (
        select(Enrolment.id, Session.id, Session.starts_at, Session.ends_at, Session.online, Cohort.place_id)
        .join(record, record.id == Enrolment.person_id)
        .join(other_record, func.coalesce(other_record.merged_into_id, other_record.id) == KEPT)
        .join(other, (other.person_id == other_record.id) & (other.state == State.CONFIRMED))
        .join(Cohort, Cohort.id == other.cohort_id)
        .join(Session, Session.cohort_id == Cohort.id)
        .where(Enrolment.id.in_(ids), Session.ends_at > at)
        .order_by(Session.starts_at)
    )
    found: dict[int, list[tuple[int, Stay]]] = defaultdict(list)
    for enrolment_id, session_id, starts_at, ends_at, online, place_id in session.execute(query):
        found[enrolment_id].append((session_id, Stay(starts_at, ends_at, where(online, place_id))))
    return found


def announced(session, ids) -> dict[int, set[int]]:
    """{enrolment id: the sessions for which they said that they cannot come}."""
    query = select(Notice.enrolment_id, Notice.session_id).where(Notice.enrolment_id.in_(ids))
    found: dict[int, set[int]] = defaultdict(set)
    for enrolment_id, session_id in session.execute(query.where(Notice.withdrawn_at.is_(None))):
        found[enrolment_id].add(session_id)
    return found


RECORDED = (
    select(Attendance.id)
    .where(Attendance.enrolment_id == Guest.enrolment_id, Attendance.part_id == SessionPart.id)
    .exists()
)
BOOKED = (
    select(
        Guest.enrolment_id,
        Guest.id,
        Session.id.label("session_id"),
        Cohort.code,
        Session.starts_at,
        Session.ends_at,
        Session.online,
        Session.room,
        Cohort.place_id,
        Place.name.label("place"),
        SessionPart.item_id,
        SessionPart.minutes,
    )
    .join(Session, Session.id == Guest.session_id)
    .join(Cohort, Cohort.id == Session.cohort_id)
    .join(GuestPart, GuestPart.guest_id == Guest.id)
    .join(SessionPart, SessionPart.id == GuestPart.part_id)
    .outerjoin(Place, Place.id == Cohort.place_id)
    .where(Guest.ended_at.is_(None), ~RECORDED)
    .order_by(Session.starts_at, Guest.id)
)


def booked_of(session, ids, at) -> dict[int, list[Booked]]:
    """{enrolment id: its guest seats of which something is still to come, or to be recorded}."""
    seen: dict[int, Booked] = {}
    found: dict[int, list[Booked]] = defaultdict(list)
    for row in session.execute(BOOKED.where(Guest.enrolment_id.in_(ids))):
        if row.id not in seen:
            guest: tuple = row[1:10]
            seen[row.id] = Booked(*guest)
            found[row.enrolment_id].append(seen[row.id])
        kept = seen[row.id].minutes
        kept[row.item_id] = kept.get(row.item_id, 0) + row.minutes
    return found


# --- where the same is taught -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slice:
    """A part of a session. `title`: of its item."""

    id: int
    item_id: int
    minutes: int
    title: LocalizedText


@dataclass(frozen=True)
class Seat:
    """A session of the course with free guest seats."""

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

    @property
    def choice(self) -> Choice:
        minutes = added({part.item_id: part.minutes} for part in self.parts)
        return Choice(self.starts_at, self.ends_at, where(self.online, self.place_id), self.id, dict(minutes))

    def parts_of(self, items) -> list[int]:
        return [part.id for part in self.parts if part.item_id in items]


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
    """Every session to come with a free guest seat, the soonest first."""
    free = free_in(session, course_id, at=at)
    query = PARTS_OF_SESSIONS.where(Session.cohort_id.in_(free), Session.starts_at > at)
    found = read_seats(session.execute(query.where(Session.id.not_in(list(without)))), free)
    return [seat for seat in found.values() if seat.parts and seat.free > 0]


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


def coming_to(session, enrolment_id, session_id) -> Guest | None:
    """The guest seat that this person has there."""
    query = select(Guest).where(Guest.enrolment_id == enrolment_id, Guest.session_id == session_id)
    return session.scalars(query.where(Guest.ended_at.is_(None))).first()
