"""The life of an enrolment, and who is next: questions about values."""

from collections.abc import Sequence
from typing import NamedTuple

from ..catalogue.models import CohortState
from .models import ACTIVE, TAKES_SEAT, State

# (move, from): to. Offers, lotteries and screening will add their states here.
MOVES: dict[tuple[str, State], State] = {
    ("confirm", State.WAITLISTED): State.CONFIRMED,
    ("hold_for_guardian", State.WAITLISTED): State.WAITING_FOR_GUARDIAN,
    ("consent", State.WAITING_FOR_GUARDIAN): State.CONFIRMED,
    ("waitlist", State.CONFIRMED): State.WAITLISTED,
    ("waitlist", State.WAITING_FOR_GUARDIAN): State.WAITLISTED,
    ("cancel", State.WAITING_FOR_GUARDIAN): State.CANCELLED,
    ("cancel", State.WAITLISTED): State.CANCELLED,
    ("cancel", State.CONFIRMED): State.CANCELLED,
}


def moves_from(state: State) -> list[str]:
    return [move for move, start in MOVES if start == state]


class Seats(NamedTuple):
    """The seats of one cohort, as counted. `taken` = `confirmed` + `held` (waiting for a guardian)."""

    state: CohortState
    capacity: int
    confirmed: int
    held: int
    waiting: int

    @property
    def taken(self):
        return self.confirmed + self.held

    @property
    def free(self):
        return max(self.capacity - self.taken, 0)


def first_state(seats: Seats, *, needs_guardian: bool) -> State:
    """Where a newcomer begins: behind everybody who waits, even if a seat is free."""
    if seats.free == 0 or seats.waiting > 0:
        return State.WAITLISTED
    return State.WAITING_FOR_GUARDIAN if needs_guardian else State.CONFIRMED


def is_active(state: State) -> bool:
    return state in ACTIVE


def takes_seat(state: State) -> bool:
    return state in TAKES_SEAT


def position(queue: Sequence[int], enrolment_id: int) -> int:
    """1 for the head of `queue` (enrolment ids in order); 0 if not in it."""
    return queue.index(enrolment_id) + 1 if enrolment_id in queue else 0
