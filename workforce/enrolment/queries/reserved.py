"""Seats that operators hold without names, as columns of a statement about cohorts."""

from sqlalchemy import func, select

from ...catalogue.models import Cohort
from ..models import Reservation, ReservedSeat

RESERVED = (
    select(func.count())
    .select_from(ReservedSeat)
    .join(Reservation, Reservation.id == ReservedSeat.reservation_id)
    .where(Reservation.cohort_id == Cohort.id, Reservation.ended_at.is_(None))
    .where(ReservedSeat.enrolment_id.is_(None), ReservedSeat.returned_at.is_(None))
    .correlate(Cohort)
    .scalar_subquery()
)
"""How many seats of a cohort are reserved; they are taken, as long as nobody has noticed that their time is over."""

RESERVED_UNTIL = (
    select(func.min(Reservation.until))
    .where(Reservation.cohort_id == Cohort.id, Reservation.ended_at.is_(None))
    .correlate(Cohort)
    .scalar_subquery()
)
