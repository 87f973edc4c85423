"""Engagements follow the assignments: one row a person and session, made and removed in the same transaction.

Whoever is engaged is held first (after the cohort; several people in the order of their ids), so that two who name the
same person at the same moment wait for each other; that nobody is in two places at once, the database keeps as well.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import delete, select

from ... import no_overlap, policies
from ...catalogue.models import SessionPart
from ...database import hold
from ...people.models import Person
from .. import hooks
from ..models import Assignment, Charge, Engagement, Instructor
from ..queries import engagements as queries
from ..queries import instructors
from ..rules import days
from ..rules.days import LIMITS, TRAVEL, Busy
from .clashes import AtOnce, Clash, DayTooLong, TooFar, WeekTooLong

WEEK = timedelta(days=7)


def held(session, person_id: int) -> Person:
    """Who this is now, held: nobody merges or engages them until this transaction ends."""
    person = session.get_one(Person, person_id)
    hold(session, person)
    session.refresh(person, ["merged_into_id"])
    return held(session, person.merged_into_id) if person.merged_into_id else person


def settle(session, person_id: int, session_ids: Collection[int]):
    """Engage this human for what they teach of these sessions, and free them of the rest.

    Raises Clash, TooFar, DayTooLong, WeekTooLong, AtOnce, and what later features know against it.
    """
    person = held(session, person_id)
    session.flush()
    teaches = {row.session_id for row in session.execute(queries.assigned(session_ids)) if row.person_id == person.id}
    there = queries.engaged(session, person.id, session_ids)
    free(session, person.id, there - teaches)
    if new := queries.of_sessions(session, teaches - there):
        refuse(session, person, new)
        add(session, person, new)


def free(session, person_id: int, session_ids: Collection[int]):
    if session_ids:
        mine = Engagement.person_id == person_id
        session.execute(delete(Engagement).where(mine, Engagement.session_id.in_(session_ids)))


def add(session, person: Person, new: Iterable[Busy]):
    with no_overlap.refusing(session, Engagement, lambda: AtOnce(person.name)):
        for one in new:
            times = {"begins_at": one.begins_at, "ends_at": one.ends_at}
            session.add(Engagement(person_id=person.id, session_id=one.session_id, **times))


def refuse(session, person: Person, new: list[Busy]):
    """Whatever is against these sessions, the earliest of them first. The person is held."""
    begins, ends = new[0].begins_at - WEEK, new[-1].ends_at + WEEK
    ids = {one.session_id for one in new}
    busy = queries.of_people(session, [person.id], begins=begins, ends=ends)[person.id]
    others = [one for one in busy if one.session_id not in ids]
    rules = policies.Dated(session.scalar(select(policies.EVERY_ROW), {"kinds": [TRAVEL.name, LIMITS.name]}))
    for one in new:
        if other := days.overlapping(one, [*others, *new]):
            raise Clash(person.name, other)
        if way := days.too_far(one, [*others, *new], rules.on(one.day, TRAVEL)):
            raise TooFar(person.name, way)
    refuse_long(session, person, new, others, rules)
    hooks.ask(session, person.id, new)


def refuse_long(session, person, new, others, rules):
    """Only where the rule of that day refuses; otherwise the page says it."""
    strict = sorted({one.day for one in new if rules.on(one.day, LIMITS).is_strict})
    if not strict:
        return
    own = instructors.profile(session, person.id) or Instructor()
    for day in strict:
        that_day = [one for one in [*others, *new] if one.day == day]
        for long in days.long_days(that_day, rules.on(day, LIMITS), own.day_minutes):
            raise DayTooLong(person.name, long)
    for week in days.long_weeks([*others, *new], own.week_minutes):
        if any(week.monday <= day < week.monday + WEEK for day in strict):
            raise WeekTooLong(person.name, week)


def session_moved(session, _cohort, sitting, *, before, by, at):
    """Whoever teaches in it comes at the new time, or the session stays where it was. Raises as `settle`."""
    session.flush()
    moved = queries.of_sessions(session, [sitting.id])
    for person_id in queries.people_of(session, [sitting.id]):
        person = held(session, person_id)
        refuse(session, person, moved)
        free(session, person.id, [sitting.id])
        add(session, person, moved)


def place_changed(session, cohort, values):
    """Where the lessons are to be now, whoever teaches must get to in time. Raises TooFar."""
    if values["place_id"] == cohort.place_id:
        return
    ids = queries.sessions_of_cohort(session, cohort.id)
    for person_id in queries.people_of(session, ids):
        person = held(session, person_id)
        mine = queries.engaged(session, person.id, ids)
        there = [
            one._replace(place_id=one.place_id and values["place_id"]) for one in queries.of_sessions(session, mine)
        ]
        refuse(session, person, there)


def parts_go(session, _cohort, sitting, parts, *, is_whole, by, at):
    """Nobody teaches what is not there: the assignments go with their parts, and the engagements with the last."""
    going = [part.id for part in parts]
    with session.no_autoflush:
        session.execute(delete(Assignment).where(Assignment.part_id.in_(going)))
        if is_whole:
            session.execute(delete(Charge).where(Charge.session_id == sitting.id))
        for person_id in queries.people_of(session, [sitting.id]):
            settle(session, person_id, [sitting.id])


def cohort_cancelled(session, cohort, *, by, at):
    """Nobody has to come any more. What was before stays what it was."""
    ids = queries.sessions_of_cohort(session, cohort.id)
    session.execute(delete(Engagement).where(Engagement.session_id.in_(ids), Engagement.ends_at > at))


def of_parts(session, part_ids: Collection[int]) -> set[int]:
    """The sessions of these parts."""
    return set(session.scalars(select(SessionPart.session_id).where(SessionPart.id.in_(part_ids))))
