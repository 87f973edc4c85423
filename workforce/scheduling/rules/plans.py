"""The life of a plan that staff ask for, and what follows from how it was asked for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ...refusals import Refused
from ..models import PlanState
from .planning.effort import YEAR, Effort
from .planning.goals import ORDER, Goal

# (move, from): to.
MOVES: dict[tuple[str, PlanState], PlanState] = {
    ("begin", PlanState.QUEUED): PlanState.SOLVING,
    ("begin", PlanState.SOLVING): PlanState.SOLVING,  # taken up from a worker that died
    ("put_back", PlanState.SOLVING): PlanState.QUEUED,
    ("finish", PlanState.SOLVING): PlanState.SOLVED,
    ("stop", PlanState.SOLVING): PlanState.STOPPED,
    ("clash", PlanState.SOLVING): PlanState.IMPOSSIBLE,
    ("fail", PlanState.SOLVING): PlanState.FAILED,
    ("apply", PlanState.SOLVED): PlanState.APPLIED,
    ("apply", PlanState.STOPPED): PlanState.APPLIED,
    ("discard", PlanState.QUEUED): PlanState.DISCARDED,
    ("discard", PlanState.SOLVED): PlanState.DISCARDED,
    ("discard", PlanState.STOPPED): PlanState.DISCARDED,
    ("discard", PlanState.IMPOSSIBLE): PlanState.DISCARDED,
    ("discard", PlanState.FAILED): PlanState.DISCARDED,
}

LONGEST = timedelta(days=400)
LONG = timedelta(days=200)
"""From here on a plan is for a year and gets more work."""

FROM_WHAT_STANDS = (*ORDER[:2], Goal.CHANGES, *ORDER[2:])
"""Fill the gaps, and change as little else as that takes."""

FEWEST = (Goal.CHANGES, *ORDER)
IF_AWAY = (Goal.UNSTAFFED, Goal.CHANGES, *ORDER[1:])
"""Whoever is away is replaced, even if others have to change for it."""


class MovedOn(Refused):
    """The plan is not where this page thought."""


def next_state(move: str, state: PlanState) -> PlanState:
    """Raises MovedOn."""
    if (move, state) not in MOVES:
        raise MovedOn
    return MOVES[move, state]


def moves_from(state: PlanState) -> list[str]:
    return [move for move, start in MOVES if start == state]


def effort(since: date, until: date) -> Effort:
    return YEAR if until - since > LONG else Effort()


def ranked(ranks: Mapping[Goal, int | None]) -> tuple[Goal, ...]:
    """Goals with a number, the lowest first; those with the same number in the house's own order."""
    given = [(number, FROM_WHAT_STANDS.index(goal), goal) for goal, number in ranks.items() if number is not None]
    return tuple(goal for _, _, goal in sorted(given))


def is_better(goals: Sequence[Goal], one: Mapping[Goal, int], other: Mapping[Goal, int]) -> bool:
    """Whether `one` has less of the first goal in which they differ."""
    return [one[goal] for goal in goals] < [other[goal] for goal in goals]
