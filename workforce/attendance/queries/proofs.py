"""Everything that speaks for one trainee, with who recorded it."""

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Enum, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import aliased, joinedload

from ...catalogue.models import Cohort, Session, SessionPart, Subject, SubjectItem
from ...database import UTCDateTime
from ...people.models import Account, Person
from ...stored import as_json, execute, instant, stored, text
from ..models import AssessmentResult, Attendance, CompletionOverride, Credit, CreditSource, Exemption, Mark, Status


@dataclass(frozen=True)
class Lesson:
    """One part of one lesson. `minutes`: of presence, of `part` minutes; None: not recorded. `code`: of its cohort.

    `status`, `by_id` and `at`: of the mark that counts.
    """

    session_id: int
    cohort_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    item_id: int
    part: int
    minutes: int | None
    status: Status | None
    by_id: int | None
    at: datetime | None


JSON_TYPES = (JSON,)

LESSONS = (
    select(
        Session.id,
        Session.cohort_id,
        Cohort.code,
        Session.starts_at,
        Session.ends_at,
        SessionPart.item_id,
        SessionPart.minutes,
        Attendance.minutes.label("present"),
        Mark.status,
        Mark.by_id,
        Mark.at,
    )
    .select_from(Session)
    .join(Cohort, Cohort.id == Session.cohort_id)
    .join(SessionPart, SessionPart.session_id == Session.id)
    .order_by(Session.starts_at, Session.id, SessionPart.position)
)


def lessons_of(session, enrolment) -> list[Lesson]:
    """Every part of the own cohort, and those elsewhere in which somebody recorded them: one statement."""
    recorded = and_(Attendance.part_id == SessionPart.id, Attendance.enrolment_id == enrolment.id)
    here = select(Session.id).where(Session.cohort_id == enrolment.cohort_id)
    elsewhere = select(Attendance.session_id).where(Attendance.enrolment_id == enrolment.id)
    query = LESSONS.outerjoin(Attendance, recorded).outerjoin(Mark, Mark.id == Attendance.mark_id)
    own_or_recorded = or_(Session.cohort_id == enrolment.cohort_id, Attendance.id.is_not(None))
    query = query.where(Session.id.in_(union(here, elsewhere)), own_or_recorded)
    return [Lesson(*row) for row in session.execute(query)]


@dataclass(frozen=True)
class Records:
    """Every row about one enrolment, the oldest first, also those that were taken back, with the columns of its table;
    `names`: {account id: who wrote them}.
    """

    credits: list[Any]
    exemptions: list[Any]
    results: list[Any]
    overrides: list[Any]
    names: dict[int, str]


KEPT = (
    (Credit, ("done_on", "id"), ("by_id", "ended_by_id")),
    (Exemption, ("id",), ("asked_by_id", "decided_by_id", "ended_by_id")),
    (AssessmentResult, ("taken_on", "id"), ("by_id", "ended_by_id")),
    (CompletionOverride, ("id",), ("asked_by_id", "decided_by_id")),
)
"""(table, its order, who wrote)."""


def of_these(table):
    return table.__table__.c.enrolment_id == bindparam("enrolment")


def plain(table, order):
    """Its rows as columns of text and numbers; `read` knows their types."""
    columns = table.__table__.c
    kept = [stored(column) if isinstance(column.type, JSON_TYPES) else column for column in columns]
    return as_json(select(*kept).where(of_these(table)).order_by(*(columns[name] for name in order)))


WRITERS = union(
    *(select(table.__table__.c[name]).where(of_these(table)) for table, _order, by in KEPT for name in by),
    select(Mark.by_id).where(Mark.enrolment_id == bindparam("enrolment")),
)
shown = aliased(Person)
NAMES = (
    select(Account.id, shown.family_name, shown.given_name)
    .join_from(Account, Person, Person.id == Account.person_id)
    .join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
    .where(Account.id.in_(WRITERS))
)
RECORDS = select(*(plain(table, order) for table, order, _by in KEPT), as_json(NAMES))


def records_of(session, enrolment_id) -> Records:
    """In one statement."""
    session.flush()
    *rows, names = execute(session, RECORDS, enrolment=enrolment_id).one()
    found = [[read(table, row) for row in text(kept)] for (table, *_), kept in zip(KEPT, rows, strict=True)]
    credits, exemptions, results, overrides = found
    written = {account_id: f"{family} {given}".strip() for account_id, family, given in text(names)}
    return Records(credits, exemptions, results, overrides, written)


def read(table, values):
    """The row that `plain` made JSON of."""
    columns = table.__table__.c
    return SimpleNamespace(**{c.name: typed(c.type, value) for c, value in zip(columns, values, strict=True)})


def typed(kind: Any, value):
    if value is None:
        return None
    if isinstance(kind, Enum) and kind.enum_class:
        return kind.enum_class(value)
    if isinstance(kind, UTCDateTime):
        return instant(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, JSON_TYPES):
        return text(value)
    return bool(value) if isinstance(kind, Boolean) else value


def at_distance(session, enrolment_id, subject_id) -> int:
    """Minutes of this subject that were learnt at a distance: online lessons, and papers about it."""
    online = (
        select(func.coalesce(func.sum(Attendance.minutes), 0))
        .join(SessionPart, SessionPart.id == Attendance.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .where(Attendance.enrolment_id == enrolment_id, Session.online, SubjectItem.subject_id == subject_id)
    )
    papers = (
        select(func.coalesce(func.sum(Credit.minutes), 0))
        .join(SubjectItem, SubjectItem.id == Credit.item_id)
        .where(Credit.enrolment_id == enrolment_id, Credit.ended_at.is_(None))
        .where(Credit.source == CreditSource.DISTANCE, SubjectItem.subject_id == subject_id)
    )
    return session.scalar(select(online.scalar_subquery() + papers.scalar_subquery()))


def credits_of(session, enrolment_id) -> list[Credit]:
    """The oldest first, also those that were taken back."""
    query = select(Credit).where(Credit.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(Credit.done_on, Credit.id)))


def exemptions_of(session, enrolment_id) -> list[Exemption]:
    query = select(Exemption).where(Exemption.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(Exemption.id)))


def results_of(session, enrolment_id) -> list[AssessmentResult]:
    query = select(AssessmentResult).where(AssessmentResult.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(AssessmentResult.taken_on, AssessmentResult.id)))


def results_of_all(session, enrolment_ids) -> dict[int, list[AssessmentResult]]:
    """{enrolment id: its attempts that stand, the first one first}"""
    found: dict[int, list[AssessmentResult]] = {one: [] for one in enrolment_ids}
    query = select(AssessmentResult).where(AssessmentResult.enrolment_id.in_(list(found)))
    query = query.where(AssessmentResult.ended_at.is_(None)).order_by(AssessmentResult.attempt)
    for result in session.scalars(query):
        found[result.enrolment_id].append(result)
    return found


def overrides_of(session, enrolment_id) -> list[CompletionOverride]:
    query = select(CompletionOverride).where(CompletionOverride.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(CompletionOverride.id)))


def subjects_of(session, course_id) -> list[Subject]:
    """With their items, in order."""
    query = select(Subject).where(Subject.course_id == course_id).options(joinedload(Subject.items))
    return list(session.scalars(query.order_by(Subject.number)).unique())
