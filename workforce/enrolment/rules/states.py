"""The life of an enrolment, and where a newcomer begins."""

from datetime import datetime, timedelta
from typing import NamedTuple

from ...catalogue.models import CohortState, GroupRule, Selection
from ..models import ACTIVE, TAKES_SEAT, State

# (move, from): to.
MOVES: dict[tuple[str, State], State] = {
    ("select", State.APPLIED): State.CONFIRMED,
    ("select_for_guardian", State.APPLIED): State.WAITING_FOR_GUARDIAN,
    ("queue", State.APPLIED): State.WAITLISTED,
    ("reject", State.APPLIED): State.CANCELLED,
    ("cancel", State.APPLIED): State.CANCELLED,
    ("confirm", State.WAITLISTED): State.CONFIRMED,
    ("hold_for_guardian", State.WAITLISTED): State.WAITING_FOR_GUARDIAN,
    ("consent", State.WAITING_FOR_GUARDIAN): State.CONFIRMED,
    ("confirm_held", State.WAITING_FOR_GUARDIAN): State.CONFIRMED,  # came of age meanwhile
    ("lapse", State.WAITING_FOR_GUARDIAN): State.CANCELLED,  # no guardian answered in time
    ("guardian_refused", State.APPLIED): State.CANCELLED,
    ("guardian_refused", State.WAITING_FOR_GUARDIAN): State.CANCELLED,
    ("guardian_refused", State.WAITLISTED): State.CANCELLED,
    ("guardian_refused", State.OFFERED): State.CANCELLED,
    ("guardian_refused", State.CONFIRMED): State.CANCELLED,
    ("give_way", State.APPLIED): State.CANCELLED,  # by own wish: another date of theirs has a seat
    ("give_way", State.WAITLISTED): State.CANCELLED,
    ("give_way", State.OFFERED): State.CANCELLED,
    ("give_way", State.WAITING_FOR_GUARDIAN): State.CANCELLED,
    ("give_way", State.CONFIRMED): State.CANCELLED,
    ("offer", State.WAITLISTED): State.OFFERED,
    ("accept", State.OFFERED): State.CONFIRMED,
    ("accept_for_guardian", State.OFFERED): State.WAITING_FOR_GUARDIAN,
    ("decline", State.OFFERED): State.CANCELLED,
    ("expire", State.OFFERED): State.CANCELLED,
    ("waitlist", State.OFFERED): State.WAITLISTED,
    ("waitlist", State.CONFIRMED): State.WAITLISTED,
    ("waitlist", State.WAITING_FOR_GUARDIAN): State.WAITLISTED,
    ("end_waiting", State.WAITLISTED): State.CANCELLED,  # the course began without them
    ("cancel", State.WAITING_FOR_GUARDIAN): State.CANCELLED,
    ("cancel", State.WAITLISTED): State.CANCELLED,
    ("cancel", State.OFFERED): State.CANCELLED,
    ("cancel", State.CONFIRMED): State.CANCELLED,
}

TRANSFER = "transfer"
"""To another date of the course: into whatever state the seats there give. See actions.transferring."""

SMALLEST_STEP = timedelta(microseconds=1)


def moves_from(state: State) -> list[str]:
    return [move for move, start in MOVES if start == state]


class Seats(NamedTuple):
    """The seats of one cohort, as counted. `taken` = `confirmed` + `held` (waiting for a guardian) + `offered` +
    `reserved` (by operators, without names) + `guests` (of other cohorts, in the session that has most of them).
    `applied`: who is to be decided, and takes no seat.

    `last_queued_at`: when the last of those who wait took their place in the queue; None if nobody waits.
    `offers_end_at`: when the first of the open offers is over; None if there is none. `reserved_until` likewise, and
    `holds_end_at` of the seats that wait for a guardian. `has_fees`: it costs something. `has_groups`:
    somebody waits with others, or has begun to.
    """

    state: CohortState
    capacity: int
    confirmed: int
    held: int
    waiting: int
    last_queued_at: datetime | None = None
    offered: int = 0
    offers_end_at: datetime | None = None
    applied: int = 0
    selection: Selection = Selection.FIRST_COME
    decided_at: datetime | None = None
    has_bands: bool = False
    has_fees: bool = False
    reserved: int = 0
    reserved_until: datetime | None = None
    holds_end_at: datetime | None = None
    has_groups: bool = False
    group_rule: GroupRule = GroupRule.PASS_ON
    guests: int = 0

    @property
    def is_by_list(self) -> bool:
        """Whether the order alone does not say who is next: not every seat is for everybody, or somebody waits with
        others. See rules.together.
        """
        return self.has_bands or self.has_groups

    @property
    def is_collecting(self) -> bool:
        """Whether everybody who applies is decided later, all at once."""
        return self.selection is not Selection.FIRST_COME and self.decided_at is None

    def is_settled(self, at: datetime) -> bool:
        """Whether no offer, no reservation and no hold is past its time."""
        return all(end is None or end > at for end in (self.offers_end_at, self.reserved_until, self.holds_end_at))

    @property
    def taken(self) -> int:
        return self.confirmed + self.held + self.offered + self.reserved + self.guests

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def next_position(self) -> int:
        """The place on the waiting list that a newcomer would get now; 0 if they would get a seat, or be decided later.

        Of a cohort without bands and groups: see rules.together.in_the_way.
        """
        if self.is_collecting:
            return 0
        return self.waiting + 1 if self.free == 0 or self.waiting else 0

    def end_of_queue(self, at: datetime) -> datetime:
        """Behind everybody who waits, also if their request began after `at` and was faster."""
        return max(at, self.last_queued_at + SMALLEST_STEP) if self.last_queued_at else at


def first_state(seats: Seats, *, needs_guardian: bool, finds_seat: bool) -> State:
    """Where a newcomer begins. `finds_seat`: a seat is free that nobody before them may have."""
    if seats.is_collecting:
        return State.APPLIED
    if not finds_seat:
        return State.WAITLISTED
    return State.WAITING_FOR_GUARDIAN if needs_guardian else State.CONFIRMED


def is_active(state: State) -> bool:
    return state in ACTIVE


def takes_seat(state: State) -> bool:
    return state in TAKES_SEAT
