"""The other dates of a course for somebody who is enrolled in one of them."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from ...catalogue.models import Cohort, CohortState
from ...catalogue.queries import listing
from ..models import State
from ..rules.bands import OPEN
from ..rules.own_dates import nearest
from . import seats as counts
from . import together
from .dates import OtherDate, other_dates

OF_STAFF = 20
NEAREST = 3


@dataclass(frozen=True)
class Outlook:
    """What a newcomer would get in a cohort now: a state, and the place on the waiting list (0 without one)."""

    state: State
    position: int = 0

    @property
    def has_seat(self):
        return self.state is State.CONFIRMED


def open_dates(session, enrolment, *, at) -> list[OtherDate]:
    """Where this person may go alone, the soonest first. `enrolment` with its cohort and course."""
    return other_dates(session, enrolment.cohort, at=at, where=listing.is_open_at(at))


def nearest_dates(session, cohort, *, at) -> list[OtherDate]:
    """For people whose date is cancelled: what is open, with seats or a waiting list, nearest in time, then in place.

    `cohort` with its course and place.
    """
    found = other_dates(session, cohort, at=at, where=listing.is_open_at(at), at_most=OF_STAFF)
    return nearest(found, cohort, NEAREST)


def dates_for_staff(session, enrolment, *, at) -> list[OtherDate]:
    """Every published date that is not over, whether enrolment is open or not; those that have begun come last."""
    lasts = or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    published = (Cohort.state == CohortState.PUBLISHED) & lasts
    found = other_dates(session, enrolment.cohort, at=at, where=published, at_most=OF_STAFF)
    return sorted(found, key=lambda date: bool(date.starts_at and date.starts_at <= at))


def outlook(session, enrolment, cohort_id, *, at) -> Outlook:
    """As far as anybody can say before the cohort is held."""
    seats = counts.seats_of(session, cohort_id, at=at)
    if seats.is_collecting:
        return Outlook(State.APPLIED)
    if seats.is_by_list:
        seat = together.seat_of_newcomer(session, cohort_id, seats, answers=enrolment.answers, at=at)
    else:
        seat = None if seats.next_position else OPEN
    return Outlook(State.WAITLISTED, seats.waiting + 1) if seat is None else Outlook(State.CONFIRMED)


def fee_of(session, cohort_id) -> int:
    """All fees of one cohort together."""
    return session.scalar(select(listing.fee_of_cohort).where(Cohort.id == cohort_id))
