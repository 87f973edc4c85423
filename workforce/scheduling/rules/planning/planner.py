"""The door: an instance in, the best plan out, with what is proven about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from .effort import Effort
from .goals import AFRESH, ORDER, Goal
from .instance import Duty, Instance, Plan, Teaching
from .model import Model
from .open_times import open_times
from .reasons import first_broken
from .rooms import rooms
from .scoring import scores, unstaffed
from .staffing import people

WEEK = 7


@dataclass(frozen=True)
class Outcome:
    """`scores` are counted from the plan by `scoring`, apart from the solver. `bounds`: of the goals that were
    finished, in their order. `is_whole`: nobody stopped it.
    """

    plan: Plan
    scores: dict[Goal, int]
    bounds: dict[Goal, int]
    is_whole: bool

    def is_proven(self, goal: Goal) -> bool:
        """Nothing better can be had while the goals before it keep what they have."""
        return self.bounds.get(goal) == self.scores[goal]


@dataclass(frozen=True)
class Progress:
    """The goal at hand and how many of its pieces are done; `bounds` of those before it; `plan()`: the best so far."""

    goal: Goal
    done: int
    pieces: int
    bounds: dict[Goal, int]
    plan: Callable[[], Plan] = field(repr=False)


def quietly(progress: Progress) -> None:
    """Tell nobody."""


def plan(
    instance: Instance,
    *,
    before: Plan | None = None,
    goals: Sequence[Goal] | None = None,
    effort: Effort | None = None,
    tell: Callable[[Progress], None] = quietly,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The best plan by `goals`, the most important first; with `before` as a rule with the fewest changes to it.

    `stop` is asked several times a second; the best plan so far is handed over then.
    Raises Impossible where what is pinned breaks a rule: `conflicts` says which.
    """
    from . import search

    model = modelled(instance, before)
    seeking = search.Search(model, effort or Effort(), lambda *at: tell(progress(seeking, *at)), stop)
    is_whole = True
    try:
        seeking.begin()
        seeking.run(goals or (AFRESH if before else ORDER))
    except search.Stopped:
        is_whole = False
    found = with_standing(instance, seeking.plan())
    counted = scores(instance, found, before)
    proven = {goal: min(bound, counted[goal]) for goal, bound in bounds(seeking).items()}
    return Outcome(found, counted, proven, is_whole)


def with_standing(instance: Instance, found: Plan) -> Plan:
    """Where a part is not staffed, whoever stands in it stays beside what they have now: leads before assistants.

    A lead without an assistant is no worse than nobody. The goals were sought without them; waiting, loads and faces
    may be above their bounds by them.
    """
    lacking = unstaffed(instance, found)
    missing = [one for one in instance.standing - found.teaching if one.part in lacking]
    for one in sorted(missing, key=lambda one: (one.duty is not Duty.LEAD, one)):
        there = sum((other.part, other.duty) == (one.part, one.duty) for other in found.teaching)
        is_wanted = there < instance.part[one.part].needed(one.duty)
        if is_wanted and not first_broken(instance, near(instance, found, one), one):
            found = replace(found, teaching=found.teaching | {one})
    return found


def near(instance: Instance, found: Plan, one: Teaching) -> Plan:
    """What they have within a week of it: no rule about people reaches further."""
    day = instance.span(instance.session_of[one.part], found).day
    those = (
        other
        for other in found.teaching
        if other.person == one.person
        and abs((instance.span(instance.session_of[other.part], found).day - day).days) <= WEEK
    )
    return replace(found, teaching=frozenset(those))


def modelled(instance: Instance, before: Plan | None = None) -> Model:
    model = Model(instance, before)
    people(model)
    rooms(model)
    open_times(model)
    return model


def bounds(seeking) -> dict[Goal, int]:
    return {goal: reached.bound for goal, reached in seeking.reached.items()}


def progress(seeking, goal: Goal, done: int, pieces: int) -> Progress:
    return Progress(goal, done, pieces, bounds(seeking), seeking.plan)
