"""Courses that are over and of which nobody has a certificate yet; papers that the authority waits for."""

from datetime import timedelta

from sqlalchemy import and_, case, exists, func, or_, select

from ....catalogue.models import Cohort, CohortState, Course
from ....certificates.models import Certificate
from ....certificates.rules.registers import REGISTERS
from ....enrolment.models import Enrolment, State
from ....history import Entry
from ....reports.rules.deadlines import DEADLINES, DESIGNATED, SENT, Paper
from .lines import Kind, finds, line

LATELY, YEAR = timedelta(days=120), timedelta(days=365)
AHEAD = timedelta(days=30)
"""So long before its deadline, the plan comes up."""
TITLE = Course.title["ja"].as_string()
SEATED = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.state == State.CONFIRMED)


CANCELLED_AT = (
    select(func.max(Entry.at))
    .where(Entry.subject == Cohort.__tablename__, Entry.subject_id == Cohort.id)
    .where(Entry.to_state == CohortState.CANCELLED.value)
    .correlate(Cohort)
    .scalar_subquery()
)


def of_cohorts(since, detail=None):
    lines = line(Cohort.id, Cohort.code, TITLE, since, detail).select_from(Cohort)
    return lines.join(Course, Course.id == Cohort.course_id)


@finds(Kind.CERTIFICATES, *REGISTERS.values())
def without_certificates(at, *registers):
    """Of the kinds of course for which certificates are issued now."""
    issued = [kind for kind, rule in zip(REGISTERS, registers, strict=True) if rule.is_issued]
    given = exists().where(Enrolment.cohort_id == Cohort.id, Certificate.enrolment_id == Enrolment.id)
    over = and_(Cohort.ends_at <= at, Cohort.ends_at > at - LATELY)
    takes_place = Cohort.state == CohortState.PUBLISHED
    return of_cohorts(Cohort.ends_at).where(takes_place, Course.kind.in_(issued), over, SEATED, ~given)


@finds(Kind.PAPERS, DEADLINES)
def to_be_sent(at, rule):
    """`detail`: which paper; the report comes before the plan. That a cohort is cancelled is told to whoever knows its
    plan.
    """
    report = and_(Cohort.ends_at <= at, Cohort.ends_at > at - YEAR, SEATED, ~sent(Paper.REPORT))
    planned = at + timedelta(days=rule.plan) + AHEAD
    plan = and_(Cohort.opens_at <= planned, func.coalesce(Cohort.ends_at, at) > at - YEAR, ~sent(Paper.PLAN))
    off = and_(Cohort.state == CohortState.CANCELLED, sent(Paper.PLAN), ~sent(Paper.CANCELLATION))
    which = case((off, Paper.CANCELLATION.value), (report, Paper.REPORT.value), else_=Paper.PLAN.value)
    since = case((off, CANCELLED_AT), (report, Cohort.ends_at), else_=Cohort.opens_at)
    takes_place = and_(Cohort.state == CohortState.PUBLISHED, or_(report, plan))
    lately = and_(off, at - YEAR < CANCELLED_AT)
    return of_cohorts(since, which).where(Course.kind.in_(DESIGNATED), or_(takes_place, lately))


def sent(paper):
    about = (Entry.subject == Cohort.__tablename__, Entry.subject_id == Cohort.id)
    return exists().where(*about, Entry.what == SENT[paper])
