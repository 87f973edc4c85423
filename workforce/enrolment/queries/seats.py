"""Seats as counted now. `claim_seat` asks these after it has held the cohort."""

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, union
from sqlalchemy.orm import aliased, joinedload

from ...catalogue.models import Band, Cohort, FeeLine
from ...people.models import Person
from ...people.queries.persons import in_group
from ...stored import execute
from ..models import ACTIVE, Enrolment, Offer, State, WaitingGroup
from ..rules import Seats
from .guested import COMING_GUESTS, EVER
from .reserved import RESERVED, RESERVED_UNTIL


def counted(state):
    return func.coalesce(func.sum(case((Enrolment.state == state, 1), else_=0)), 0)


offered = aliased(Enrolment)
OFFERS_END = (
    select(func.min(Offer.expires_at))
    .join(offered, offered.id == Offer.enrolment_id)
    .where(offered.cohort_id == Cohort.id, offered.state == State.OFFERED, Offer.ended_at.is_(None))
    .scalar_subquery()
)
SEATS = (
    select(
        Cohort.state,
        Cohort.capacity,
        counted(State.CONFIRMED),
        counted(State.WAITING_FOR_GUARDIAN),
        counted(State.WAITLISTED),
        func.max(case((Enrolment.state == State.WAITLISTED, Enrolment.queued_at))),
        counted(State.OFFERED),
        OFFERS_END,
        counted(State.APPLIED),
        Cohort.selection,
        Cohort.decided_at,
        exists().where(Band.cohort_id == Cohort.id),
        exists().where(FeeLine.cohort_id == Cohort.id),
        RESERVED.label("reserved"),
        RESERVED_UNTIL.label("reserved_until"),
        func.min(case((Enrolment.state == State.WAITING_FOR_GUARDIAN, Enrolment.held_until))),
        exists().where(WaitingGroup.cohort_id == Cohort.id, WaitingGroup.ended_at.is_(None)),
        Cohort.group_rule,
        COMING_GUESTS.label("guests"),
    )
    .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(ACTIVE)))
    .where(Cohort.id == bindparam("cohort_id"))
    .group_by(Cohort.id)
)


def seats_of(session, cohort_id, *, at=None) -> Seats:
    """How the seats of one cohort stand: one statement, no counter column that could drift.

    Guests count in sessions that are not over at `at`; None: in all of them.
    """
    return Seats(*execute(session, SEATS, cohort_id=cohort_id, after=at or EVER).one())


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


def name_of(session, enrolment_id) -> str:
    """Whose enrolment this is."""
    query = select(Enrolment).where(Enrolment.id == enrolment_id).options(joinedload(Enrolment.person))
    return session.scalars(query).one().person.name


# Built once: a statement made anew for every request costs more than the database takes to answer it.
SENT_BY_KEY = select(Enrolment.id).where(Enrolment.idempotency_key == bindparam("key"))
HOLDS_HERE = (
    select(Enrolment.id)
    .where(Enrolment.cohort_id == bindparam("cohort_id"), Enrolment.state.in_(ACTIVE))
    .where(Enrolment.person_id.in_(select(Person.id).where(in_group(Person, bindparam("person_id")))))
)
ALREADY = (
    select(Enrolment)
    .where(Enrolment.id.in_(union(SENT_BY_KEY, HOLDS_HERE)))
    .options(joinedload(Enrolment.person))
    .order_by(Enrolment.id)
)


def already(session, *, cohort_id, person_id, key) -> Enrolment | None:
    """The enrolment that this same form made before, or the one this person (under any alias) holds here."""
    found = session.scalars(ALREADY, {"key": key, "cohort_id": cohort_id, "person_id": person_id}).all()
    return next((one for one in found if one.idempotency_key == key), found[0] if found else None)


SENT = select(Enrolment).where(Enrolment.idempotency_key == bindparam("key")).options(joinedload(Enrolment.person))


def sent_before(session, key) -> Enrolment | None:
    """What the form with this key has become."""
    return session.scalars(SENT, {"key": key}).first()
