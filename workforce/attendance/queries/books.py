"""The attendance book of a cohort: subject by subject, people down, sessions across."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Course, Session, SessionPart, Subject
from ...database import LocalizedText
from ...enrolment.models import Enrolment, State
from ...people.models import Person
from ...scheduling.queries import assignments
from ..models import Attendance, Mark, Status
from ..rules.crediting import Counted
from ..rules.marks import Slice
from . import crediting
from .rolls import Sitting, sittings


@dataclass(frozen=True)
class Column:
    """One session as far as it teaches the subject. `teachers`: names."""

    sitting: Sitting
    part_ids: tuple[int, ...]
    minutes: int
    teachers: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """One subject, with the sessions that teach any of it."""

    number: int
    title: LocalizedText
    minutes: int
    columns: list[Column]


@dataclass(frozen=True)
class Listed:
    enrolment_id: int
    receipt: str
    name: str
    kana: str
    birth_date: date | None


def people(session, cohort_id) -> list[Listed]:
    """Everybody with a seat, and whoever left but was recorded here; by their reading."""
    record, shown = aliased(Person), aliased(Person)
    recorded = select(Mark.enrolment_id).join(Session, Session.id == Mark.session_id)
    recorded = recorded.where(Session.cohort_id == cohort_id)
    query = (
        select(
            Enrolment.id,
            Enrolment.receipt,
            shown.family_name,
            shown.given_name,
            shown.family_kana,
            shown.given_kana,
            shown.birth_date,
        )
        .join(record, record.id == Enrolment.person_id)
        .join(shown, shown.id == func.coalesce(record.merged_into_id, record.id))
        .where(
            or_(and_(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED), Enrolment.id.in_(recorded))
        )
        .order_by(shown.sort_kana, Enrolment.id)
    )
    return [
        Listed(id, receipt, f"{family} {given}".strip(), f"{family_kana} {given_kana}".strip(), birth_date)
        for id, receipt, family, given, family_kana, given_kana, birth_date in session.execute(query)
    ]


def books(session, cohort) -> list[Book]:
    """Of every subject that is taught, in their order."""
    taught = sittings(session, Session.cohort_id == cohort.id)
    teachers = assignments.of_cohort(session, cohort.id)
    query = select(Subject.id, Subject.number, Subject.title, Subject.minutes).join(
        Course, Course.id == Subject.course_id
    )
    rows = session.execute(query.where(Course.id == cohort.course_id).order_by(Subject.number)).all()
    found = [Book(row.number, row.title, row.minutes, columns(row.id, taught, teachers)) for row in rows]
    return [book for book in found if book.columns]


def columns(subject_id, taught, teachers) -> list[Column]:
    found = []
    for sitting in taught:
        parts = [part for part in sitting.parts if part.subject_id == subject_id]
        if parts:
            names = dict.fromkeys(one.name for part in parts for one in teachers.get(part.id, ()))
            ids = tuple(part.id for part in parts)
            found.append(Column(sitting, ids, sum(part.minutes for part in parts), tuple(names)))
    return found


class Attended(NamedTuple):
    counted: Counted
    status: Status


def attended(session, cohort_id, *, at) -> dict[tuple[int, int], Attended]:
    """By (enrolment, part) of this cohort's sessions, guests among them: what counts, each by the rule of their own."""
    query = (
        select(Attendance.enrolment_id, Attendance.part_id, Attendance.minutes, Mark.status, SessionPart.minutes)
        .join(Mark, Mark.id == Attendance.mark_id)
        .join(SessionPart, SessionPart.id == Attendance.part_id)
        .join(Session, Session.id == Attendance.session_id)
        .where(Session.cohort_id == cohort_id)
    )
    rows = session.execute(query).all()
    by = crediting.of_enrolments(session, {enrolment_id for enrolment_id, *_rest in rows}, at=at)
    return {
        (enrolment_id, part_id): Attended(by[enrolment_id].of(Slice(part_id, taught), present), status)
        for enrolment_id, part_id, present, status, taught in rows
    }
