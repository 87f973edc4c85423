"""A plan that breaks one rule is found to break that one; one that breaks none passes."""

from dataclasses import replace

import pytest

from tests.scheduling.planning.small import assistant, centre, hour, instructor, lead, plan, room, session
from workforce.scheduling.rules.planning.checking import Rule, broken
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.instance import Elsewhere, Span, Terms, Wish
from workforce.scheduling.rules.planning.scoring import scores

MORNING = Span(hour(0), hour(3))
TERMS = Terms({(0, 1): 40})
TWO_TIMES = (hour(0), hour(4))


def rules(instance, a_plan):
    return {one.rule for one in broken(instance, a_plan)}


def test_a_plan_without_fault_breaks_nothing():
    instance = centre(
        [session(1, parts=((1, 1), (2, 0))), session(2, 3, place=1)],
        [instructor(1, (1, 2)), instructor(2, (3,), assists=frozenset({1}))],
        [room(1), room(2, place=1)],
        terms=TERMS,
    )

    good = plan(lead(10, 1), assistant(10, 2), lead(11, 1), lead(20, 1), rooms={1: 1, 2: 2})

    assert broken(instance, good) == []


FAULTS = {
    Rule.QUALIFIED: (centre([session(1)], [instructor(1, (2,))]), plan(lead(10, 1))),
    Rule.AVAILABLE: (centre([session(1, 2)], [instructor(1, free=(MORNING,))]), plan(lead(10, 1))),
    Rule.ONE_DUTY: (centre([session(1, parts=((1, 1),))], [instructor(1)]), plan(lead(10, 1), assistant(10, 1))),
    Rule.AT_ONCE: (centre([session(1), session(2, 1)], [instructor(1)]), plan(lead(10, 1), lead(20, 1))),
    Rule.TRAVEL: (
        centre([session(1), session(2, 2.5, place=1)], [instructor(1)], terms=TERMS),
        plan(lead(10, 1), lead(20, 1)),
    ),
    Rule.DAY: (
        centre([session(1), session(2, 3)], [instructor(1, day_minutes=200)]),
        plan(lead(10, 1), lead(20, 1)),
    ),
    Rule.STRETCH: (
        centre([session(1), session(2, 2)], [instructor(1)], terms=Terms(stretch=200, pause=10)),
        plan(lead(10, 1), lead(20, 1)),
    ),
    Rule.WEEK: (
        centre([session(1), session(2, day=3)], [instructor(1, week_minutes=200)]),
        plan(lead(10, 1), lead(20, 1)),
    ),
    Rule.RATIO: (centre([session(1, parts=((1, 1),))], [instructor(1)]), plan(lead(10, 1))),
    Rule.ROOM_PLACE: (centre([session(1)], [], [room(1, place=1)]), plan(rooms={1: 1})),
    Rule.ROOM_CAPACITY: (centre([session(1)], [], [room(1, capacity=9)]), plan(rooms={1: 1})),
    Rule.ROOM_EQUIPMENT: (centre([session(1, equipment={"beds"})], [], [room(1)]), plan(rooms={1: 1})),
    Rule.ROOM_OPEN: (centre([session(1)], [], [room(1, open=(MORNING,), set_up=15)]), plan(rooms={1: 1})),
    Rule.ROOM_TAKEN: (
        centre([session(1), session(2, 2, cohort=2)], [], [room(1, clearing=15)]),
        plan(rooms={1: 1, 2: 1}),
    ),
    Rule.TIME: (centre([session(1, times=TWO_TIMES)], []), plan(begins={1: hour(1)})),
    Rule.COHORT: (centre([session(1, times=TWO_TIMES), session(2, 3)], []), plan(begins={1: hour(4)})),
    Rule.PINNED: (centre([session(1)], [instructor(1)], pins=plan(lead(10, 1))), plan()),
}


@pytest.mark.parametrize("rule", list(Rule))
def test_each_rule_is_found_where_it_alone_is_broken(rule):
    assert rules(*FAULTS[rule]) == {rule}


def test_set_up_and_clearing_engage_people_too():
    instance = centre([session(1), session(2, 2, set_up=10)], [instructor(1)])

    assert rules(instance, plan(lead(10, 1), lead(20, 1))) == {Rule.AT_ONCE}


