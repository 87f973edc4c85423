"""Somebody went to another date of their course, and somebody waits for two dates."""

from sqlalchemy import func, select

from ..catalogue.models import Cohort
from ..catalogue.queries import cohorts as catalogue
from ..catalogue.queries.listing import is_open_at
from ..enrolment.actions import transferring, wishes
from ..enrolment.models import Enrolment, Origin, State
from ..enrolment.queries import records
from ..refusals import Refused

TRIES = 12


def work(session, *, at):
    """In the first courses with two open dates where nothing stands in the way."""
    first_that_may(session, State.CONFIRMED, want_both, at=at)
    first_that_may(session, State.APPLIED, go, at=at)


def first_that_may(session, state, act, *, at):
    for receipt in candidates(session, state, at=at):
        for code in other_codes(session, records.with_questions(session, receipt), at=at):
            point = session.begin_nested()
            try:
                there = catalogue.cohort_brief(session, code)
                act(session, records.with_questions(session, receipt), there, at=at)
            except Refused:
                point.rollback()
            else:
                point.commit()
                return


def go(session, enrolment, there, *, at):
    transferring.transfer(session, enrolment, there, by=None, at=at)


def want_both(session, enrolment, there, *, at):
    wishes.want_also(session, enrolment, there, at=at)


def candidates(session, state, *, at) -> list[str]:
    """Receipt numbers of people who are in one of several open dates."""
    several = select(Cohort.course_id).where(is_open_at(at)).group_by(Cohort.course_id).having(func.count() > 1)
    query = select(Enrolment.receipt).join(Cohort, Cohort.id == Enrolment.cohort_id)
    query = query.where(is_open_at(at), Cohort.course_id.in_(several))
    query = query.where(Enrolment.state == state, Enrolment.origin == Origin.WEB)
    return list(session.scalars(query.order_by(Enrolment.id).limit(TRIES)))


def other_codes(session, enrolment, *, at) -> list[str]:
    query = select(Cohort.code).where(is_open_at(at), Cohort.course_id == enrolment.cohort.course_id)
    return list(session.scalars(query.where(Cohort.id != enrolment.cohort_id).order_by(Cohort.starts_at)))
