"""What the parts, sessions, people and rooms of a plan are called: only those that a page names."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select

from ...catalogue.models import Cohort, Course, Session, SessionPart, Subject, SubjectItem
from ...people.models import Person
from ..models import Room
from ..rules.planning.instance import Plan
from .planning import CohortWords, PartWords, SessionWords, Words

SESSIONS = (Session.id, Session.starts_at, Session.ends_at, Session.online, Session.room)


def words(
    session,
    *,
    parts: Collection[int] = (),
    sessions: Collection[int] = (),
    cohorts: Collection[int] = (),
    people: Collection[int] = (),
    rooms: Collection[int] = (),
) -> Words:
    """Of these parts, these sessions and all in these cohorts; three statements. A session's `number` is 0 here."""
    found_cohorts: dict[int, CohortWords] = {}
    found_sessions: dict[int, SessionWords] = {}
    found_parts: dict[int, PartWords] = {}
    for row in session.execute(rows(parts, sessions, cohorts)).mappings():
        take(row, found_cohorts, found_sessions, found_parts)
    names = select(Person.id, Person.family_name, Person.given_name).where(Person.id.in_(set(people)))
    return Words(
        found_cohorts,
        found_sessions,
        found_parts,
        {id: f"{family} {given}".strip() for id, family, given in session.execute(names)},
        {id: name for id, name in session.execute(select(Room.id, Room.name).where(Room.id.in_(set(rooms))))},
    )


def rows(parts, sessions, cohorts):
    query = (
        select(
            Session.id.label("session"),
            *(column.label(f"session_{column.key}") for column in SESSIONS[1:]),
            Cohort.id.label("cohort"),
            *(Cohort.code, Cohort.place_id, Course.title.label("course")),
            SessionPart.id.label("part"),
            *(SessionPart.minutes, Subject.number.label("subject"), Subject.title.label("title")),
            *(SubjectItem.number.label("item"), SubjectItem.title.label("item_title")),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(SessionPart, SessionPart.session_id == Session.id)
        .outerjoin(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .outerjoin(Subject, Subject.id == SubjectItem.subject_id)
    )
    asked = (SessionPart.id.in_(set(parts)), Session.id.in_(set(sessions)), Cohort.id.in_(set(cohorts)))
    return query.where(or_(*asked)).order_by(Session.starts_at, Session.id, SessionPart.position)


def take(row: Mapping[str, Any], cohorts, sessions, parts):
    cohorts[row["cohort"]] = CohortWords(row["code"], row["course"])
    place_id = None if row["session_online"] else row["place_id"]
    times = row["session_starts_at"], row["session_ends_at"]
    sessions[row["session"]] = SessionWords(row["cohort"], 0, *times, place_id, row["session_room"])
    if row["part"] is not None:
        numbers = row["subject"], row["item"]
        parts[row["part"]] = PartWords(row["session"], *numbers, row["title"], row["item_title"], row["minutes"])


def people_of(plans: Iterable[Plan]) -> set[int]:
    return {one.person for plan in plans for one in plan.teaching}


def rooms_of(plans: Iterable[Plan]) -> set[int]:
    return {room for plan in plans for room in plan.rooms.values()}
