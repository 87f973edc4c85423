"""Every cohort that is not over, with its seats counted: what the first page of the day is made of."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Course
from ...database import LocalizedText
from ...enrolment.models import ACTIVE, Enrolment, State
from ...enrolment.queries import offers
from ...enrolment.queries.arranging import open_by_cohort
from ...enrolment.queries.guested import most_guests
from ...enrolment.queries.reserved import RESERVED
from ...people.models import Person

AT_MOST = 500


@dataclass(frozen=True)
class Live:
    """`head`: the receipt of who is next on the waiting list, and the name. `needs`: what people with a seat need and
    nobody has arranged. `is_by_list`: see rules.Seats. `is_stuck`: a seat is free for somebody who waits.
    """

    id: int
    code: str
    title: LocalizedText
    state: CohortState
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    capacity: int
    minimum: int
    lead_id: int | None
    confirmed: int
    held: int
    offered: int
    reserved: int
    waiting: int
    applied: int
    head: str | None
    head_family: str | None
    head_given: str | None
    needs: int
    is_by_list: bool
    guests: int = 0
    is_stuck: bool = False

    @property
    def taken(self):
        return self.confirmed + self.held + self.offered + self.reserved + self.guests

    @property
    def free(self):
        return max(self.capacity - self.taken, 0)

    @property
    def missing(self):
        """How many people the cohort is below its minimum. Who has applied and is decided later counts as well."""
        return max(self.minimum - (self.taken - self.guests) - self.applied, 0)

    @property
    def head_name(self):
        return f"{self.head_family or ''} {self.head_given or ''}".strip()


def live(session, *, at) -> list[Live]:
    """In one statement, the nearest closing first."""
    lasting = select(Cohort.id).where(Cohort.state != CohortState.CANCELLED, is_lasting(at))
    counts = (
        select(
            Enrolment.cohort_id,
            counted(State.CONFIRMED).label("confirmed"),
            counted(State.WAITING_FOR_GUARDIAN).label("held"),
            counted(State.OFFERED).label("offered"),
            counted(State.WAITLISTED).label("waiting"),
            counted(State.APPLIED).label("applied"),
        )
        .where(Enrolment.cohort_id.in_(lasting), Enrolment.state.in_(ACTIVE))
        .group_by(Enrolment.cohort_id)
        .subquery("counts")
    )
    needs = open_by_cohort().where(Enrolment.cohort_id.in_(lasting)).subquery("needs")
    head, waiting = aliased(Enrolment, name="head"), aliased(Enrolment, name="waiting")
    first = (
        select(waiting.id)
        .where(waiting.cohort_id == Cohort.id, waiting.state == State.WAITLISTED)
        .order_by(waiting.queued_at, waiting.id)
        .limit(1)
        .correlate(Cohort)
        .scalar_subquery()
    )
    query = (
        select(
            Cohort.id,
            Cohort.code,
            Course.title,
            Cohort.state,
            Cohort.opens_at,
            Cohort.closes_at,
            Cohort.starts_at,
            Cohort.capacity,
            Cohort.minimum,
            Cohort.lead_id,
            func.coalesce(counts.c.confirmed, 0),
            func.coalesce(counts.c.held, 0),
            func.coalesce(counts.c.offered, 0),
            RESERVED,
            func.coalesce(counts.c.waiting, 0),
            func.coalesce(counts.c.applied, 0),
            head.receipt,
            Person.family_name,
            Person.given_name,
            func.coalesce(needs.c.open, 0),
            offers.IS_BY_LIST,
            most_guests(at),
        )
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(counts, counts.c.cohort_id == Cohort.id)
        .outerjoin(needs, needs.c.cohort_id == Cohort.id)
        .outerjoin(head, head.id == first)
        .outerjoin(head.person)
        .where(Cohort.state != CohortState.CANCELLED, is_lasting(at))
        .order_by(Cohort.closes_at, Cohort.id)
        .limit(AT_MOST)
    )
    return [stuck(session, Live(*row), at=at) for row in session.execute(query).all()]


def stuck(session, one: Live, *, at) -> Live:
    """The same, knowing whether a seat is free for somebody: only a cohort with bands or groups has to be asked."""
    is_stuck = bool(one.waiting and one.free)
    if is_stuck and one.is_by_list:
        is_stuck = offers.is_somebody_next(session, one.id, at=at)
    return replace(one, is_stuck=is_stuck) if is_stuck else one


def is_lasting(at):
    return or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)


def counted(state):
    return func.sum(case((Enrolment.state == state, 1), else_=0))
