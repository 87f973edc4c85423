"""What must be true of seats that are offered."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select

from ...catalogue.models import Band, Cohort, CohortState
from ...enrolment.models import TAKES_SEAT, Enrolment, Offer, Reservation, ReservedSeat, State, WaitingGroup
from ...enrolment.queries.guested import GUESTS
from ...enrolment.queries.waiting import in_vain
from ..registry import check

NOTICED_WITHIN = timedelta(minutes=10)
LETTERS_UNTIL = timedelta(hours=12)
"""So long before the last moment a seat is surely offered by letter, whatever staff set as the least time to answer."""

OPEN = Offer.ended_at.is_(None)


def reserved():
    """How many seats of the cohort operators hold without names."""
    held = (
        select(func.count()).select_from(ReservedSeat).join(Reservation, Reservation.id == ReservedSeat.reservation_id)
    )
    held = held.where(Reservation.cohort_id == Cohort.id)
    unnamed = ReservedSeat.enrolment_id.is_(None) & ReservedSeat.returned_at.is_(None)
    return held.where(unnamed).correlate(Cohort).scalar_subquery()


def beside():
    """Seats of a cohort that has not begun which nobody sits on for the whole of it: reserved, and of guests."""
    return reserved() + GUESTS


def has_groups():
    """Whether somebody waits together with others in the cohort, or has begun to."""
    return exists().where(WaitingGroup.cohort_id == Cohort.id, WaitingGroup.ended_at.is_(None))


@check(_("Who is offered a seat has an hour until which to answer."))
def offers_without_a_clock(session, _at):
    clock = exists().where(Offer.enrolment_id == Enrolment.id, OPEN)
    query = select(Enrolment.id).where(Enrolment.state == State.OFFERED, ~clock)
    return session.scalars(query.order_by(Enrolment.id))


@check(_("No offer is open for somebody who is not offered a seat."))
def offers_left_open(session, _at):
    query = select(Offer.id).join(Enrolment, Enrolment.id == Offer.enrolment_id)
    return session.scalars(query.where(OPEN, Enrolment.state != State.OFFERED).order_by(Offer.id))


@check(_("Offers end within ten minutes of their hour."))
def offers_past_their_time(session, at):
    return session.scalars(select(Offer.id).where(OPEN, Offer.expires_at < at - NOTICED_WITHIN).order_by(Offer.id))


@check(_("Nobody waits for a seat in a course that began too long ago to join."))
def waiting_in_vain(session, at):
    """Whoever staff let wait after that is told within the same ten minutes."""
    noticed = at - NOTICED_WITHIN
    return in_vain(session, at=noticed, since=noticed)


@check(_("No seat is free while somebody waits for it and there is time to offer it."))
def seats_that_are_stuck(session, at):
    taken = func.count().filter(Enrolment.state.in_(TAKES_SEAT))
    waiting = func.count().filter(Enrolment.state == State.WAITLISTED)
    soon = at + LETTERS_UNTIL
    return session.scalars(
        select(Cohort.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Cohort.state == CohortState.PUBLISHED)
        .where(Cohort.offers_until.is_(None) | (Cohort.offers_until > soon))
        .where(Cohort.starts_at.is_(None) | (Cohort.starts_at > soon))
        .where(~exists().where(Band.cohort_id == Cohort.id), ~has_groups())
        .group_by(Cohort.id, Cohort.capacity)
        .having(taken + beside() < Cohort.capacity, waiting > 0)
        .order_by(Cohort.id)
    )
