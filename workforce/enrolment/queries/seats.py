"""Seats as counted now. `claim_seat` asks these after it has held the cohort."""

from sqlalchemy import and_, case, func, or_, select, union
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import ACTIVE, Enrolment, State
from ..rules import Seats


def counted(state):
    return func.coalesce(func.sum(case((Enrolment.state == state, 1), else_=0)), 0)


def seats_of(session, cohort_id) -> Seats:
    """How the seats of one cohort stand: one statement, no counter column that could drift."""
    query = (
        select(
            Cohort.state,
            Cohort.capacity,
            counted(State.CONFIRMED),
            counted(State.WAITING_FOR_GUARDIAN),
            counted(State.WAITLISTED),
            func.max(case((Enrolment.state == State.WAITLISTED, Enrolment.queued_at))),
        )
        .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(ACTIVE)))
        .where(Cohort.id == cohort_id)
        .group_by(Cohort.id)
    )
    return Seats(*session.execute(query).one())


def queue_of(session, cohort_id) -> list[int]:
    """The ids of everybody who waits, the next one first."""
    query = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    return list(session.scalars(query.order_by(Enrolment.queued_at, Enrolment.id)))


def position(session, enrolment) -> int:
    """1 for the head of the waiting list, 0 for somebody who does not wait."""
    if enrolment.state is not State.WAITLISTED:
        return 0
    before = or_(
        Enrolment.queued_at < enrolment.queued_at,
        and_(Enrolment.queued_at == enrolment.queued_at, Enrolment.id <= enrolment.id),
    )
    waits = and_(Enrolment.cohort_id == enrolment.cohort_id, Enrolment.state == State.WAITLISTED)
    return session.scalar(select(func.count()).select_from(Enrolment).where(waits, before))


def first_waiting(session, cohort_id) -> Enrolment:
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    query = query.order_by(Enrolment.queued_at, Enrolment.id).limit(1).options(joinedload(Enrolment.person))
    return session.scalars(query).one()


def already(session, *, cohort_id, person_id, key) -> Enrolment | None:
    """The enrolment that this same form made before, or the one this person (under any alias) holds here."""
    sent = select(Enrolment.id).where(Enrolment.idempotency_key == key)
    holds = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort_id,
        Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id))),
        Enrolment.state.in_(ACTIVE),
    )
    query = select(Enrolment).where(Enrolment.id.in_(union(sent, holds))).options(joinedload(Enrolment.person))
    found = session.scalars(query.order_by(Enrolment.id)).all()
    return next((one for one in found if one.idempotency_key == key), found[0] if found else None)
