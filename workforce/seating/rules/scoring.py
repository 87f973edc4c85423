"""How good a plan is, part by part, each beside the most that is possible for that part alone; and what it breaks.

Mixing is counted as the different professions (employers, ...) at each table, added up over the tables. At best
everybody of a profession sits at a table of their own, as far as there are tables: the sum over the professions of the
people who have it, at most the tables. Dealing people out like cards, profession by profession, reaches that. The parts
together may be unable to reach their best at the same time: the total is a share of what no plan can exceed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .tables import Hall, Plan, Sitter, Task


class Criterion(StrEnum):
    PROFESSIONS = "professions"
    EMPLOYERS = "employers"
    EXPERIENCE = "experience"
    LANGUAGES = "languages"
    HELP = "help"
    EVEN = "even"


WEIGHTS = {
    Criterion.PROFESSIONS: 6,
    Criterion.EMPLOYERS: 4,
    Criterion.EXPERIENCE: 2,
    Criterion.LANGUAGES: 2,
    Criterion.HELP: 8,
    Criterion.EVEN: 8,
}
"""What one point of each counts. They stand on the page beside the points."""

MIXED = {
    Criterion.PROFESSIONS: "profession",
    Criterion.EMPLOYERS: "employer",
    Criterion.EXPERIENCE: "experience",
    Criterion.LANGUAGES: "language",
}
"""What each looks at in a Sitter."""


@dataclass(frozen=True)
class Part:
    """`reached`: of how many tables (of HELP: people; of EVEN: people too many or too few somewhere) its sentence
    tells; `least`: how many different ones make a table count there.
    """

    criterion: Criterion
    points: int
    best: int
    reached: int
    least: int = 0

    @property
    def weight(self) -> int:
        return WEIGHTS[self.criterion]


@dataclass(frozen=True)
class Score:
    parts: tuple[Part, ...]

    @property
    def value(self) -> int:
        """Weighted, what the solver makes as large as it can."""
        return sum(part.points * part.weight for part in self.parts)

    @property
    def best(self) -> int:
        return sum(part.best * part.weight for part in self.parts)

    @property
    def of_hundred(self) -> int:
        """Rounded down: 100 only where nothing can be better."""
        return max(0, self.value) * 100 // self.best if self.best else 100


def score(task: Task, plan: Plan) -> Score:
    """Of those who have a chair in `plan`."""
    sitting = [one for one in task.people if one.id in plan]
    tables = at_tables(task.hall, sitting, plan)
    parts = [mixed(criterion, trait, task.hall, sitting, tables) for criterion, trait in MIXED.items()]
    helped, even = help_given(task.hall, sitting, plan), evenness(task.hall, tables)
    return Score(tuple(part for part in (*parts, helped, even) if part.best))


def at_tables(hall: Hall, sitting: Iterable[Sitter], plan: Plan) -> list[list[Sitter]]:
    tables: list[list[Sitter]] = [[] for _n in range(hall.tables)]
    for one in sitting:
        tables[plan[one.id].table - 1].append(one)
    return tables


def mixed(criterion, trait: str, hall: Hall, sitting, tables) -> Part:
    best = most_mixed((getattr(one, trait) for one in sitting), hall.tables)
    different = [len({getattr(one, trait) for one in table} - {""}) for table in tables]
    least = max(2, best // hall.tables)
    return Part(criterion, sum(different), best, sum(n >= least for n in different), least)


def most_mixed(values: Iterable[str], tables: int) -> int:
    counts = Counter(value for value in values if value)
    return sum(min(n, tables) for n in counts.values())


def help_given(hall: Hall, sitting: list[Sitter], plan: Plan) -> Part:
    by_chair = {plan[one.id]: one for one in sitting}
    given = sum(
        any(chair in by_chair and by_chair[chair].can_help(one) for chair in hall.beside(plan[one.id]))
        for one in sitting
        if one.helped_in
    )
    return Part(Criterion.HELP, given, most_helped(sitting), given, sum(bool(one.helped_in) for one in sitting))


def most_helped(people: Iterable[Sitter]) -> int:
    """At most so many: a helper has two neighbours. By augmenting paths; each helper stands in the line twice."""
    people = list(people)
    taken: dict[tuple[int, int], Sitter] = {}

    def finds(one: Sitter, seen: set[tuple[int, int]]) -> bool:
        for side in ((other.id, n) for other in people if other.can_help(one) for n in (0, 1)):
            if side not in seen:
                seen.add(side)
                if side not in taken or finds(taken[side], seen):
                    taken[side] = one
                    return True
        return False

    return sum(finds(one, set()) for one in people if one.helped_in)


def evenness(hall: Hall, tables) -> Part:
    """A point for everybody, less those whom a table has too many or too few."""
    people = sum(len(table) for table in tables)
    fewest, most = hall.fair(people)
    off = sum(max(0, len(table) - most) + max(0, fewest - len(table)) for table in tables)
    return Part(Criterion.EVEN, people - off, people, off, fewest)


class Rule(StrEnum):
    APART = "apart"
    BESIDE = "beside"
    STEP_FREE = "step_free"


@dataclass(frozen=True)
class Broken:
    """`ids`: of the two, or the one, whom it is about."""

    rule: Rule
    ids: tuple[int, ...]


def broken(task: Task, plan: Plan) -> list[Broken]:
    """What must hold and does not, among those who have a chair. Pins and chairs the solver never breaks."""
    return [*broken_pairs(task, plan), *without_steps(task, plan)]


def broken_pairs(task: Task, plan: Plan) -> Iterator[Broken]:
    for one, other in sorted(task.apart):
        if one in plan and other in plan and plan[one].table == plan[other].table:
            yield Broken(Rule.APART, (one, other))
    for one, other in sorted(task.beside):
        if one in plan and other in plan and not task.hall.are_beside(plan[one], plan[other]):
            yield Broken(Rule.BESIDE, (one, other))


def without_steps(task: Task, plan: Plan) -> Iterator[Broken]:
    for one in task.people:
        if one.step_free and one.id in plan and plan[one.id].table > task.hall.step_free:
            yield Broken(Rule.STEP_FREE, (one.id,))
