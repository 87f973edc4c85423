"""A plan that is changed: the fewest changes, shown before they count; and who is concerned if somebody is away."""

from dataclasses import replace

import pytest

from tests.scheduling.planning.small import assistant, at_random, centre, hour, instructor, lead, plan, room, session
from workforce.scheduling.rules.planning.changes import away, changed, if_away
from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.goals import ORDER, Goal
from workforce.scheduling.rules.planning.instance import Duty, Plan, Span
from workforce.scheduling.rules.planning.planner import plan as planned

THAT_DAY = Span(hour(-9, 1), hour(15, 1))


def test_every_changed_post_room_and_time_is_shown_and_counted():
    instance = centre([session(1, parts=((1, 1),)), session(2, 4, cohort=2)], [instructor(n) for n in (1, 2, 3)])
    before = plan(lead(10, 1), assistant(10, 2), lead(20, 1), rooms={1: 1})

    shown = changed(instance, before, plan(lead(10, 1), assistant(10, 3), rooms={1: 2}, begins={2: hour(5)}))

    assert [(one.part, one.duty, one.gone, one.come) for one in shown.posts] == [
        (10, Duty.ASSISTANT, (2,), (3,)),
        (20, Duty.LEAD, (1,), ()),
    ]
    assert (shown.rooms, shown.moved, shown.cohorts, shown.count) == ({1}, {2}, {1, 2}, 4)


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_the_number_shown_is_the_number_of_cells_that_change(seed):
    instance = replace(at_random(seed, sessions=9, people=4), rooms=(room(1), room(2, place=1)))
    before = planned(instance).plan

    after = if_away(instance, before, 1, [THAT_DAY])

    assert after.changed.count == after.count
    assert broken(away(instance, before, 1, (THAT_DAY,)), after.outcome.plan) == []
    assert after.outcome.is_proven(Goal.CHANGES)


def test_nothing_changes_where_nothing_has_to():
    instance = replace(at_random(3, sessions=9, people=4), rooms=(room(1), room(2, place=1)))
    anyhow = planned(instance, goals=tuple(reversed(ORDER))).plan

    assert planned(instance, before=anyhow, goals=(Goal.CHANGES,)).scores[Goal.CHANGES] == 0


def test_who_is_away_loses_that_day_alone_and_the_cohorts_are_named():
    sessions = [session(1), session(2, day=1, cohort=2), session(3, day=1, begins=4, cohort=3)]
    people = [instructor(1), instructor(2, {1: 1}, free=(Span(hour(0, 1), hour(2, 1)),))]
    instance = centre(sessions, people, pins=plan(lead(20, 1)))
    before = plan(lead(10, 1), lead(20, 1), lead(30, 1))

    after = if_away(instance, before, 1, [THAT_DAY])

    assert after.outcome.plan.teaching == {lead(10, 1), lead(20, 2)}
    assert (after.changed.cohorts, after.lost, after.count) == ({2, 3}, {30}, 2)


def test_staff_may_put_staffing_before_few_changes():
    sessions = [session(1), session(2, 1, parts=((2, 0),))]
    people = [instructor(1, (1, 2)), instructor(2, {1: 0})]
    instance = centre(sessions, people)
    before = plan(lead(10, 1))

    assert planned(instance, before=before).plan.teaching == {lead(10, 1)}
    assert planned(instance, before=before, goals=(Goal.UNSTAFFED, Goal.CHANGES)).plan == Plan(
        frozenset({lead(10, 2), lead(20, 1)})
    )
