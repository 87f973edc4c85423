"""`claim_seat` is the only writer of anything that takes a seat; what is freed goes on to those who wait."""

import secrets
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from ... import history
from ...catalogue.models import Cohort, CohortState
from ...database import hold
from ...people.rules.receipts import new_receipt
from .. import hooks
from ..queries import seats as queries
from ..rules import MOVES, Seats, first_state, takes_seat
from . import moving, offers
from .refusals import AlreadyEnrolled, CohortCancelled, MoveNotPossible, NoSeatFree, NotNext


class Claim(NamedTuple):
    """The history entry of a claim, and the place on the waiting list that came of it (0 with a seat)."""

    entry: history.Entry
    position: int


def claim_seat(session, enrolment, *, cohort, needs_guardian: bool, by, at, reason=None) -> Claim:
    """Give `enrolment` the state that the seats allow now.

    A new one (not yet in the database) takes a seat while one is free and nobody waits, otherwise the end of the
    waiting list. One that waits takes a seat only as the head of the list. The cohort is held from here to the end of
    the transaction, offers past their time are over, and everything is counted after that, so two people never get one
    seat.

    `cohort`: the Cohort, or its plain values with an `id`.
    Raises CohortCancelled, MoveNotPossible, NoSeatFree, NotNext, AlreadyEnrolled.
    """
    hold(session, cohort, of=Cohort)
    seats = offers.settled(session, cohort.id, at=at)
    if seats.state is not CohortState.PUBLISHED:
        raise CohortCancelled
    if enrolment.id is None:
        return begin(session, enrolment, seats, needs_guardian=needs_guardian, by=by, at=at)
    session.refresh(enrolment, ["state"])
    move = "hold_for_guardian" if needs_guardian else "confirm"
    check_next(session, enrolment, move, seats)
    return Claim(apply(session, enrolment, move, by=by, at=at, reason=reason), 0)


def begin(session, enrolment, seats: Seats, *, needs_guardian, by, at):
    enrolment.state = first_state(seats, needs_guardian=needs_guardian)
    enrolment.submitted_at = enrolment.changed_at = at
    enrolment.queued_at = seats.end_of_queue(at)
    enrolment.receipt = new_receipt(secrets.randbelow)
    insert(session, enrolment)
    enrolment.has_fees = seats.has_fees
    entry = history.record(session, enrolment, "enrol", by=by, at=at, to_state=enrolment.state)
    hooks.moved(session, enrolment, entry, move="enrol", at=at)
    return Claim(entry, seats.next_position)


def insert(session, enrolment):
    """The constraints have the last word: one active enrolment a person and cohort, one receipt number in the world."""
    try:
        with session.begin_nested():
            session.add(enrolment)
    except IntegrityError as error:
        if "receipt" not in str(error.orig):
            raise AlreadyEnrolled(in_the_way(session, enrolment)) from None
        enrolment.receipt = new_receipt(secrets.randbelow)  # the same number drawn twice
        session.add(enrolment)
        session.flush()


def in_the_way(session, enrolment):
    """The enrolment that was there first: of this person in this cohort, or of the same form."""
    return queries.already(
        session, cohort_id=enrolment.cohort_id, person_id=enrolment.person_id, key=enrolment.idempotency_key
    )


def check_next(session, enrolment, move, seats: Seats):
    if (move, enrolment.state) not in MOVES:
        raise MoveNotPossible
    if seats.free == 0:
        raise NoSeatFree
    first = queries.first_waiting(session, enrolment.cohort_id)
    if first.id != enrolment.id:
        raise NotNext(name=first.person.name)


def apply(session, enrolment, move, *, by, at, reason=None):
    """One of rules.MOVES, its history entry, and the seat that it frees offered on. The cohort is held."""
    had_seat = takes_seat(enrolment.state)
    entry = moving.move(session, enrolment, move, by=by, at=at, reason=reason)
    if had_seat and not takes_seat(enrolment.state):
        offers.pass_on(session, enrolment.cohort_id, at=at)
    return entry
