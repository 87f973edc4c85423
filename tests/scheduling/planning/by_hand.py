"""Every plan of a small instance, one after the other: slow, simple, and apart from the planner."""

from itertools import combinations, product

from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.instance import Duty, Plan, Teaching
from workforce.scheduling.rules.planning.scoring import scores


def best(instance, goals, before=None):
    """The scores of the best plan, in the order of `goals`. Rooms and open times are left alone."""
    found = (scores(instance, one, before) for one in every_plan(instance))
    return min(tuple(one[goal] for goal in goals) for one in found)


def every_plan(instance):
    pinned = instance.pins.teaching
    plans = [frozenset()]
    for part in instance.part.values():
        plans = [
            taken
            for one, team in product(plans, teams(instance, part, pinned))
            if not broken_without_pins(instance, taken := one | team)
        ]
    return [Plan(one) for one in plans if pinned <= one]


def broken_without_pins(instance, teaching):
    return [one for one in broken(instance, Plan(teaching)) if one.rule != "pinned"]


def teams(instance, part, pinned):
    """Nobody (or who is pinned), and every lead with every set of assistants."""
    yield frozenset(one for one in pinned if one.part == part.id)
    people = list(instance.person)
    for lead in people:
        for others in combinations([one for one in people if one != lead], part.assistants):
            assistants = (Teaching(part.id, Duty.ASSISTANT, one) for one in others)
            yield frozenset({Teaching(part.id, Duty.LEAD, lead), *assistants})
