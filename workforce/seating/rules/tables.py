"""What a plan of tables is made for: the hall, the people in it, and what must hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

MOST_TABLES, MOST_CHAIRS = 60, 12


class Chair(NamedTuple):
    """Both count from 1. Chairs stand around their table: the last one is beside the first."""

    table: int
    chair: int


Plan = Mapping[int, Chair]
"""{enrolment: its chair}"""


class Hall(NamedTuple):
    """So many tables of so many chairs. The first `step_free` of them can be reached and used in a wheelchair."""

    tables: int
    chairs: int
    step_free: int = 0

    @property
    def seats(self) -> int:
        return self.tables * self.chairs

    def chairs_of(self, table: int) -> list[Chair]:
        return [Chair(table, n + 1) for n in range(self.chairs)]

    @property
    def every_chair(self) -> list[Chair]:
        return [chair for n in range(self.tables) for chair in self.chairs_of(n + 1)]

    def holds(self, chair: Chair) -> bool:
        return 1 <= chair.table <= self.tables and 1 <= chair.chair <= self.chairs

    def are_beside(self, one: Chair, other: Chair) -> bool:
        apart = abs(one.chair - other.chair)
        return one.table == other.table and apart > 0 and apart in (1, self.chairs - 1)

    def beside(self, chair: Chair) -> set[Chair]:
        """One or two chairs; none at a table with a single chair."""
        places = {(chair.chair - 2) % self.chairs + 1, chair.chair % self.chairs + 1}
        return {Chair(chair.table, n) for n in places} - {chair}

    def fair(self, people: int) -> tuple[int, int]:
        """At fewest and at most so many people sit at each table when all are filled evenly."""
        return people // self.tables, ceil(people / self.tables)


@dataclass(frozen=True)
class Sitter:
    """What mixing looks at; empty: not known. `employer`: as it is compared. `helped_in`: the language in which they
    need somebody beside them; `speaks`: those in which they can be that for others.
    """

    id: int
    profession: str = ""
    employer: str = ""
    experience: str = ""
    language: str = ""
    speaks: frozenset[str] = frozenset()
    helped_in: str = ""
    step_free: bool = False

    def can_help(self, other: "Sitter") -> bool:
        return bool(other.helped_in) and not self.helped_in and other.helped_in in self.speaks


@dataclass(frozen=True)
class Task:
    """`apart`: pairs that sit at different tables; `beside`: pairs on chairs beside each other; `pins`: who stays."""

    hall: Hall
    people: tuple[Sitter, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    beside: frozenset[tuple[int, int]] = frozenset()
    pins: Plan = field(default_factory=dict)


def pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def partners(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Both ways."""
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def proposed(people: int, seats: int | None = None) -> Hall:
    """Tables of six for so many people; of fewer or more where the room (`seats` in groups) asks for it."""
    chairs = 6 if people > 8 else max(2, ceil(people / 2))
    tables = max(1, ceil(people / chairs))
    while seats and tables > 1 and tables * chairs > seats and (tables - 1) * MOST_CHAIRS >= people:
        tables -= 1
        chairs = ceil(people / tables)
    return Hall(min(tables, MOST_TABLES), chairs, min(1, tables))
