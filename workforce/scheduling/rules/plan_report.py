"""What a worker finds out for a plan that staff asked for: the plan, its scores, and why something is left open."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from time import perf_counter
from typing import Any

from ..models import PlanState
from .planning import planner
from .planning.changes import away
from .planning.checking import Broken, Rule, closed, one_session_a_room, unfit
from .planning.conflicts import why_pins_clash, why_unstaffed
from .planning.effort import Effort
from .planning.goals import Goal
from .planning.instance import Duty, Instance, Plan, Room, Session, Span
from .planning.model import Impossible
from .planning.paper import written
from .planning.scoring import changes, scores, unstaffed
from .plans import is_better

Stop = Callable[[], bool]
EXPLAINED, PATIENCE = 40, 20
"""Parts without somebody that are explained at most, and for how many seconds at most."""


@dataclass(frozen=True)
class Asked:
    """`start`: the plan from which as little as possible is to change, None for afresh. `away`: who, and when.
    `unsaid`: people who said nothing of their time.
    """

    instance: Instance
    now: Plan
    goals: tuple[Goal, ...]
    start: Plan | None = None
    away: tuple[int, Span] | None = None
    effort: Effort = field(default_factory=Effort)
    unsaid: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Report:
    """As a PlanResult keeps it, in plain values."""

    state: PlanState
    after: Plan | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)
    scores_before: Mapping[str, int] = field(default_factory=dict)
    changes: int = 0
    gaps: Mapping[str, Any] = field(default_factory=dict)
    clash: Mapping[str, Any] = field(default_factory=dict)


def about(asked: Asked) -> Instance:
    """The instance, without whoever is away."""
    if asked.away is None:
        return asked.instance
    person, span = asked.away
    return away(asked.instance, asked.now, person, (span,))


def to_solve(asked: Asked) -> Instance:
    """What is solved: where somebody is away, every part keeps as many people as it has, and what is open stays so."""
    instance = about(asked)
    if asked.away is None:
        return instance
    there, pinned = by_post(asked.now), by_post(instance.pins)
    return replace(instance, sessions=tuple(as_many(one, there | pinned) for one in instance.sessions))


def by_post(plan: Plan) -> Counter[tuple[int, Duty]]:
    return Counter((one.part, one.duty) for one in plan.teaching)


def as_many(session: Session, there: Mapping[tuple[int, Duty], int]) -> Session:
    parts = (
        replace(one, leads=there[one.id, Duty.LEAD], assistants=there[one.id, Duty.ASSISTANT])
        for one in session.parts
        if there[one.id, Duty.LEAD] or there[one.id, Duty.ASSISTANT]
    )
    return replace(session, parts=tuple(parts))


def found(asked: Asked, *, tell: Callable[[planner.Progress], None] = planner.quietly, stop: Stop = lambda: False):
    """The Report of what is asked for. A plan that was stopped before it was any better than what stands is none."""
    instance = to_solve(asked)
    try:
        outcome = planner.plan(
            instance, before=asked.start, goals=asked.goals, effort=asked.effort, tell=tell, stop=stop
        )
    except Impossible:
        return Report(PlanState.IMPOSSIBLE, clash=clash(instance))
    plan, now = outcome.plan, scores(instance, asked.now, asked.start)
    if not outcome.is_whole and not outcome.bounds and not is_better(asked.goals, outcome.scores, now):
        return Report(PlanState.STOPPED, scores_before=plain(now))
    return Report(
        PlanState.SOLVED if outcome.is_whole else PlanState.STOPPED,
        plan,
        plain(outcome.scores),
        plain(outcome.bounds),
        plain(now),
        changes(asked.now, plan),
        gaps(instance, asked.now, plan, stop) | {"unsaid": guessed(asked, plan)},
    )


def guessed(asked: Asked, plan: Plan) -> list[int]:
    """Who has something new in the plan, and never said that they have time."""
    return sorted({one.person for one in plan.teaching - asked.now.teaching} & asked.unsaid)


def plain(numbers: Mapping[Goal, int]) -> dict[str, int]:
    return {goal.value: number for goal, number in numbers.items()}


def clash(instance: Instance) -> dict[str, Any]:
    """{pins: the fewest that cannot stay together, broken: the rules they break}"""
    pins, broken = why_pins_clash(instance)
    return {"pins": written(pins), "broken": [noted(one) for one in broken]}


def noted(one: Broken) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if value is not None}


def read_broken(values: Mapping[str, Any]) -> Broken:
    return Broken(**{**values, "rule": Rule(values["rule"])})


def gaps(instance: Instance, now: Plan, plan: Plan, stop: Stop) -> dict[str, Any]:
    """{parts: [{part, is_lost, rules, beside}], rooms: [{session, refused}]}; `rules` None where nobody looked for
    them, `beside`: the parts that bar it as long as they stay staffed.
    """
    lost, until, parts = unstaffed(instance, plan) - unstaffed(instance, now), perf_counter() + PATIENCE, []
    for number, part in enumerate(in_order(instance, plan)):
        one: dict[str, Any] = {"part": part, "is_lost": part in lost, "rules": None, "beside": []}
        if number < EXPLAINED and perf_counter() < until and not stop():
            conflict = why_unstaffed(instance, plan, part)
            if conflict:
                one |= {"rules": [rule.value for rule in conflict.rules], "beside": list(conflict.parts)}
        parts.append(one)
    return {"parts": parts, "rooms": list(roomless(instance, plan))}


def in_order(instance: Instance, plan: Plan) -> list[int]:
    """The unstaffed parts, the soonest first."""
    return sorted(unstaffed(instance, plan), key=lambda part: (begins(instance, plan, part), part))


def begins(instance: Instance, plan: Plan, part: int):
    return instance.begins(instance.session_of[part], plan)


def roomless(instance: Instance, plan: Plan) -> Iterator[dict[str, Any]]:
    for one in instance.sessions:
        there = [room for room in instance.rooms if room.place == one.place]
        if one.id not in plan.rooms and there:
            yield {"session": one.id, "refused": [noted(shut(instance, plan, one, room)) for room in there]}


def shut(instance: Instance, plan: Plan, one: Session, room: Room) -> Broken:
    """The first rule that keeps a session out of a room; where none does, the plan did without it."""
    rule = unfit(room, one) or closed(room, instance.span(one, plan))
    if rule:
        return Broken(rule, session=one.id, room=room.id)
    there = {session: taken for session, taken in plan.rooms.items() if taken == room.id}
    clashes = one_session_a_room(instance, replace(plan, rooms={**there, one.id: room.id}))
    found = next((each for each in clashes if one.id in (each.session, each.other)), None)
    other = next((id for id in (found.session, found.other) if id != one.id), None) if found else None
    return Broken(Rule.ROOM_TAKEN, session=one.id, other=other, room=room.id)