@pytest.mark.parametrize(
    ("begins", "place", "limits", "rule"),
    [
        (1, 0, {}, Rule.AT_ONCE),
        (2.5, 1, {}, Rule.TRAVEL),
        (3, 0, {"day_minutes": 200}, Rule.DAY),
        (3, None, {"week_minutes": 200}, Rule.WEEK),
    ],
)
def test_what_somebody_has_elsewhere_counts(begins, place, limits, rule):
    there = Elsewhere(Span(hour(begins), hour(begins + 2)), place)
    amina = instructor(1, elsewhere=(there,), **limits)

    assert rules(centre([session(1)], [amina], terms=TERMS), plan(lead(10, 1))) == {rule}


def test_what_is_elsewhere_at_the_same_place_leaves_the_time_beside_it():
    amina = instructor(1, elsewhere=(Elsewhere(Span(hour(2), hour(4)), 0),))

    assert rules(centre([session(1)], [amina], terms=TERMS), plan(lead(10, 1))) == set()


def test_nobody_clears_a_room_between_two_sessions_of_one_cohort():
    instance = centre([session(1), session(2, 2), session(3, 3)], [], [room(1, clearing=15)])

    assert rules(instance, plan(rooms={1: 1, 2: 1})) == set()
    assert rules(instance, plan(rooms={2: 1, 3: 1})) == {Rule.ROOM_TAKEN}


def test_a_room_holds_as_many_as_the_layout_that_is_wanted():
    small = room(1, capacity=20, layouts={"seminar": 20, "practice": 9})
    wanting = {"practice": {Rule.ROOM_CAPACITY}, "groups": {Rule.ROOM_CAPACITY}, "seminar": set(), None: set()}

    for layout, expected in wanting.items():
        assert rules(centre([session(1, layout=layout)], [], [small]), plan(rooms={1: 1})) == expected
    known = session(1, layout="practice", despite=frozenset({1}))
    assert rules(centre([known], [], [small]), plan(rooms={1: 1})) == set()


def test_online_nobody_needs_a_room_or_a_way():
    instance = centre([session(1, place=None), session(2, 2)], [instructor(1)], terms=TERMS)
    held = plan(lead(10, 1), lead(20, 1))

    assert rules(instance, held) == set()
    assert scores(instance, held)[Goal.ROOMLESS] == 1


def test_a_part_that_wants_two_leads_is_not_staffed_by_one():
    one = session(1)
    both = centre([replace(one, parts=(replace(one.parts[0], leads=2),))], [instructor(1), instructor(2)])

    assert rules(both, plan(lead(10, 1))) == {Rule.RATIO}
    assert rules(both, plan(lead(10, 1), lead(10, 2))) == set()


def test_whoever_is_pinned_to_a_part_may_wait_there_for_others():
    pins = plan(lead(10, 1))
    instance = centre([session(1, parts=((1, 1),))], [instructor(1)], pins=pins)

    assert broken(instance, pins) == []
    assert scores(instance, pins)[Goal.UNSTAFFED] == 1


def test_scores_count_what_they_say():
    wish = Wish(Span(hour(4), hour(5)), 2)
    amina = instructor(1, {1: 1}, target=100, evenings=0, wishes=(wish,))
    instance = centre(
        [session(1), session(2, 4), session(3, 9, place=1), session(4, day=1)], [amina], [room(1)], terms=TERMS
    )

    counted = scores(instance, plan(lead(10, 1), lead(20, 1), lead(30, 1), rooms={1: 1}), plan(lead(40, 1)))

    assert counted == {
        Goal.CHANGES: 5,
        Goal.UNSTAFFED: 1,
        Goal.ROOMLESS: 3,
        Goal.LICENCES: 3,
        Goal.GAPS: (120 - 60) + 40 + (180 - 40 - 60),
        Goal.LOAD: 360 - 110,
        Goal.EVENINGS: 1,
        Goal.CONTINUITY: 1,
        Goal.WISHES: 2,
        Goal.ROOM_CHANGES: 1,
    }


def test_a_place_without_a_time_given_is_as_far_as_any_other():
    assert Terms({(0, 1): 40}, otherwise=33).way(1, 2) == 33
