"""INS-6: a term is planned within a minute; no hard rule is broken, and how many parts nobody can teach is proven.

Neither floor nor database has a part in it: it is measured once, whatever they are.
"""

from functools import cache

from workforce.scheduling.rules.planning.effort import Effort
from workforce.scheduling.rules.planning.goals import Goal

from ..planning.generator import TERM, generated
from ..planning.measuring import Measured, measured
from ..report import Line, fact, limit
from .pair import Pair

SECONDS = 60


def measure(pair: Pair) -> None:
    pair.note(*lines(of_the_term()))


@cache
def of_the_term() -> Measured:
    return measured(generated(TERM), Effort())


def lines(found: Measured) -> list[Line]:
    outcome = found.outcome
    reached = ((goal, outcome.scores[goal], bound) for goal, bound in outcome.bounds.items())
    return [
        limit("INS-6", "a term is planned", found.wall, SECONDS, "s", trouble(found)),
        limit("INS-6", "hard rules broken", found.broken, 0),
        fact("INS-6", "processor time of that", f"{found.processor:.1f} s"),
        *(fact("INS-6", f"{goal}, and its bound", str(score), str(bound)) for goal, score, bound in reached),
    ]


def trouble(found: Measured) -> str:
    return "" if found.outcome.is_proven(Goal.UNSTAFFED) else "unstaffed parts are not proven minimal"
