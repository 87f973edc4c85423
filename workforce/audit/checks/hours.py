"""What must be true of hours, results and completion."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...attendance.models import (
    AssessmentResult,
    CompletionOverride,
    Credit,
    CreditSource,
    Exemption,
    Verdict,
)
from ...catalogue.models import Cohort, Mode, Subject, SubjectItem
from ...enrolment.models import Enrolment
from ...people.models import Account, Person
from ..registry import check

STANDS = Credit.ended_at.is_(None)


def of_course(query, joined):
    """`query` with its enrolment, its cohort and the subject that it is about."""
    return query.join(Enrolment, Enrolment.id == joined.enrolment_id).join(Cohort, Cohort.id == Enrolment.cohort_id)


@check(_("Papers about hours count for subjects of the course that the person takes."))
def papers_of_another_course(session, _at):
    query = select(Credit.id).join(SubjectItem, SubjectItem.id == Credit.item_id)
    query = of_course(query.join(Subject, Subject.id == SubjectItem.subject_id), Credit)
    return session.scalars(query.where(STANDS, Subject.course_id != Cohort.course_id).order_by(Credit.id))


@check(_("No papers about one item count for more minutes than the item has."))
def papers_beyond_the_item(session, _at):
    query = select(func.min(Credit.id)).join(SubjectItem, SubjectItem.id == Credit.item_id).where(STANDS)
    query = query.group_by(Credit.enrolment_id, SubjectItem.id).having(func.sum(Credit.minutes) > SubjectItem.minutes)
    return session.scalars(query.order_by(func.min(Credit.id)))


@check(_("Nobody has learned more of a subject at a distance than it allows."))
def distance_beyond_the_subject(session, _at):
    query = select(func.min(Credit.id)).join(SubjectItem, SubjectItem.id == Credit.item_id)
    query = query.join(Subject, Subject.id == SubjectItem.subject_id)
    query = query.where(STANDS, Credit.source == CreditSource.DISTANCE).group_by(Credit.enrolment_id, Subject.id)
    query = query.having(func.sum(Credit.minutes) > Subject.max_distance_minutes)
    return session.scalars(query.order_by(func.min(Credit.id)))


@check(_("A report takes the place of lectures alone."))
def reports_in_place_of_practice(session, _at):
    query = select(Credit.id).join(SubjectItem, SubjectItem.id == Credit.item_id)
    wrong = STANDS, Credit.source == CreditSource.REPORT, SubjectItem.mode != Mode.LECTURE
    return session.scalars(query.where(*wrong).order_by(Credit.id))


@check(_("Subjects that need not be taken again belong to the course, and somebody decided it."))
def exemptions_without_ground(session, _at):
    query = of_course(select(Exemption.id).join(Subject, Subject.id == Exemption.subject_id), Exemption)
    nobody = and_(Exemption.granted.is_(True), Exemption.decided_by_id.is_(None))
    wrong = or_(Subject.course_id != Cohort.course_id, nobody)
    return session.scalars(query.where(Exemption.ended_at.is_(None), wrong).order_by(Exemption.id))


@check(_("Attempts at an assessment count up from one, without a gap."))
def attempts_with_gaps(session, _at):
    query = select(func.min(AssessmentResult.id)).where(AssessmentResult.ended_at.is_(None))
    query = query.group_by(AssessmentResult.enrolment_id, AssessmentResult.kind)
    query = query.having(func.max(AssessmentResult.attempt) != func.count())
    return session.scalars(query.order_by(func.min(AssessmentResult.id)))


@check(_("Nobody who has passed an assessment is assessed once more."))
def attempts_after_passing(session, _at):
    passed = aliased(AssessmentResult)
    before = exists().where(
        passed.enrolment_id == AssessmentResult.enrolment_id,
        passed.kind == AssessmentResult.kind,
        passed.attempt < AssessmentResult.attempt,
        passed.verdict == Verdict.PASSED,
        passed.ended_at.is_(None),
    )
    query = select(AssessmentResult.id).where(AssessmentResult.ended_at.is_(None), before)
    return session.scalars(query.order_by(AssessmentResult.id))


@check(_("Completion against the rule was decided by another person than asked for it, with a reason."))
def overrides_by_one_person(session, _at):
    asked, decided = aliased(Account), aliased(Account)
    one, other = aliased(Person), aliased(Person)
    query = select(CompletionOverride.id)
    query = query.join(asked, asked.id == CompletionOverride.asked_by_id).join(one, one.id == asked.person_id)
    query = query.join(decided, decided.id == CompletionOverride.decided_by_id)
    query = query.join(other, other.id == decided.person_id)
    same = func.coalesce(one.merged_into_id, one.id) == func.coalesce(other.merged_into_id, other.id)
    wrong = or_(same, CompletionOverride.reason == "")
    return session.scalars(query.where(wrong).order_by(CompletionOverride.id))
