"""Everything that speaks for one trainee, with who recorded it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, Session, SessionPart, Subject, SubjectItem
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
    """Every part of the own cohort, and those elsewhere in which somebody recorded them, in two statements."""
    recorded = and_(Attendance.part_id == SessionPart.id, Attendance.enrolment_id == enrolment.id)
    marked = Mark.id == Attendance.mark_id
    own = LESSONS.outerjoin(Attendance, recorded).outerjoin(Mark, marked)
    own = own.where(Session.cohort_id == enrolment.cohort_id)
    elsewhere = LESSONS.join(Attendance, recorded).join(Mark, marked).where(Session.cohort_id != enrolment.cohort_id)
    rows = [*session.execute(own), *session.execute(elsewhere)]
    return sorted((Lesson(*row) for row in rows), key=lambda lesson: (lesson.starts_at, lesson.session_id))


def subjects_of(session, course_id) -> list[Subject]:
    """With their items, in order."""
    query = select(Subject).where(Subject.course_id == course_id).options(joinedload(Subject.items))
    return list(session.scalars(query.order_by(Subject.number)).unique())


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
