"""Offers of seats: those that are open, those that are late, and the cohorts in which something is due."""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Band, Cohort, CohortState
from ..models import TAKES_SEAT, Enrolment, Offer, State
from . import holds, reservations, seats, together
from .guested import GUESTS
from .records import for_moves
from .reserved import RESERVED
from .together import HAS_GROUPS


def late(session, cohort_id, *, at) -> list[Enrolment]:
    """Whose offer in this cohort is past its time, the first one first."""
    query = (
        for_moves()
        .join(Offer, (Offer.enrolment_id == Enrolment.id) & Offer.ended_at.is_(None))
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.OFFERED, Offer.expires_at <= at)
        .order_by(Offer.expires_at, Offer.id)
    )
    return list(session.scalars(query))


def open_offer(session, enrolment_id) -> Offer | None:
    return session.scalar(select(Offer).where(Offer.enrolment_id == enrolment_id, Offer.ended_at.is_(None)))


def deadlines(session, cohort_id) -> list[datetime]:
    """Until when the seats that are offered in this cohort can be taken, the first one first."""
    query = select(Offer.expires_at).join(Enrolment, Enrolment.id == Offer.enrolment_id)
    query = query.where(Enrolment.cohort_id == cohort_id, Offer.ended_at.is_(None))
    return list(session.scalars(query.order_by(Offer.expires_at)))


def unsettled(session, *, at) -> list[int]:
    """The ids of the cohorts with an offer, a reservation or a hold past its time, or a free seat to offer on."""
    overdue = select(Enrolment.cohort_id).join(Offer, Offer.enrolment_id == Enrolment.id)
    overdue = overdue.where(Offer.ended_at.is_(None), Offer.expires_at <= at, Enrolment.state == State.OFFERED)
    by_list = (one for one in session.scalars(stuck(at).where(IS_BY_LIST)) if is_somebody_next(session, one, at=at))
    returned = session.scalars(reservations.overdue(at))
    returned = {*returned, *session.scalars(holds.overdue(at))}
    return sorted({*session.scalars(overdue), *returned, *session.scalars(stuck(at).where(~IS_BY_LIST)), *by_list})


IS_BY_LIST = exists().where(Band.cohort_id == Cohort.id) | HAS_GROUPS
"""See rules.Seats.is_by_list."""


def is_somebody_next(session, cohort_id, *, at) -> bool:
    """Whether a seat is free that somebody who waits may have: with bands not everybody may have each, and a group
    may not fit.
    """
    return bool(together.next_up(session, cohort_id, seats.seats_of(session, cohort_id, at=at), at=at))


def stuck(at):
    """The ids of the cohorts in which a seat is free, somebody waits, and there is time to offer it."""
    waiting, seated = aliased(Enrolment), aliased(Enrolment)
    taken = select(func.count()).where(seated.cohort_id == Cohort.id, seated.state.in_(TAKES_SEAT)).scalar_subquery()
    return (
        select(Cohort.id)
        .where(Cohort.state == CohortState.PUBLISHED, later(Cohort.offers_until, at), later(Cohort.starts_at, at))
        .where(exists().where(waiting.cohort_id == Cohort.id, waiting.state == State.WAITLISTED))
        .where(taken + RESERVED + GUESTS < Cohort.capacity)
        .order_by(Cohort.id)
    )


def later(moment, at):
    return moment.is_(None) | (moment > at)
