"""Cohorts with sessions that have no room yet, though their place has rooms."""

from datetime import timedelta

from sqlalchemy import exists, func, select

from ....catalogue.models import Cohort, CohortState, Course, Session
from ....scheduling.models import Room, RoomBooking
from .lines import Kind, finds, line

AHEAD = timedelta(days=90)


@finds(Kind.ROOMLESS)
def without_room(at):
    """`ref`: the code, `since`: the first such session, `detail`: how many there are."""
    first, count = bare(func.min(Session.starts_at), at), bare(func.count(Session.id), at)
    has_rooms = exists().where(Room.place_id == Cohort.place_id, Room.in_use.is_(True))
    lines = line(Cohort.id, Cohort.code, Course.title["ja"].as_string(), first, count).select_from(Cohort)
    joined = lines.join(Course, Course.id == Cohort.course_id)
    return joined.where(Cohort.state != CohortState.CANCELLED, Cohort.ends_at > at, has_rooms, count > 0)


def bare(value, at):
    """Of the sessions of a cohort that are held in person within AHEAD, and of whose room nothing is known."""
    soon = Session.starts_at.between(at, at + AHEAD)
    booked = exists().where(RoomBooking.session_id == Session.id)
    query = select(value).where(Session.cohort_id == Cohort.id, soon, Session.online.is_(False), Session.room == "")
    return query.where(~booked).correlate(Cohort).scalar_subquery()
