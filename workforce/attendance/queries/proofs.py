"""Everything that speaks for one trainee, with who recorded it."""

from sqlalchemy import func, select

from ...catalogue.models import Session, SessionPart, SubjectItem
from ..models import AssessmentResult, Attendance, CompletionOverride, Credit, CreditSource, Exemption


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
