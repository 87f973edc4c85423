"""The life of a plan, the order of its goals, and what is made of what the planner finds."""

from itertools import product

import pytest

from tests.scheduling.planning.small import assistant, centre, hour, instructor, lead, plan, room, session
from workforce.scheduling.models import PlanState
from workforce.scheduling.rules.plan_report import Asked, found
from workforce.scheduling.rules.planning.goals import ORDER, Goal
from workforce.scheduling.rules.planning.instance import Span
from workforce.scheduling.rules.plans import (
    FROM_WHAT_STANDS,
    IF_AWAY,
    MOVES,
    MovedOn,
    moves_from,
    next_state,
    ranked,
)

NAMES = sorted({name for name, _state in MOVES})


@pytest.mark.parametrize(("name", "state"), list(product(NAMES, PlanState)))
def test_every_move_is_in_the_table_or_refused(name, state):
    if name in moves_from(state):
        assert next_state(name, state) is MOVES[name, state]
    else:
        with pytest.raises(MovedOn):
            next_state(name, state)


def test_what_is_decided_stays_so():
    assert moves_from(PlanState.APPLIED) == moves_from(PlanState.DISCARDED) == []


def test_goals_come_in_the_order_of_their_numbers_and_those_without_are_left_out():
    ranks = dict.fromkeys(FROM_WHAT_STANDS) | {Goal.LOAD: 1, Goal.UNSTAFFED: 1, Goal.GAPS: 7, Goal.CHANGES: 2}

    assert ranked(ranks) == (Goal.UNSTAFFED, Goal.LOAD, Goal.CHANGES, Goal.GAPS)


def standing(sessions, instructors, now, rooms=(), **others):
    """As they are filled from a database in which `now` stands."""
    return centre(sessions, instructors, rooms, standing=now.teaching, **others)


SHORT = [session(1, parts=((1, 1),))]
"""One part, for which a lead and an assistant are needed."""


def test_a_lead_stays_where_no_assistant_can_be_found():
    now = plan(lead(10, 1))
    instance = standing(SHORT, [instructor(1)], now, [room(1)])

    report = found(Asked(instance, now, FROM_WHAT_STANDS, start=now))

    assert report.after.teaching == {lead(10, 1)}
    assert (report.scores[Goal.UNSTAFFED], report.changes) == (1, 1)
    assert report.bounds[Goal.CHANGES] <= report.scores[Goal.CHANGES]
    assert report.gaps["parts"][0] | {"rules": None} == {"part": 10, "is_lost": False, "rules": None, "beside": []}


def test_nobody_stays_in_two_places_for_it():
    there = [*SHORT, session(2, 1, cohort=2)]
    now = plan(lead(10, 1))
    instance = standing(there, [instructor(1)], now)

    report = found(Asked(instance, now, ORDER))

    assert report.after.teaching == {lead(20, 1)}


def test_whoever_is_away_does_not_stay_and_their_lead_does():
    now = plan(lead(10, 1), assistant(10, 2))
    instance = standing(SHORT, [instructor(1), instructor(2)], now)
    away = (2, Span(hour(-1), hour(9)))

    report = found(Asked(instance, now, IF_AWAY, start=now, away=away))

    assert report.after.teaching == {lead(10, 1)}
    assert report.gaps["parts"][0]["is_lost"]


def test_a_room_that_none_fits_is_told_room_by_room():
    instance = centre([session(1, trainees=30)], [instructor(1)], [room(1, capacity=20), room(2, place=5)])

    report = found(Asked(instance, plan(), ORDER))

    assert report.gaps["rooms"] == [
        {"session": 1, "refused": [{"rule": "room_capacity", "session": 1, "room": 1}]},
    ]


def test_who_is_away_is_replaced_though_others_move_and_old_gaps_stay():
    """Only 3 may take what 1 had, and 2 can take what 3 had."""
    there = [session(1), session(2, parts=((2, 0),), cohort=2), session(3, 4, parts=((2, 0),), cohort=2)]
    now = plan(lead(10, 1), lead(20, 3))
    instance = standing(there, [instructor(1), instructor(2, (2,)), instructor(3, (1, 2))], now)
    away = (1, Span(hour(-1), hour(9)))

    report = found(Asked(instance, now, IF_AWAY, start=now, away=away))

    assert report.after.teaching == {lead(10, 3), lead(20, 2)}
    assert report.gaps["parts"] == []


def test_a_lead_who_is_away_is_replaced_where_assistants_were_missing_before():
    now = plan(lead(10, 1))
    instance = standing(SHORT, [instructor(1), instructor(2)], now)

    report = found(Asked(instance, now, IF_AWAY, start=now, away=(1, Span(hour(-1), hour(9)))))

    assert report.after.teaching == {lead(10, 2)}


def test_an_assistant_alone_and_a_pin_are_no_riddle_when_somebody_is_away():
    there = [*SHORT, session(2, 4)]
    now = plan(assistant(10, 1))
    instance = standing(there, [instructor(1), instructor(2)], now, pins=plan(lead(20, 2)))

    report = found(Asked(instance, now, IF_AWAY, start=now, away=(1, Span(hour(-1), hour(3)))))

    assert report.after.teaching == {assistant(10, 2), lead(20, 2)}
