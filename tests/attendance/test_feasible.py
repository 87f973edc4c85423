"""Whether somebody can still finish: exact, so it is compared with trying everything on small cases."""

import random
import subprocess
import sys
from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from tests.make import MONDAY
from workforce import clock
from workforce.attendance.rules import feasible
from workforce.attendance.rules.feasible import NOTHING_TO_DO, ONLINE, Choice, Stay, Terms, find

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = clock.today(MONDAY)
TERMS = Terms(TODAY, None, travel=60, trip_days=3)
ROOM, ELSEWHERE = 1, 2
A, B, C = 101, 102, 103


def choice(number, day, hour=0, *, place=ROOM, lasts=2, **minutes):
    starts = MONDAY + day * DAY + hour * HOUR
    taught = {{"a": A, "b": B, "c": C}[name]: each for name, each in minutes.items()}
    return Choice(starts, starts + lasts * HOUR, place, number, taught)


def stay(day, hour=0, *, place=ROOM, lasts=2):
    starts = MONDAY + day * DAY + hour * HOUR
    return Stay(starts, starts + lasts * HOUR, place)


def test_nothing_missing_needs_nothing():
    assert find({}, [], [], TERMS) == find({A: 0}, [choice(1, 1, a=60)], [], TERMS) == NOTHING_TO_DO


def test_what_nobody_teaches_cannot_be_made_up():
    assert find({A: 60}, [choice(1, 1, b=60)], [], TERMS) is None
    assert find({A: 90}, [choice(1, 1, a=60)], [], TERMS) is None


def test_a_single_choice_is_the_way_and_its_day_the_last():
    way = find({A: 60}, [choice(1, 5, a=60)], [], TERMS)
    assert (way.sessions, way.trips, way.days, way.cost) == ((1,), 1, 5, 8)
    assert way.last_day == TODAY + 5 * DAY


def test_two_sessions_that_are_both_needed_and_clash_are_no_way():
    assert find({A: 60, B: 60}, [choice(1, 5, a=60), choice(2, 5, hour=1, b=60)], [], TERMS) is None
    far = choice(2, 5, hour=2, place=ELSEWHERE, b=60)
    assert find({A: 60, B: 60}, [choice(1, 5, a=60), far], [], TERMS) is None, "an hour lies between two places"
    assert find({A: 60, B: 60}, [choice(1, 5, a=60), choice(2, 5, hour=2, b=60)], [], TERMS).sessions == (1, 2)


def test_own_sessions_are_not_missed_for_it_and_save_the_journey():
    same_day, other_day = choice(1, 9, hour=2, a=60), choice(2, 7, a=60)
    assert find({A: 60}, [same_day, other_day], [], TERMS).sessions == (2,)
    assert find({A: 60}, [same_day, other_day], [stay(9)], TERMS).sessions == (1,)
    assert find({A: 60}, [same_day, other_day], [stay(9, hour=3)], TERMS).sessions == (2,)
    assert find({A: 60}, [choice(3, 9, place=ONLINE, a=60)], [], TERMS).trips == 0


def test_one_session_for_two_items_is_cheaper_than_two():
    both, first, second = choice(1, 8, a=60, b=60), choice(2, 6, a=60), choice(3, 7, b=60)
    assert find({A: 60, B: 60}, [both, first, second], [], TERMS).sessions == (1,)


def test_the_last_day_is_that_of_the_way_which_begins_latest():
    early, late = choice(1, 2, a=60), choice(2, 20, a=60)
    way = find({A: 60}, [early, late], [], TERMS)
    assert (way.sessions, way.last_day) == ((1,), TODAY + 20 * DAY)
    assert find({A: 60}, [early, late], [], Terms(TODAY, TODAY + 19 * DAY, 60, 3)).last_day == TODAY + 2 * DAY


def by_trying_everything(missing, choices, own, terms):
    """(the lowest cost, the latest first day), or None."""
    possible = feasible.within_reach(missing, choices, own, terms)
    ways = chain.from_iterable(combinations(possible, size) for size in range(len(possible) + 1))
    fitting = [way for way in ways if feasible.is_covered(missing, way) and not feasible.any_clash(way, terms.travel)]
    if not fitting:
        return None
    if not missing:
        return 0, None
    costs = [feasible.way_of(way, own, terms, None).cost for way in fitting]
    return min(costs), max(feasible.first_day(way) for way in fitting)


def anything(chance):
    items = chance.sample([A, B, C], chance.randint(1, 3))
    choices = []
    for number in range(chance.randint(1, 8)):
        taught = {item: chance.choice((30, 60)) for item in (A, B, C) if chance.random() < 0.5}
        starts = MONDAY + chance.randint(0, 6) * DAY + chance.randint(0, 4) * HOUR
        lasts = chance.randint(1, 3) * HOUR
        choices.append(Choice(starts, starts + lasts, chance.choice((ONLINE, ROOM, ELSEWHERE)), number, taught))
    own = [stay(chance.randint(0, 6), chance.randint(0, 4)) for _ in range(chance.randint(0, 2))]
    deadline = TODAY + chance.randint(2, 6) * DAY if chance.random() < 0.4 else None
    terms = Terms(TODAY, deadline, travel=chance.choice((0, 60)), trip_days=chance.randint(0, 4))
    return {item: chance.choice((30, 60, 90)) for item in items}, choices, own, terms


@pytest.mark.parametrize("seed", range(4))
def test_the_answer_is_that_of_trying_everything(seed):
    chance = random.Random(seed)
    solved = 0
    for _case in range(40):
        question = anything(chance)
        way, expected = find(*question), by_trying_everything(*question)
        assert (way and (way.cost, way.last_day)) == expected, question
        if way:
            missing, choices, own, terms = question
            taken = [one for one in choices if one.id in way.sessions]
            assert feasible.is_covered(missing, taken)
            assert not feasible.any_clash(taken, terms.travel)
            assert not any(feasible.clash(one, other, terms.travel) for one in taken for other in own)
            assert find(*question) == way
            solved += 1
    assert solved > 10


def test_the_solver_is_not_loaded_before_it_is_needed():
    """A web process that never asks does not carry its weight."""
    code = (
        "import sys; from workforce.attendance.rules import feasible; import workforce;"
        " sys.exit(any(name.partition('.')[0] in ('ortools', 'numpy', 'pandas') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_dates_are_dates_at_the_centre():
    late = Choice(MONDAY + 15 * HOUR, MONDAY + 16 * HOUR, ROOM, 1, {A: 60})  # midnight at the centre
    assert late.day == date(2026, 3, 3)
