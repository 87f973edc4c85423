"""Reservations of operators: those that are open, those that are late, and whom to tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ... import policies
from ...catalogue.models import Cohort, Course
from ...database import LocalizedText
from ...operators.models import Operator
from ..models import Reservation, ReservedSeat
from ..rules.operator_limits import RESERVATION_LIMITS

LEFT = (
    select(func.count())
    .where(ReservedSeat.reservation_id == Reservation.id)
    .where(ReservedSeat.enrolment_id.is_(None), ReservedSeat.returned_at.is_(None))
    .correlate(Reservation)
    .scalar_subquery()
)
NAMED = (
    select(func.count())
    .where(ReservedSeat.reservation_id == Reservation.id, ReservedSeat.enrolment_id.is_not(None))
    .correlate(Reservation)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Held:
    """An open reservation. `left`: its seats without names; `named`: those that have one."""

    id: int
    operator_id: int
    operator: str
    code: str
    title: LocalizedText
    until: datetime
    made_at: datetime
    left: int
    named: int


def held():
    return (
        select(
            Reservation.id,
            Operator.id,
            Operator.name,
            Cohort.code,
            Course.title,
            Reservation.until,
            Reservation.made_at,
            LEFT,
            NAMED,
        )
        .join_from(Reservation, Operator, Operator.id == Reservation.operator_id)
        .join(Cohort, Cohort.id == Reservation.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Reservation.ended_at.is_(None))
        .order_by(Reservation.until, Reservation.id)
    )


def of_operator(session, operator_id) -> list[Held]:
    return [Held(*row) for row in session.execute(held().where(Operator.id == operator_id))]


def of_cohort(session, cohort_id) -> list[Held]:
    return [Held(*row) for row in session.execute(held().where(Cohort.id == cohort_id))]


def one_of(session, operator_id, reservation_id) -> Reservation | None:
    """A reservation of this operator, with its cohort; another's is nothing."""
    query = loaded().where(Reservation.id == reservation_id, Reservation.operator_id == operator_id)
    return session.scalars(query).first()


def loaded():
    """With what a letter about it needs."""
    cohort = joinedload(Reservation.cohort)
    return select(Reservation).options(
        joinedload(Reservation.operator), cohort.joinedload(Cohort.course), cohort.joinedload(Cohort.place)
    )


def sent_before(session, key) -> Reservation | None:
    return session.scalars(select(Reservation).where(Reservation.key == key)).first()


def unnamed(session, operator_id, cohort_id) -> list[ReservedSeat]:
    """The seats without names that this operator holds here, those that go back first before the others."""
    query = (
        select(ReservedSeat)
        .join(Reservation, Reservation.id == ReservedSeat.reservation_id)
        .where(Reservation.operator_id == operator_id, Reservation.cohort_id == cohort_id)
        .where(Reservation.ended_at.is_(None), ReservedSeat.enrolment_id.is_(None), ReservedSeat.returned_at.is_(None))
        .order_by(Reservation.until, ReservedSeat.id)
    )
    return list(session.scalars(query))


def left_of(session, reservation_id) -> list[ReservedSeat]:
    query = select(ReservedSeat).where(ReservedSeat.reservation_id == reservation_id)
    return list(session.scalars(query.where(ReservedSeat.enrolment_id.is_(None), ReservedSeat.returned_at.is_(None))))


def cohorts_of(session, operator_id) -> list[int]:
    """The ids of the cohorts in which this operator holds seats without names, in their order."""
    query = select(Reservation.cohort_id).where(Reservation.operator_id == operator_id, Reservation.ended_at.is_(None))
    return list(session.scalars(query.distinct().order_by(Reservation.cohort_id)))


def open_in(session, cohort_id, operator_id=None) -> list[Reservation]:
    """Of one operator, or of all."""
    query = loaded().where(Reservation.cohort_id == cohort_id, Reservation.ended_at.is_(None))
    if operator_id is not None:
        query = query.where(Reservation.operator_id == operator_id)
    return list(session.scalars(query.order_by(Reservation.until, Reservation.id)))


def late(session, cohort_id, *, at) -> list[Reservation]:
    """Those of a cohort whose time is over."""
    return [one for one in open_in(session, cohort_id) if one.until <= at]


def overdue(at):
    """The ids of the cohorts in which seats without names should be free again."""
    return select(Reservation.cohort_id).where(Reservation.ended_at.is_(None), Reservation.until <= at)


def to_notice(session, *, at) -> list[int]:
    """The ids of the reservations that end soon, and whose operator was not told yet."""
    limits = policies.current(session, RESERVATION_LIMITS, at=at)
    soon = at + timedelta(days=limits.notice_days)
    query = select(Reservation.id).where(Reservation.ended_at.is_(None), Reservation.noticed_at.is_(None))
    return list(
        session.scalars(query.where(Reservation.until <= soon, Reservation.until > at).order_by(Reservation.id))
    )


def deadlines(session, cohort_id) -> list[datetime]:
    query = select(Reservation.until).where(Reservation.cohort_id == cohort_id, Reservation.ended_at.is_(None))
    return list(session.scalars(query.order_by(Reservation.until)))
