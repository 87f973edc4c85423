"""Whose hours are written: one enrolment at a time, and only with a seat."""

from ...database import hold
from ...enrolment.models import State
from ..rules.refusals import NoSeat


def held(session, enrolment):
    """`enrolment` with its cohort and course, read anew. Raises NoSeat."""
    hold(session, enrolment)
    session.refresh(enrolment, ["state", "cohort_id", "forgotten_at"])
    if enrolment.state is not State.CONFIRMED or enrolment.forgotten_at:
        raise NoSeat
    return enrolment
