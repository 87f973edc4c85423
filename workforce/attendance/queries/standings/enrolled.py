"""The enrolments that are asked about, each with what its rules follow from."""

from datetime import date, datetime

from sqlalchemy import Text, bindparam, cast, func, select

from .... import clock, policies
from ....catalogue.models import Cohort, Course
from ....enrolment.models import Enrolment, State, Transfer
from ....money.models import LedgerLine
from ....money.queries.ledger import OF_COURSE
from ....stored import instant, stored
from ..rolls import SEATED

THESE = Enrolment.id.in_(bindparam("ids", expanding=True))

CAME = select(func.max(Transfer.at)).where(Transfer.enrolment_id == Enrolment.id).scalar_subquery()
BALANCE = select(func.sum(LedgerLine.yen)).where(LedgerLine.enrolment_id == Enrolment.id, OF_COURSE).scalar_subquery()
"""Payments count for the course first: what a copy of the certificate costs leaves nobody's course incomplete."""

ENROLLED = (
    select(
        Enrolment.id,
        Enrolment.cohort_id,
        Cohort.course_id,
        cast(Course.kind, Text),
        stored(Cohort.ends_at),
        stored(Enrolment.submitted_at),
        stored(SEATED.label("seated_at")),
        stored(CAME.label("came_at")),
        func.coalesce(BALANCE, 0).label("balance"),
        policies.EVERY_ROW.label("rules"),
    )
    .join_from(Enrolment, Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .order_by(Enrolment.id)
)
CHOSEN = ENROLLED.where(THESE)
WITH_SEAT = ENROLLED.where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.state == State.CONFIRMED)


def rule_day(row, at) -> date:
    ends_at = instant(row.ends_at)
    return clock.today(min(at, ends_at) if ends_at else at)


def joined_at(row) -> datetime:
    """When they got their seat in this cohort."""
    seated = instant(row.seated_at) or instant(row.submitted_at)
    return max(seated, instant(row.came_at) or seated)
