"""Each goal as terms of the program; some need variables and rows of their own.

A count is `constant` plus the terms. Rows about a goal are added when its turn comes, not before: until then the
program falls into more and smaller pieces.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from .aim import Aim
from .goals import Goal
from .instance import Duty
from .keeping import changes
from .model import Model
from .program import summed
from .scoring import band_of

MUCH = 10_000_000


def aim(model: Model, goal: Goal) -> Aim:
    return AIMS[goal](model)


def unstaffed(model: Model) -> Aim:
    return Aim({one: -1 for one in model.whole.values()}, len(model.whole))


def roomless(model: Model) -> Aim:
    wanting = sum(one.place is not None for one in model.instance.sessions)
    return Aim({one: -1 for one in model.housed.values()}, wanting)


def licences(model: Model) -> Aim:
    person, part = model.instance.person, model.instance.part
    leads = ((one, post) for one, post in model.posts.items() if one.duty is Duty.LEAD)
    return Aim(summed((post, person[one.person].leads[part[one.part].item]) for one, post in leads))


def gaps(model: Model) -> Aim:
    return Aim({variable: roster.gaps for variable, roster in model.rosters.items() if roster.gaps})


def wishes(model: Model) -> Aim:
    terms: list[tuple[int, int]] = []
    for (person, key), variable in model.there.items():
        span = model.sitting[key].span
        against = (one.weight for one in model.instance.person[person].wishes if one.span.overlaps(span))
        terms.append((variable, sum(against)))
    return Aim(summed(terms))


def load(model: Model) -> Aim:
    """Minutes missing below the tolerance, and minutes above it."""
    program, mine, outside = model.program, of_person(model), []
    for person in model.instance.person:
        band = band_of(model.instance, person)
        if band is None:
            continue
        held = [(variable, model.sitting[key].span.minutes) for key, variable in mine[person]]
        below, above = program.variable(band[0]), program.variable(MUCH)
        program.row([*held, (below, 1)], least=band[0])
        program.row([*held, (above, -1)], most=band[1])
        outside += [below, above]
    return Aim(dict.fromkeys(outside, 1))


def evenings(model: Model) -> Aim:
    program, mine, beyond = model.program, of_person(model), []
    for person in model.instance.instructors:
        late = [variable for key, variable in mine[person.id] if model.sitting[key].is_evening]
        if person.evenings is not None and len(late) > person.evenings:
            beyond.append(program.variable(len(late)))
            program.row([*((one, 1) for one in late), (beyond[-1], -1)], most=person.evenings)
    return Aim(dict.fromkeys(beyond, 1))


def continuity(model: Model) -> Aim:
    session = model.instance.session
    return pairs(model, (((session[key[0]].cohort, who), one) for (who, key), one in model.there.items()))


def room_changes(model: Model) -> Aim:
    session = model.instance.session
    return pairs(model, (((session[key[0]].cohort, room), one) for (room, key), one in model.housed.items()))


def pairs(model: Model, found: Iterable[tuple[tuple[int, int], int]]) -> Aim:
    """How many pairs are found at least once."""
    every: dict[tuple[int, int], list[int]] = defaultdict(list)
    for pair, variable in found:
        every[pair].append(variable)
    met = []
    for variables in every.values():
        met.append(model.program.variable())
        for one in variables:
            model.program.row([(one, 1), (met[-1], -1)], most=0)
    return Aim(dict.fromkeys(met, 1))


def of_person(model: Model) -> dict[int, list]:
    """{person: [(sitting, whether they are there)]}"""
    mine: dict[int, list] = defaultdict(list)
    for (person, key), variable in model.there.items():
        mine[person].append((key, variable))
    return mine


AIMS: dict[Goal, Callable[[Model], Aim]] = {
    Goal.CHANGES: changes,
    Goal.UNSTAFFED: unstaffed,
    Goal.ROOMLESS: roomless,
    Goal.LICENCES: licences,
    Goal.GAPS: gaps,
    Goal.LOAD: load,
    Goal.EVENINGS: evenings,
    Goal.CONTINUITY: continuity,
    Goal.WISHES: wishes,
    Goal.ROOM_CHANGES: room_changes,
}
