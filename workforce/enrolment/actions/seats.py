"""`claim_seat` is the only writer of anything that takes a seat; what is freed goes on to those who wait."""

import secrets
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from ... import history
from ...catalogue.models import Cohort, CohortState
from ...database import hold
from ...people.rules.receipts import new_receipt
from .. import hooks
from ..models import Reservation, ReservedSeat, State
from ..queries import bands, draws, together
from ..queries import seats as queries
from ..rules import MOVES, Seats, first_state, takes_seat
from ..rules import bands as rules
from ..rules.bands import OPEN, Seat
from . import held, moving, offers
from .holding import TOGETHER
from .refusals import (
    AlreadyEnrolled,
    CohortCancelled,
    GroupDoesNotFit,
    ListClosed,
    MovedMeanwhile,
    MoveNotPossible,
    NoSeatFree,
    NotNext,
    SeatsNotFree,
)


class Claim(NamedTuple):
    """The history entry of a claim, and the place on the waiting list that came of it (0 with a seat)."""

    entry: history.Entry
    position: int


def claim_seat(session, enrolment, *, cohort, needs_guardian: bool, by, at, reason=None, reserved=None) -> Claim:
    """Give `enrolment` the state that the seats allow now.

    A new one (not yet in the database) takes a seat while one is free and nobody waits who may have that seat,
    otherwise the end of the waiting list; where all who apply are decided at once, it takes none. One that waits takes
    a seat only as the head of the list. The cohort is held from here to the end of the transaction, offers past their
    time are over, and everything is counted after that, so two people never get one seat.

    `cohort`: the Cohort, or its plain values with an `id`. `reserved`: the ReservedSeat, read since the cohort is held,
    that a new one takes whoever waits.
    Raises CohortCancelled, MoveNotPossible, NoSeatFree, NotNext, AlreadyEnrolled.
    """
    hold(session, cohort, of=Cohort)
    seats = offers.settled(session, cohort.id, at=at)
    if seats.state is not CohortState.PUBLISHED:
        raise CohortCancelled
    if enrolment.id is None:
        return begin(session, enrolment, seats, needs_guardian=needs_guardian, reserved=reserved, by=by, at=at)
    refuse_moved(session, enrolment)
    move = "hold_for_guardian" if needs_guardian else "confirm"
    seat = check_next(session, enrolment, move, seats, at=at)
    enrolment.seat_band_id = seat.band_id
    return Claim(apply(session, enrolment, move, by=by, at=at, reason=reason), 0)


def refuse_moved(session, enrolment):
    """Reads its state again. Raises MovedMeanwhile, where the cohort that is held is not its cohort any more."""
    held_id = enrolment.cohort_id
    session.refresh(enrolment, ["state", "cohort_id", *TOGETHER])
    if enrolment.cohort_id != held_id:
        raise MovedMeanwhile


def begin(session, enrolment, seats: Seats, *, needs_guardian, reserved, by, at):
    if seats.is_collecting and not reserved and draws.is_frozen(session, enrolment.cohort_id):
        raise ListClosed
    seat = OPEN if reserved else seat_for(session, enrolment, seats, at=at)
    if reserved:
        enrolment.state = State.WAITING_FOR_GUARDIAN if needs_guardian else State.CONFIRMED
    else:
        enrolment.state = first_state(seats, needs_guardian=needs_guardian, finds_seat=seat is not None)
    enrolment.seat_band_id = seat.band_id if seat else None
    enrolment.submitted_at = enrolment.changed_at = at
    enrolment.queued_at = seats.end_of_queue(at)
    enrolment.receipt = new_receipt(secrets.randbelow)
    held.set_clock(session, enrolment, at=at)
    insert(session, enrolment)
    if reserved:
        reserved.enrolment_id, reserved.named_at = enrolment.id, at
    enrolment.has_fees = seats.has_fees
    entry = history.record(session, enrolment, "enrol", by=by, at=at, to_state=enrolment.state)
    hooks.moved(session, enrolment, entry, move="enrol", at=at)
    return Claim(entry, seats.waiting + 1 if enrolment.state is State.WAITLISTED else 0)


def reserve(session, reservation: Reservation, *, cohort, seats: int, at):
    """Take `seats` for a reservation (not yet in the database) that are free and that nobody waits for.

    The cohort is held. Raises SeatsNotFree, and ListClosed once it is settled among whom the seats are drawn.
    """
    counted = offers.settled(session, cohort.id, at=at)
    if counted.is_collecting and draws.is_frozen(session, cohort.id):
        raise ListClosed
    free = 0 if counted.waiting else bands.shares_of(session, cohort.id, counted, at=at).open_free
    if seats > free:
        raise SeatsNotFree(free=free)
    session.add(reservation)
    session.flush()
    session.add_all(ReservedSeat(reservation_id=reservation.id) for _seat in range(seats))
    session.flush()


def seat_for(session, enrolment, seats: Seats, *, at) -> Seat | None:
    """The seat that a newcomer may have now, if any. It is decided here to which band they belong."""
    if not seats.is_by_list:
        return None if seats.is_collecting or seats.next_position else OPEN
    every = bands.bands_of(session, enrolment.cohort_id) if seats.has_bands else []
    enrolment.band_id = bands.band_of(
        session,
        every,
        cohort_id=enrolment.cohort_id,
        person_id=enrolment.person_id,
        answers=enrolment.answers,
        except_for=enrolment.id,
    )
    if seats.is_collecting:
        return None
    now = rules.shares(seats.capacity, seats.taken, every, at=at, decided_at=seats.decided_at)
    return together.seat_behind(session, enrolment.cohort_id, seats, now, enrolment.band_id)


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


def check_next(session, enrolment, move, seats: Seats, *, at) -> Seat:
    """The seat that is theirs. Raises MoveNotPossible, NoSeatFree, NotNext."""
    if (move, enrolment.state) not in MOVES:
        raise MoveNotPossible
    if seats.free == 0:
        raise NoSeatFree
    if seats.is_by_list:
        return check_next_by_list(session, enrolment, seats, at=at)
    first = queries.first_waiting(session, enrolment.cohort_id)
    if first.id != enrolment.id:
        raise NotNext(name=first.person.name)
    return OPEN


def check_next_by_list(session, enrolment, seats: Seats, *, at) -> Seat:
    """Next is who may have a free seat while each before them has one as well; of a group, all its members."""
    found = together.next_for(session, enrolment.cohort_id, seats, at=at)
    if not any(enrolment.id in dict(party) for party in found):
        raise NoSeatFree if enrolment.waiting_group_id is None else GroupDoesNotFit(free=seats.free)
    first = dict(found[0])
    if enrolment.id not in first:
        raise NotNext(name=queries.name_of(session, found[0][0][0]))
    return first[enrolment.id]


def apply(session, enrolment, move, *, by, at, reason=None):
    """One of rules.MOVES, its history entry, and the seat that it frees offered on. The cohort is held."""
    had_seat, was_in_group = takes_seat(enrolment.state), enrolment.waiting_group_id is not None
    entry = moving.move(session, enrolment, move, by=by, at=at, reason=reason)
    if was_in_group or (had_seat and not takes_seat(enrolment.state)):
        offers.pass_on(session, enrolment.cohort_id, at=at)
    return entry
