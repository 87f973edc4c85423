"""Why somebody teaches a part, why others do not, and which rules together leave a part to nobody."""

import pytest

from tests.scheduling.planning.small import assistant, at_random, centre, hour, instructor, lead, plan, room, session
from workforce.scheduling.rules.planning.checking import Rule
from workforce.scheduling.rules.planning.conflicts import (
    RULES,
    can_staff,
    in_week,
    irreducible,
    waive,
    why_pins_clash,
    why_unstaffed,
)
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.instance import Duty, Span
from workforce.scheduling.rules.planning.planner import plan as planned
from workforce.scheduling.rules.planning.reasons import Other, reasons, refusals
from workforce.scheduling.rules.planning.scoring import unstaffed

MORNING = Span(hour(0), hour(3))


def test_the_first_broken_rule_is_named_for_everybody_who_cannot():
    people = [
        instructor(1),
        instructor(2, (2,), free=()),
        instructor(3, free=(MORNING,)),
        instructor(4),
        instructor(5, day_minutes=60),
    ]
    instance = centre([session(1, 4), session(2, 5, cohort=2)], people)

    why = reasons(instance, plan(lead(10, 1), lead(20, 4)), lead(10, 1))

    assert {one.person: one.rule for one in why.refused} == {
        2: Rule.QUALIFIED,
        3: Rule.AVAILABLE,
        4: Rule.AT_ONCE,
        5: Rule.DAY,
    }
    assert why.is_only_one


def test_others_who_could_are_told_with_the_goal_that_would_be_worse():
    people = [instructor(1), instructor(2, {1: 1}), instructor(3), instructor(4)]
    instance = centre([session(1), session(2, day=1)], people)

    why = reasons(instance, plan(lead(10, 1), lead(20, 1)), lead(20, 1), before=plan(lead(20, 1)))

    assert why.others == (Other(2, Goal.LICENCES, 1), Other(3, Goal.CONTINUITY, 1), Other(4, Goal.CONTINUITY, 1))
    assert why.goals == (Goal.LICENCES, Goal.CONTINUITY)
    assert (why.is_kept, why.is_pinned) == (True, False)


def test_no_single_exchange_would_make_a_proven_plan_better():
    instance = at_random(3, sessions=9, people=4)
    best = planned(instance)

    for one in sorted(best.plan.teaching):
        assert all(other.by >= 0 for other in reasons(instance, best.plan, one).others)


def test_of_an_unstaffed_part_everybody_is_refused_by_a_rule():
    people = [instructor(1), instructor(2, (2,), assists=frozenset({1}))]
    instance = centre([session(1, parts=((1, 2),))], people)

    assert [(duty, one.person, one.rule) for duty, one in refusals(instance, plan(), 10)] == [
        (Duty.LEAD, 2, Rule.QUALIFIED)
    ]


def test_rules_that_bar_a_part_cannot_spare_one_of_them():
    people = [instructor(1), instructor(2, (2,)), instructor(3, free=(Span(hour(6), hour(9)),))]
    instance = centre([session(1), session(2, 1, cohort=2), session(3, 6, cohort=3)], people)

    conflict = why_unstaffed(instance, plan(lead(10, 1), lead(30, 1)), 20)

    assert set(conflict.rules) == {Rule.QUALIFIED, Rule.AVAILABLE, Rule.AT_ONCE}
    assert conflict.parts == (10,)


def test_a_lack_of_assistants_is_a_conflict_with_the_ratio():
    instance = centre([session(1, parts=((1, 1),))], [instructor(1)])

    conflict = why_unstaffed(instance, plan(), 10)

    assert (conflict.rules, conflict.parts) == ((Rule.RATIO,), ())


def test_a_part_that_could_be_staffed_has_no_conflict():
    assert why_unstaffed(centre([session(1)], [instructor(1)]), plan(), 10) is None


def test_every_conflict_of_a_proven_plan_is_one_and_irreducible():
    instance = at_random(9, sessions=8, people=3)
    best = planned(instance).plan
    week = in_week(instance, best, instance.span(instance.sessions[0], best))

    assert unstaffed(instance, best)
    for part in unstaffed(instance, best):
        conflict = why_unstaffed(instance, best, part)
        everything = [*conflict.rules, *conflict.parts]
        for left_out in [None, *everything]:
            some = [one for one in everything if one is not left_out]
            waived = waive(week, part, [rule for rule in RULES if rule not in some])
            parts = [part, *(one for one in some if not isinstance(one, Rule))]
            assert can_staff(waived, parts) == (left_out is not None)


def test_nothing_can_be_left_out_of_what_is_irreducible():
    assert irreducible(range(20), lambda some: {3, 7, 19} <= set(some)) == [3, 7, 19]


def test_pins_that_cannot_stay_together_are_named_with_the_rule():
    pins = plan(lead(10, 1), lead(20, 1), lead(30, 1), assistant(11, 2), rooms={3: 1})
    sessions = [session(1, parts=((1, 0), (1, 1))), session(2, 1), session(3, 6)]
    instance = centre(sessions, [instructor(1), instructor(2)], [room(1)], pins=pins)

    fewest, rules = why_pins_clash(instance)

    assert fewest == plan(lead(10, 1), lead(20, 1))
    assert {one.rule for one in rules} == {Rule.AT_ONCE}


@pytest.mark.parametrize(
    ("pins", "fewest"),
    [
        (plan(lead(10, 1), lead(20, 1)), plan()),
        (plan(lead(10, 1), lead(20, 1), lead(30, 1), lead(40, 2)), plan(lead(10, 1), lead(20, 1), lead(30, 1))),
        (plan(lead(10, 1), lead(20, 1), begins={1: hour(0)}), plan(lead(10, 1), lead(20, 1), begins={1: hour(0)})),
        (plan(lead(10, 1), rooms={1: 1, 2: 1, 3: 1}), plan(rooms={1: 1, 2: 1, 3: 1})),
        (plan(lead(30, 1), lead(30, 2)), plan(lead(30, 1), lead(30, 2))),
    ],
)
def test_pins_on_sessions_whose_time_is_open_clash_only_where_no_time_lets_them_stay(pins, fewest):
    """The first session may be at the time of the second or at that of the third."""
    sessions = [
        session(1, times=(hour(0), hour(4))),
        session(2, cohort=2),
        session(3, 4, cohort=3),
        session(4, 8, cohort=4),
    ]
    instance = centre(sessions, [instructor(1), instructor(2)], [room(1)], pins=pins)

    assert why_pins_clash(instance)[0] == fewest
