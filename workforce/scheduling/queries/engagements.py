"""Where those who teach have to be."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, case, func, null, select, union
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Course, Session, SessionPart
from ...people.models import Person
from ..models import Assignment, Charge, Engagement
from ..rules.days import Busy

record = aliased(Person)
NOW = func.coalesce(record.merged_into_id, record.id)
PLACE = case((Session.online, null()), else_=Cohort.place_id)


def assigned(session_ids: Collection[int]) -> CompoundSelect:
    """(person_id: who it is now, session_id) of whoever has a part in these sessions or is in charge of one that
    teaches nothing, each once.
    """
    who = NOW.label("person_id")
    parts = (
        select(who, SessionPart.session_id)
        .select_from(Assignment)
        .join(record, record.id == Assignment.person_id)
        .join(SessionPart, SessionPart.id == Assignment.part_id)
        .where(SessionPart.session_id.in_(session_ids))
    )
    charges = select(who, Charge.session_id).select_from(Charge).join(record, record.id == Charge.person_id)
    return union(parts, charges.where(Charge.session_id.in_(session_ids)))


def sittings(*more) -> Select:
    """The columns of Busy, then `more`, to be narrowed."""
    times = Session.starts_at, Session.ends_at
    return (
        select(Session.id, *times, Cohort.code, Course.title, PLACE, *more)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
    )


def of_sessions(session, session_ids: Collection[int], *, place_id: int | None = None) -> list[Busy]:
    """These sessions as far as they take place, earliest first. `place_id`: as if they were to be there."""
    query = sittings(Session.online).where(Session.id.in_(session_ids), Cohort.state != CohortState.CANCELLED)
    rows = session.execute(query.order_by(Session.starts_at, Session.id))
    return [
        Busy(id, starts, ends, code, title, None if online else place_id or there)
        for id, starts, ends, code, title, there, online in rows
    ]


def of_people(
    session, person_ids: Collection[int], *, begins: datetime, ends: datetime | None = None
) -> dict[int, list[Busy]]:
    """What each of them is engaged for that ends after `begins` and begins before `ends`, earliest first."""
    query = sittings(Engagement.person_id).join(Engagement, Engagement.session_id == Session.id)
    query = query.where(Engagement.person_id.in_(person_ids), Engagement.ends_at > begins)
    if ends:
        query = query.where(Engagement.begins_at < ends)
    found: dict[int, list[Busy]] = {id: [] for id in person_ids}
    for *row, person_id in session.execute(query.order_by(Engagement.begins_at, Engagement.id)):
        found[person_id].append(Busy(*row))
    return found


def people_of(session, session_ids: Collection[int]) -> list[int]:
    """Who is engaged for any of these sessions, by id."""
    query = select(Engagement.person_id).where(Engagement.session_id.in_(session_ids)).distinct()
    return list(session.scalars(query.order_by(Engagement.person_id)))


def engaged(session, person_id: int, session_ids: Collection[int]) -> set[int]:
    """For which of these sessions this person is engaged."""
    query = select(Engagement.session_id).where(Engagement.person_id == person_id)
    return set(session.scalars(query.where(Engagement.session_id.in_(session_ids))))


def sessions_of_cohort(session, cohort_id: int) -> list[int]:
    return list(session.scalars(select(Session.id).where(Session.cohort_id == cohort_id)))
