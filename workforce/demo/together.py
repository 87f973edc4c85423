"""Two people who wait together, in a cohort whose waiting list is long enough to see what that means."""

from sqlalchemy import func, select

from ..catalogue.models import Cohort, CohortState
from ..enrolment.actions import together
from ..enrolment.models import Enrolment, State
from ..enrolment.queries import records, seats

FEWEST = 4  # who wait


def add(session, *, staff, at):
    """The first who waits has come to the counter with the third."""
    waiting = select(Enrolment.cohort_id).where(Enrolment.state == State.WAITLISTED).group_by(Enrolment.cohort_id)
    query = select(Cohort.id).where(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at > at, Cohort.capacity > 1)
    query = query.where(Cohort.id.in_(waiting.having(func.count() >= FEWEST))).order_by(Cohort.starts_at, Cohort.id)
    cohort_id = session.scalar(query.limit(1))
    if cohort_id is not None:
        line = seats.queue_of(session, cohort_id)
        first, third = records.waiting_with(session, [line[0], line[2]])
        together.bring(session, first, third, by=staff, at=at)
