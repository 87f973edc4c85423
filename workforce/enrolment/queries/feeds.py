"""What stands in somebody's calendar: every session of every cohort in which they have, or had, a seat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, CohortState, RemovedSession, Session
from ...history import Entry
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import CalendarFeed, Enrolment, Guest, State, Transfer
from ..rules.states import TRANSFER

PAST = timedelta(days=400)
GONE = timedelta(days=60)
"""How long a calendar is told that a session was cancelled, from the day it would have been."""


@dataclass(frozen=True)
class Event:
    """`number` grows with every change that this calendar should see; `changed_at` is the last one."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    number: int
    changed_at: datetime
    is_cancelled: bool
    cohort: Cohort
    is_guest: bool = False


def feed_of(session, token_hash: str) -> CalendarFeed | None:
    found = select(CalendarFeed).where(CalendarFeed.token_hash == token_hash, CalendarFeed.ended_at.is_(None))
    return session.scalar(found)


def feed_of_person(session, person_id: int) -> CalendarFeed | None:
    """The one that is open now."""
    theirs = select(Person.id).where(in_group(Person, person_id))
    found = select(CalendarFeed).where(CalendarFeed.person_id.in_(theirs), CalendarFeed.ended_at.is_(None))
    return session.scalar(found.order_by(CalendarFeed.id.desc()).limit(1))


SEATED = State.CONFIRMED.value
GOT = (Entry.to_state == SEATED) & or_(Entry.from_state != SEATED, Entry.what == "enrol")
LOST = (Entry.from_state == SEATED) & (Entry.to_state != SEATED)


def events(session, person_id: int, *, at) -> list[Event]:
    """In five statements, oldest first."""
    theirs = select(Person.id).where(in_group(Person, person_id))
    return events_of(session, Enrolment.person_id.in_(theirs), at=at)


def events_of(session, of_whom, *, at) -> list[Event]:
    """Of the enrolments that `of_whom` finds."""
    seats = seats_of(session, of_whom)
    ids = [seat.cohort_id for seat in seats.values()]
    query = select(Cohort).where(Cohort.id.in_(ids)).options(joinedload(Cohort.course), joinedload(Cohort.place))
    cohorts = {cohort.id: cohort for cohort in session.scalars(query)}
    held = select(Session).where(Session.cohort_id.in_(ids), Session.ends_at > at - PAST)
    removed = select(RemovedSession).where(RemovedSession.cohort_id.in_(ids), RemovedSession.ends_at > at - GONE)
    found = [event(one, cohorts[one.cohort_id], seats) for one in session.scalars(held)]
    found += [event(one, cohorts[one.cohort_id], seats) for one in session.scalars(removed)]
    found += visits_of(session, of_whom, at=at)
    shown = [one for one in found if not one.is_cancelled or one.ends_at > at - GONE]
    return sorted(shown, key=lambda one: (one.starts_at, one.uid))


def visits_of(session, of_whom, *, at) -> list[Event]:
    """Sessions of other cohorts in which something is, or was to be, made up. Each seat is an event of its own: what
    is given back and booked again is another one.
    """
    cohort = joinedload(Cohort.course), joinedload(Cohort.place)
    query = (
        select(Guest, Session, Cohort)
        .join(Session, Session.id == Guest.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Enrolment, Enrolment.id == Guest.enrolment_id)
        .where(of_whom, Session.ends_at > at - PAST)
        .options(*cohort)
    )
    return [visit(*row) for row in session.execute(query)]


def visit(guest, sitting, cohort) -> Event:
    changed = (guest.at, guest.ended_at, sitting.changed_at, cohort.calendar_changed_at)
    return Event(
        uid=f"{sitting.uid}-guest-{guest.id}",
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        online=sitting.online,
        room=sitting.room,
        number=sitting.version + cohort.calendar_number + bool(guest.ended_at),
        changed_at=max(one for one in changed if one),
        is_cancelled=guest.ended_at is not None,
        cohort=cohort,
        is_guest=True,
    )


@dataclass
class Seat:
    """What became of somebody's seat in one cohort: how often it was got or lost, when last, and whether it is held."""

    cohort_id: int
    moves: int
    changed_at: datetime
    is_held: bool


def cohort_of(moved_since):
    """Where an enrolment was: the cohort that it left first of all `moved_since`, otherwise where it is."""
    left = select(Transfer.from_cohort_id).where(Transfer.enrolment_id == Enrolment.id, moved_since)
    left = left.order_by(Transfer.entry_id).limit(1).correlate(Enrolment, Entry)
    return func.coalesce(left.scalar_subquery(), Enrolment.cohort_id)


MOVES = (
    select(
        cohort_of(Transfer.entry_id >= Entry.id).label("before"),
        cohort_of(Transfer.entry_id > Entry.id).label("after"),
        and_(Entry.from_state == SEATED, Entry.what != "enrol").label("had"),
        (Entry.to_state == SEATED).label("has"),
        Entry.at,
        Enrolment.cohort_id,
        Enrolment.state,
    )
    .join(Entry, and_(Entry.subject == Enrolment.__tablename__, Entry.subject_id == Enrolment.id))
    .where(or_(GOT, LOST, Entry.what == TRANSFER))
    .order_by(Entry.id)
)


def seats_of(session, of_whom) -> dict[int, Seat]:
    """{cohort id: Seat}, without cohorts in which they never had one."""
    seats: dict[int, Seat] = {}
    held = set()
    for one in session.execute(MOVES.where(of_whom)):
        is_elsewhere = one.before != one.after
        if one.had and (not one.has or is_elsewhere):
            count(seats, one.before, one.at)
        if one.has and (not one.had or is_elsewhere):
            count(seats, one.after, one.at)
        if one.state is State.CONFIRMED:
            held.add(one.cohort_id)
    for cohort_id, seat in seats.items():
        seat.is_held = cohort_id in held
    return seats


def count(seats, cohort_id, at):
    seat = seats.setdefault(cohort_id, Seat(cohort_id, 0, at, False))
    seat.moves, seat.changed_at = seat.moves + 1, max(seat.changed_at, at)


def event(sitting, cohort, seats) -> Event:
    """A session that is held, or one that was taken out."""
    seat, is_removed = seats[cohort.id], isinstance(sitting, RemovedSession)
    changed = sitting.removed_at if is_removed else sitting.changed_at
    return Event(
        uid=sitting.uid,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        online=sitting.online,
        room=sitting.room,
        number=sitting.version + cohort.calendar_number + seat.moves - 1 + (cohort.state is CohortState.CANCELLED),
        changed_at=max(one for one in (changed, seat.changed_at, cohort.calendar_changed_at) if one),
        is_cancelled=is_removed or not seat.is_held or cohort.state is CohortState.CANCELLED,
        cohort=cohort,
    )
