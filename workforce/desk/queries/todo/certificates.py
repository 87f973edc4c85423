"""Courses that are over and of which nobody has a certificate yet; papers that the authority waits for."""

from datetime import timedelta

from sqlalchemy import and_, case, exists, func, or_

from ....catalogue.models import Cohort, CohortState, Course
from ....certificates.models import Certificate
from ....certificates.rules.registers import SHIPPED
from ....enrolment.models import Enrolment, State
from ....history import Entry
from ....reports.rules.deadlines import DESIGNATED, SENT, Paper
from .lines import Kind, finds, line

ISSUED = [kind for kind, (values, _source) in SHIPPED.items() if values]
LATELY, YEAR = timedelta(days=120), timedelta(days=365)
PLANNED = timedelta(days=60)
"""So long before recruiting begins, the plan comes up."""
TITLE = Course.title["ja"].as_string()
SEATED = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.state == State.CONFIRMED)


def of_cohorts(since, detail=None):
    lines = line(Cohort.id, Cohort.code, TITLE, since, detail).select_from(Cohort)
    return lines.join(Course, Course.id == Cohort.course_id).where(Cohort.state == CohortState.PUBLISHED)


@finds(Kind.CERTIFICATES)
def without_certificates(at):
    given = exists().where(Enrolment.cohort_id == Cohort.id, Certificate.enrolment_id == Enrolment.id)
    over = and_(Cohort.ends_at <= at, Cohort.ends_at > at - LATELY)
    return of_cohorts(Cohort.ends_at).where(Course.kind.in_(ISSUED), over, SEATED, ~given)


@finds(Kind.PAPERS)
def to_be_sent(at):
    """`detail`: which paper; the report comes before the plan."""
    report = and_(Cohort.ends_at <= at, Cohort.ends_at > at - YEAR, SEATED, ~sent(Paper.REPORT))
    plan = and_(Cohort.opens_at <= at + PLANNED, func.coalesce(Cohort.ends_at, at) > at - YEAR, ~sent(Paper.PLAN))
    which = case((report, Paper.REPORT.value), else_=Paper.PLAN.value)
    since = case((report, Cohort.ends_at), else_=Cohort.opens_at)
    return of_cohorts(since, which).where(Course.kind.in_(DESIGNATED), or_(report, plan))


def sent(paper):
    about = (Entry.subject == Cohort.__tablename__, Entry.subject_id == Cohort.id)
    return exists().where(*about, Entry.what == SENT[paper])
