"""The door: an instance in, the best plan out, with what is proven about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .effort import Effort
from .goals import AFRESH, ORDER, Goal
from .instance import Instance, Plan
from .model import Model
from .open_times import open_times
from .rooms import rooms
from .scoring import scores
from .staffing import people


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
    found = seeking.plan()
    return Outcome(found, scores(instance, found, before), bounds(seeking), is_whole)


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
