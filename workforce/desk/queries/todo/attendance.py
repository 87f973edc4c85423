"""Rolls that nobody closed, marks that came too late, and what trainees say is wrong."""

from datetime import timedelta

from sqlalchemy import exists
from sqlalchemy.orm import aliased

from ....attendance.models import Contest, Fate, Mark, RollCall
from ....catalogue.models import Cohort, CohortState, Course, Session
from ....enrolment.models import Enrolment, State
from .lines import Kind, finds, full_name, line

TITLE = Course.title["ja"].as_string()
GRACE = timedelta(days=1)
"""So long after a session somebody may still close its roll before staff are told."""
BACK = timedelta(days=60)


@finds(Kind.CONTEST)
def contested(_at):
    lines = line(Contest.id, Enrolment.receipt, full_name, Contest.at, Contest.session_id).select_from(Contest)
    joined = lines.join(Enrolment, Enrolment.id == Contest.enrolment_id).join(Enrolment.person)
    return joined.where(Contest.decided_at.is_(None))


@finds(Kind.LATE_MARK)
def late_marks(_at):
    answer = aliased(Mark)
    lines = line(Mark.id, Enrolment.receipt, full_name, Mark.at, Mark.session_id).select_from(Mark)
    joined = lines.join(Enrolment, Enrolment.id == Mark.enrolment_id).join(Enrolment.person)
    return joined.where(Mark.fate == Fate.TOO_LATE, ~exists().where(answer.answers_id == Mark.id))


@finds(Kind.ROLL)
def open_rolls(at):
    """Over since yesterday, somebody had a seat, and the roll is not closed. `ref`: the session, `detail`: the code."""
    closed = exists().where(RollCall.session_id == Session.id, RollCall.closed_at.is_not(None))
    anybody = exists().where(
        Enrolment.cohort_id == Cohort.id, Enrolment.state == State.CONFIRMED, Enrolment.submitted_at < Session.ends_at
    )
    lines = line(Session.id, Session.id, TITLE, Session.starts_at, Cohort.code).select_from(Session)
    joined = lines.join(Cohort, Cohort.id == Session.cohort_id).join(Course, Course.id == Cohort.course_id)
    over = (Session.ends_at < at - GRACE) & (Session.ends_at > at - BACK)
    return joined.where(over, Cohort.state == CohortState.PUBLISHED, anybody, ~closed)
