"""Goal after goal, each proven or shown with its bound; none worsens those before it.

For each goal the program falls into pieces that nothing ties together (as a rule the days of a week: people's limits
reach no further), and each piece is solved by itself. Its answer then stands as a row of the program, and whatever
that goal can no longer afford is taken out, so that the later, wider goals meet a small program.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter

from .aims import aim
from .effort import Effort
from .goals import Goal
from .instance import Plan
from .model import Impossible, Model
from .neighbourhoods import MANY, neighbourhoods
from .program import Piece, Program, Row, pieces, value
from .solver import Answer, relaxed, rounded_up, solved, tightened, to_the_unit

LARGE = 2_000
"""Variables of a piece that branch and cut may not finish."""

LOOK, AT_LEAST, A_MOMENT, A_WHILE, LONG = 0.2, 1, 5, 20, 600
"""Seconds: between two looks whether to stop; what each piece may take; what a change of some, and what a relaxation
may; what is never met.
"""


@dataclass(frozen=True)
class Reached:
    """`value` of a goal, and the `bound` below which it cannot come while the goals before it keep theirs."""

    value: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound


class Stopped(Exception):
    """Somebody asked to stop; what was found until then stands."""


Tell = Callable[[Goal, int, int], None]
"""(goal, pieces done, pieces in all)"""


@dataclass
class Search:
    """`values` of the variables, as good as known so far; where nothing is known yet, those of an empty plan."""

    model: Model
    effort: Effort
    tell: Tell
    stop: Callable[[], bool]
    values: list[int] = field(default_factory=list)
    reached: dict[Goal, Reached] = field(default_factory=dict)
    goals_left: int = 1
    began: float = field(default_factory=perf_counter)

    @property
    def allowed(self) -> float:
        """Seconds for the piece at hand."""
        left = self.effort.total - (perf_counter() - self.began)
        return max(AT_LEAST, min(self.effort.seconds, left / self.goals_left))

    @property
    def program(self) -> Program:
        return self.model.program

    def begin(self) -> None:
        """Some plan, whatever its goals. Raises Impossible where the pins leave none."""
        self.values = self.program.least[:]
        fixed = (row for row in self.program.rows if all(map(self.program.is_fixed, row.terms)))
        if not all(row.holds(self.values) for row in fixed):
            raise Impossible
        for piece in pieces(self.program, {}):
            if not all(row.holds(self.values) for row in piece.rows):
                answer = self.wait_for(solved, piece, LONG, self.effort.seed)
                if answer.values is None or not self.take(piece, answer):
                    self.last_resort(piece)

    def last_resort(self, piece: Piece) -> None:
        """Where branch and cut found nothing to the unit; proven impossible only by whole numbers."""
        answer = self.wait_for(to_the_unit, piece, LONG)
        if answer.values is None:
            raise Impossible if answer.is_impossible else Stopped
        self.take(piece, answer)

    def run(self, goals: Sequence[Goal]) -> None:
        for number, goal in enumerate(goals):
            self.goals_left = len(goals) - number
            self.go_for(goal)

    def go_for(self, goal: Goal) -> None:
        first, known = len(self.program.most), len(self.program.rows)
        wanted = aim(self.model, goal)
        self.values += least_fitting(self.program, self.values, first, known)
        every = [piece for piece in pieces(self.program, wanted.terms) if piece.goal]
        free = {one for piece in every for one in piece.goal}
        bound = wanted.constant + sum(f * self.values[one] for one, f in wanted.terms.items() if one not in free)
        for number, piece in enumerate(every, 1):
            bound += self.settle(piece)
            self.tell(goal, number, len(every))
        self.reached[goal] = Reached(wanted.constant + value(wanted.terms, self.values), bound)
        self.program.rows = [row for row in self.program.rows if not all(map(self.program.is_fixed, row.terms))]

    def settle(self, piece: Piece) -> int:
        """The piece's best answer into `values`, and as rows; what is proven about it."""
        found = self.wait_for(relaxed, piece, max(A_WHILE, self.allowed))
        bound = rounded_up(found.bound) if found else lowest(piece)
        if self.of(piece) > bound:
            bound = max(bound, self.search(piece))
        best = self.of(piece)
        self.program.rows.append(Row(piece.goal, None, best))
        if found:
            tightened(piece, found, best)
        return min(bound, best)

    def search(self, piece: Piece) -> int:
        """Branch and cut; while it looks at a large piece as a whole, better answers come from changing some of it."""
        with in_the_background(solved, piece, self.allowed, self.effort.seed) as asked:
            if len(piece.variables) >= LARGE:
                self.improve(piece, asked, perf_counter() + self.allowed)
            answer = self.await_one(asked)
        self.take(piece, answer, even_if_equal=self.is_proven(piece, answer))
        return rounded_up(answer.bound)

    def improve(self, piece: Piece, asked: Future, until: float) -> None:
        """Some of the piece at a time, until that is answered as a whole, or often enough."""
        rounds = self.effort.rounds * -(-len(piece.variables) // MANY)
        every = neighbourhoods(self.model, piece, lambda: self.values, self.effort.seed)
        for some in islice(every, rounds):
            if perf_counter() > until or (asked.done() and self.is_proven(piece, asked.result())):
                return
            for smaller in pieces(some, piece.goal):
                if smaller.goal:
                    self.take(smaller, self.wait_for(solved, smaller, A_MOMENT, self.effort.seed))

    def is_proven(self, piece: Piece, answer: Answer) -> bool:
        """Then it is the one that counts, so that it does not matter how far others came meanwhile."""
        if answer.values is None:
            return False
        found = dict(zip(piece.variables, answer.values, strict=True))
        return sum(factor * found[one] for one, factor in piece.goal.items()) <= rounded_up(answer.bound)

    def wait_for(self, ask, *about):
        with in_the_background(ask, *about) as asked:
            return self.await_one(asked)

    def await_one(self, asked: Future):
        while True:
            if self.stop():
                raise Stopped
            if wait([asked], LOOK).done:
                return asked.result()

    def of(self, piece: Piece) -> int:
        return value(piece.goal, self.values)

    def take(self, piece: Piece, answer: Answer, *, even_if_equal=False) -> bool:
        """Whether the answer keeps every row to the unit; it counts if it is no worse than what is known."""
        if answer.values is None:
            return False
        tried = self.values[:]
        for one, found in zip(piece.variables, answer.values, strict=True):
            tried[one] = found
        if not all(row.holds(tried) for row in piece.rows):
            return False
        if not piece.goal or value(piece.goal, tried) < self.of(piece) + even_if_equal:
            self.values = tried
        return True

    def plan(self) -> Plan:
        return self.model.plan(self.values)


@contextmanager
def in_the_background(ask, *about) -> Iterator[Future]:
    """A question in a thread of its own. The solver leaves Python alone meanwhile; nobody waits for it to the end."""
    thread = ThreadPoolExecutor(1)
    try:
        yield thread.submit(ask, *about)
    finally:
        thread.shutdown(wait=False)


def lowest(piece: Piece) -> int:
    """Of the goal, if no row stood in the way."""
    program = piece.program
    return sum(min(factor * program.least[one], factor * program.most[one]) for one, factor in piece.goal.items())


def least_fitting(program: Program, values: Sequence[int], first: int, known: int) -> list[int]:
    """The smallest values of the variables from `first` on that keep the rows from `known` on; each has its own."""
    found = dict.fromkeys(range(first, len(program.most)), 0)
    for row in program.rows[known:]:
        others = sum(factor * values[one] for one, factor in row.terms.items() if one < first)
        for one, factor in row.terms.items():
            if one >= first and row.least is not None and factor > 0:
                found[one] = max(found[one], -((others - row.least) // factor))
            if one >= first and row.most is not None and factor < 0:
                found[one] = max(found[one], -((row.most - others) // -factor))
    return list(found.values())
