"""A planner that forgot a rule would be found out: what it plans without the rule, the checker refuses by that rule."""

from dataclasses import replace

import pytest

from tests.scheduling.planning.small import WEEK, at_random, room
from workforce.scheduling.rules.planning.checking import Rule, broken
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.instance import Terms
from workforce.scheduling.rules.planning.planner import plan as planned

ROOMS = (room(1, capacity=5), room(2, place=1, equipment=frozenset({"beds"})), room(3, open=()), room(4, set_up=45))
EVERYTHING = dict.fromkeys((1, 2, 3), 0)


def people(instance, **without):
    return replace(instance, instructors=tuple(replace(one, **without) for one in instance.instructors))


def rooms(instance, **without):
    return replace(instance, rooms=tuple(replace(one, **without) for one in instance.rooms))


def sessions(instance, **without):
    return replace(instance, sessions=tuple(replace(one, **without) for one in instance.sessions))


def alone(instance):
    parts = {one.id: tuple(replace(part, assistants=0) for part in one.parts) for one in instance.sessions}
    return replace(instance, sessions=tuple(replace(one, parts=parts[one.id]) for one in instance.sessions))


MUTANTS = {
    Rule.QUALIFIED: lambda instance: people(instance, leads=EVERYTHING),
    Rule.AVAILABLE: lambda instance: people(instance, free=WEEK),
    Rule.AT_ONCE: lambda instance: sessions(instance, set_up=0),
    Rule.TRAVEL: lambda instance: replace(instance, terms=Terms(otherwise=0)),
    Rule.DAY: lambda instance: people(instance, day_minutes=None),
    Rule.WEEK: lambda instance: people(instance, week_minutes=None),
    Rule.RATIO: alone,
    Rule.ROOM_PLACE: lambda instance: sessions(rooms(instance, place=0), place=0),
    Rule.ROOM_CAPACITY: lambda instance: rooms(instance, capacity=50),
    Rule.ROOM_EQUIPMENT: lambda instance: sessions(instance, equipment=frozenset()),
    Rule.ROOM_OPEN: lambda instance: rooms(instance, open=WEEK),
    Rule.ROOM_TAKEN: lambda instance: rooms(instance, set_up=0),
}


@pytest.mark.parametrize("rule", list(MUTANTS))
def test_a_rule_that_is_forgotten_is_found_broken(rule):
    found = set()
    for seed in range(8):
        instance = replace(at_random(seed, sessions=8), rooms=ROOMS)
        instance = sessions(instance, equipment=frozenset({"beds"})) if rule is Rule.ROOM_EQUIPMENT else instance
        forgetful = planned(MUTANTS[rule](instance), goals=(Goal.UNSTAFFED, Goal.ROOMLESS)).plan
        found |= {one.rule for one in broken(instance, forgetful)}
        if rule in found:
            return
    raise AssertionError(f"{rule} was forgotten, and nobody saw it")
