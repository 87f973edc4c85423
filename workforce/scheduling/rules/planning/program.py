"""A linear program over whole numbers, written down apart from whoever solves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Terms = Mapping[int, int]
"""{variable: factor}"""


@dataclass(frozen=True)
class Row:
    """`least` <= sum of the terms <= `most`; None is no bound."""

    terms: Terms
    least: int | None
    most: int | None

    def holds(self, values: Sequence[int]) -> bool:
        total = value(self.terms, values)
        return (self.least is None or self.least <= total) and (self.most is None or total <= self.most)


@dataclass
class Program:
    """Variables are numbered from 0; each lies between its `least` and its `most`."""

    least: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, most: int = 1) -> int:
        self.least.append(0)
        self.most.append(most)
        return len(self.most) - 1

    def row(self, terms: Iterable[tuple[int, int]], least: int | None = None, most: int | None = None) -> None:
        self.rows.append(Row(summed(terms), least, most))

    def at_most_one(self, variables: Iterable[int]) -> None:
        every = list(variables)
        if len(every) > 1:
            self.row(((one, 1) for one in every), most=1)

    def is_fixed(self, variable: int) -> bool:
        return self.least[variable] == self.most[variable]

    def holds(self, values: Sequence[int]) -> bool:
        inside = all(low <= one <= high for low, one, high in zip(self.least, values, self.most, strict=True))
        return inside and all(row.holds(values) for row in self.rows)


@dataclass(frozen=True)
class Piece:
    """Variables that no row ties to others, and the rows among them. `goal`: what is to be small, in it."""

    program: Program
    variables: tuple[int, ...]
    rows: tuple[Row, ...]
    goal: Terms


def summed(terms: Iterable[tuple[int, int]]) -> dict[int, int]:
    """A variable named twice counts with both factors."""
    total: dict[int, int] = defaultdict(int)
    for variable, factor in terms:
        total[variable] += factor
    return {variable: factor for variable, factor in total.items() if factor}


def value(terms: Terms, values) -> int:
    return sum(factor * values[variable] for variable, factor in terms.items())


def pieces(program: Program, goal: Terms) -> Iterator[Piece]:
    """The program, fallen apart; what is fixed ties nothing. Pieces that the goal does not touch come as well."""
    root = list(range(len(program.most)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for row in program.rows:
        free = [one for one in row.terms if not program.is_fixed(one)]
        for one in free[1:]:
            root[find(one)] = find(free[0])
    yield from gathered(program, goal, [find(one) for one in root])


def gathered(program: Program, goal: Terms, root: Sequence[int]) -> Iterator[Piece]:
    variables: dict[int, list[int]] = defaultdict(list)
    rows: dict[int, list[Row]] = defaultdict(list)
    for one, first in enumerate(root):
        if not program.is_fixed(one):
            variables[first].append(one)
    for row in program.rows:
        first_free = next((one for one in row.terms if not program.is_fixed(one)), None)
        if first_free is not None:
            rows[root[first_free]].append(row)
    for first, every in sorted(variables.items(), key=lambda item: item[1][0]):
        terms = {one: goal[one] for one in every if one in goal}
        yield Piece(program, tuple(every), tuple(rows[first]), terms)
