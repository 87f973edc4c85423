from datetime import timedelta
from itertools import product

import pytest

from tests.make import MONDAY
from workforce.catalogue.models import Cohort, CohortState
from workforce.enrolment.models import ACTIVE, TAKES_SEAT, State
from workforce.enrolment.rules import MOVES, Seats, first_state, is_active, moves_from, takes_seat
from workforce.enrolment.rules.words import way

VERBS = sorted({move for move, _start in MOVES})
POSSIBLE = {
    State.APPLIED: {
        "select": State.CONFIRMED,
        "select_for_guardian": State.WAITING_FOR_GUARDIAN,
        "queue": State.WAITLISTED,
        "reject": State.CANCELLED,
        "guardian_refused": State.CANCELLED,
        "give_way": State.CANCELLED,
        "cancel": State.CANCELLED,
    },
    State.WAITING_FOR_GUARDIAN: {
        "guardian_refused": State.CANCELLED,
        "give_way": State.CANCELLED,
        "lapse": State.CANCELLED,
        "consent": State.CONFIRMED,
        "confirm_held": State.CONFIRMED,
        "waitlist": State.WAITLISTED,
        "cancel": State.CANCELLED,
    },
    State.WAITLISTED: {
        "guardian_refused": State.CANCELLED,
        "give_way": State.CANCELLED,
        "confirm": State.CONFIRMED,
        "hold_for_guardian": State.WAITING_FOR_GUARDIAN,
        "offer": State.OFFERED,
        "end_waiting": State.CANCELLED,
        "cancel": State.CANCELLED,
    },
    State.OFFERED: {
        "guardian_refused": State.CANCELLED,
        "give_way": State.CANCELLED,
        "accept": State.CONFIRMED,
        "accept_for_guardian": State.WAITING_FOR_GUARDIAN,
        "decline": State.CANCELLED,
        "expire": State.CANCELLED,
        "waitlist": State.WAITLISTED,
        "cancel": State.CANCELLED,
    },
    State.CONFIRMED: {
        "waitlist": State.WAITLISTED,
        "cancel": State.CANCELLED,
        "guardian_refused": State.CANCELLED,
        "give_way": State.CANCELLED,
    },
    State.CANCELLED: {},
}


def seats(*, capacity=10, confirmed=0, held=0, waiting=0, last_queued_at=None, offered=0):
    return Seats(CohortState.PUBLISHED, capacity, confirmed, held, waiting, last_queued_at, offered)


@pytest.mark.parametrize(("move", "state"), list(product(VERBS, State)))
def test_every_move_from_every_state_is_as_the_office_knows_it(move, state):
    assert MOVES.get((move, state)) == POSSIBLE[state].get(move)


@pytest.mark.parametrize("state", State)
def test_buttons_are_the_moves(state):
    assert set(moves_from(state)) == set(POSSIBLE[state])


def test_nothing_leads_out_of_cancelled():
    assert moves_from(State.CANCELLED) == []


def test_held_offered_and_confirmed_take_seats_and_all_but_cancelled_are_active():
    assert [state for state in State if takes_seat(state)] == list(TAKES_SEAT)
    assert {state for state in State if is_active(state)} == set(ACTIVE) == set(State) - {State.CANCELLED}


@pytest.mark.parametrize(
    ("counted", "needs_guardian", "expected"),
    [
        (seats(confirmed=9), False, State.CONFIRMED),
        (seats(confirmed=9), True, State.WAITING_FOR_GUARDIAN),
        (seats(confirmed=10), False, State.WAITLISTED),
        (seats(confirmed=9, held=1), False, State.WAITLISTED),
        (seats(confirmed=9, offered=1), False, State.WAITLISTED),
        (seats(confirmed=10), True, State.WAITLISTED),
        (seats(confirmed=5, waiting=1), False, State.WAITLISTED),
        (seats(confirmed=12), False, State.WAITLISTED),
    ],
)
def test_newcomer_gets_a_seat_only_if_one_is_free_and_nobody_waits(counted, needs_guardian, expected):
    finds_seat = counted.next_position == 0
    assert first_state(counted, needs_guardian=needs_guardian, finds_seat=finds_seat) == expected


@pytest.mark.parametrize(
    ("counted", "place"),
    [(seats(confirmed=9), 0), (seats(confirmed=10), 1), (seats(confirmed=10, waiting=3), 4), (seats(waiting=2), 3)],
)
def test_next_place_on_the_list_is_behind_everybody(counted, place):
    assert counted.next_position == place


def test_free_seats_are_never_fewer_than_none():
    assert seats(confirmed=12).free == 0
    assert seats(confirmed=7, held=2).free == 1


def test_who_asked_earlier_but_arrived_later_stands_behind():
    later = MONDAY + timedelta(seconds=2)

    assert seats(waiting=1, last_queued_at=later).end_of_queue(MONDAY) > later
    assert seats(waiting=1, last_queued_at=later).end_of_queue(later) > later
    assert seats(waiting=1, last_queued_at=MONDAY).end_of_queue(later) == later
    assert seats().end_of_queue(MONDAY) == MONDAY


DAY, HOURS = timedelta(days=1), timedelta(hours=2)
FIRST, LAST = MONDAY + 10 * DAY, MONDAY + 40 * DAY
"""The first and the last lesson, of two hours each."""


@pytest.mark.parametrize(
    ("at", "now"),
    [
        (FIRST - DAY, "Seat confirmed"),
        (FIRST, "First day"),
        (LAST - DAY, "First day"),
        (LAST, "Last day"),
        (LAST + HOURS, None),
        (LAST + DAY, None),
    ],
)
def test_seat_goes_along_its_course_and_is_past_its_last_day_once_the_last_lesson_is_over(app, at, now):
    cohort = Cohort(
        state=CohortState.PUBLISHED, opens_at=MONDAY, closes_at=MONDAY, starts_at=FIRST, ends_at=LAST + HOURS
    )

    steps, along = way(State.CONFIRMED, cohort, at)

    words = [str(step) for step in steps]
    assert along == (words.index(now) if now else len(words))
