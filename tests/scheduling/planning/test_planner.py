"""The planner against every plan there is, and what it promises about goals, stopping and pins."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.scheduling.planning import by_hand
from tests.scheduling.planning.small import at_random, centre, hindered, hour, instructor, lead, plan, room, session
from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.goals import AFRESH, ORDER, Goal
from workforce.scheduling.rules.planning.instance import Plan, Span
from workforce.scheduling.rules.planning.model import Impossible
from workforce.scheduling.rules.planning.planner import plan as planned
from workforce.scheduling.rules.planning.scoring import scores

SEEDS = [0, 1, *range(4, 18)]
OTHER_ORDER = (Goal.UNSTAFFED, Goal.CONTINUITY, Goal.WISHES, Goal.LOAD, Goal.GAPS, Goal.LICENCES)


def of(outcome, goals):
    return tuple(outcome.scores[goal] for goal in goals)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_is_better_than_the_planned_one(seed):
    instance = at_random(seed)
    goals = OTHER_ORDER if seed % 2 else ORDER

    outcome = planned(instance, goals=goals)

    assert broken(instance, outcome.plan) == []
    assert of(outcome, goals) == by_hand.best(instance, goals)
    assert all(outcome.is_proven(goal) for goal in goals)


@pytest.mark.parametrize("seed", range(20, 28))
def test_none_is_better_where_people_have_to_be_elsewhere_as_well(seed):
    instance = hindered(at_random(seed), seed)

    outcome = planned(instance, goals=ORDER)

    assert broken(instance, outcome.plan) == []
    assert of(outcome, ORDER) == by_hand.best(instance, ORDER)


def test_whoever_stands_in_a_part_that_cannot_be_staffed_stays_as_far_as_they_can():
    """Nobody assists in the first two; of the third the lead has no time any more."""
    away = instructor(2, free=(Span(hour(9), hour(30)),))
    sessions = [session(n, 3 * n, parts=((1, 1),)) for n in (1, 2)] + [session(3, 3, parts=((1, 1),), cohort=2)]
    standing = frozenset({lead(10, 1), lead(20, 1), lead(30, 2)})
    instance = centre(sessions, [instructor(1), away], standing=standing)
    outcome = planned(instance)

    assert outcome.plan.teaching == {lead(10, 1), lead(20, 1)}
    assert outcome.scores[Goal.UNSTAFFED] == 3
    assert broken(instance, outcome.plan) == []
    assert all(outcome.bounds[goal] <= outcome.scores[goal] for goal in outcome.bounds)


def test_whoever_stands_in_a_part_goes_where_somebody_else_is_pinned_to_lead_it():
    pins, standing = plan(lead(10, 1)), frozenset({lead(10, 2)})
    people = [instructor(1), instructor(2)]
    instance = centre([session(1, parts=((1, 2),))], people, pins=pins, standing=standing)

    assert planned(instance).plan == pins


def test_a_cohort_stays_in_its_room_between_two_sessions_and_no_other_comes_into_it():
    """Three sessions one after the other want the one room, which takes a quarter of an hour to clear."""
    every = [session(1), session(2, 2), session(3, 4, cohort=2), session(4, 4.5)]
    instance = centre(every, [], [room(1, clearing=15)])

    outcome = planned(instance)

    assert broken(instance, outcome.plan) == []
    assert outcome.plan.rooms in ({1: 1, 2: 1, 4: 1},)


@pytest.mark.parametrize("seed", SEEDS[:8])
def test_no_plan_has_fewer_changes_when_somebody_is_away(seed):
    instance = at_random(seed)
    before = planned(instance, goals=ORDER).plan
    without = replace(instance, instructors=(replace(instance.instructors[0], free=()), *instance.instructors[1:]))

    outcome = planned(without, before=before)

    assert of(outcome, AFRESH) == by_hand.best(without, AFRESH, before)


@pytest.mark.parametrize("goals", [ORDER, OTHER_ORDER])
def test_a_later_goal_never_worsens_an_earlier_one(goals):
    instance = at_random(3, sessions=9, people=4)
    all_goals = planned(instance, goals=goals)

    for number in range(1, len(goals)):
        some = planned(instance, goals=goals[:number])

        assert of(some, goals[:number]) == of(all_goals, goals[:number])


def test_a_plan_made_by_hand_is_equalled_or_beaten():
    instance = at_random(5, sessions=9, people=4)
    hand = greedy(instance)
    by_hand_scores = scores(instance, hand)

    outcome = planned(instance)

    assert broken(instance, hand) == []
    assert of(outcome, ORDER) <= tuple(by_hand_scores[goal] for goal in ORDER)


def greedy(instance):
    """As one does it with pencil and paper: part after part, the first who can."""
    teaching = frozenset()
    for part in instance.part.values():
        fitting = (team for team in by_hand.teams(instance, part, frozenset()) if team)
        tried = (teaching | team for team in fitting)
        teaching = next((one for one in tried if not broken(instance, Plan(one))), teaching)
    return Plan(teaching)


def test_the_same_instance_gets_the_same_plan():
    instance = at_random(7, sessions=9, people=4)

    assert planned(instance) == planned(instance)


def test_whoever_stops_it_gets_the_best_plan_so_far():
    instance = at_random(3, sessions=9, people=4)
    told = []

    outcome = planned(instance, tell=told.append, stop=lambda: any(one.goal is Goal.LICENCES for one in told))

    assert not outcome.is_whole
    assert list(outcome.bounds)[:2] == [Goal.UNSTAFFED, Goal.ROOMLESS]
    assert outcome.is_proven(Goal.UNSTAFFED)
    assert broken(instance, outcome.plan) == []


def test_stopped_before_it_began_it_hands_over_what_is_pinned():
    pins = plan(lead(10, 1))
    instance = centre([session(1), session(2, 4)], [instructor(1)], pins=pins)

    assert planned(instance, stop=lambda: True).plan == pins


def test_progress_tells_goals_in_their_order_and_a_plan_at_every_step():
    instance = at_random(3, sessions=9, people=4)
    plans = []

    planned(instance, tell=lambda one: plans.append((one.goal, one.done <= one.pieces, broken(instance, one.plan()))))

    assert all(fits and not faults for _, fits, faults in plans)
    assert [goal for goal, _, _ in plans] == sorted((goal for goal, _, _ in plans), key=ORDER.index)


def test_what_is_pinned_stays():
    instance = centre([session(1), session(2, 1)], [instructor(1), instructor(2, {1: 1})], pins=plan(lead(10, 2)))

    assert planned(instance).plan == plan(lead(10, 2), lead(20, 1))


def test_pins_that_break_a_rule_are_impossible():
    unqualified = centre([session(1)], [instructor(1, (2,))], pins=plan(lead(10, 1)))
    in_two_places = centre([session(1), session(2, 1)], [instructor(1)], pins=plan(lead(10, 1), lead(20, 1)))

    for instance in (unqualified, in_two_places):
        with pytest.raises(Impossible):
            planned(instance)


def test_rooms_are_kept_by_a_cohort_and_none_is_left_out_that_could_have_one():
    every = [session(n, 0, day=n, cohort=1) for n in (1, 2, 3)] + [session(4, 1, day=2, cohort=2)]
    instance = centre(every, [], [room(1), room(2)])

    outcome = planned(instance)

    assert (outcome.scores[Goal.ROOMLESS], outcome.scores[Goal.ROOM_CHANGES]) == (0, 2)
    assert broken(instance, outcome.plan) == []


def test_a_session_whose_time_is_open_goes_where_somebody_is_free():
    fixed, opened = session(1, 0), session(2, times=(hour(0), hour(3)), cohort=2)
    instance = centre([fixed, opened], [instructor(1)], [room(1)])

    outcome = planned(instance)

    assert outcome.plan == plan(lead(10, 1), lead(20, 1), rooms={1: 1, 2: 1}, begins={2: hour(3)})


def test_open_times_of_a_cohort_keep_their_turn():
    either = (hour(0), hour(3))
    instance = centre([session(1, times=either), session(2, times=either)], [instructor(1)])

    assert planned(instance).plan.begins == {1: hour(0), 2: hour(3)}


def test_the_solver_is_not_loaded_before_it_is_needed():
    """A web process that shows a plan and its reasons does not carry its weight."""
    code = (
        "import sys; from workforce.scheduling.rules.planning import changes, conflicts, planner, reasons;"
        " sys.exit(any(name.partition('.')[0] in ('ortools', 'numpy', 'pandas') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
