"""Seats that are held for a guardian: those whose time is over, who is asked once more, and who came of age."""

from sqlalchemy import select

from ... import clock
from ...people.models import Person
from ..models import Enrolment, State
from .board import youngest_adult
from .records import for_moves

WAITS = Enrolment.state == State.WAITING_FOR_GUARDIAN


def late(session, cohort_id, *, at) -> list[Enrolment]:
    """Whose seat in this cohort is held no longer, the first one first."""
    query = for_moves().where(Enrolment.cohort_id == cohort_id, WAITS, Enrolment.held_until <= at)
    return list(session.scalars(query.order_by(Enrolment.held_until, Enrolment.id)))


def overdue(at):
    """The ids of the cohorts in which such a seat is still taken."""
    return select(Enrolment.cohort_id).where(WAITS, Enrolment.held_until <= at)


def to_remind(at):
    """The ids of the enrolments whose guardian is asked once more now."""
    return select(Enrolment.id).where(WAITS, Enrolment.remind_at <= at, Enrolment.held_until > at)


def of_age(at):
    """The ids of the enrolments whose person needs no guardian any more."""
    adult = Person.birth_date <= youngest_adult(clock.today(at))
    return select(Enrolment.id).join(Enrolment.person).where(WAITS, adult)


def due(session, *, at) -> list[int]:
    """The ids of the enrolments for which something must be done by the clock alone."""
    return sorted({*session.scalars(to_remind(at)), *session.scalars(of_age(at))})


def for_clock(session, enrolment_id) -> Enrolment:
    query = for_moves().where(Enrolment.id == enrolment_id)
    return session.scalars(query).one()
