"""What a plan changes against what stands, and the whole of it, as rows of a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from .planning.instance import Duty, Plan, Teaching
from .planning.scoring import differing


@dataclass(frozen=True)
class Line:
    """Something of a session that is to change. With a `duty`: `gone` and `come` are people in these `parts`; else they
    are rooms or, with `begins`, instants.
    """

    session: int
    gone: tuple
    come: tuple
    parts: tuple[int, ...] = ()
    duty: Duty | None = None
    is_time: bool = False

    @property
    def cells(self) -> int:
        return max(len(self.gone), len(self.come)) * max(len(self.parts), 1)


def by_cohort(words, before: Plan, after: Plan) -> dict[int, list[Line]]:
    """By cohort, the soonest session first; what `words` do not know is gone and left out."""
    found: dict[int, list[Line]] = defaultdict(list)
    every = [*posts(words, before, after), *places(before, after), *times(before, after)]
    known = [line for line in every if line.session in words.sessions]
    for line in sorted(known, key=lambda line: (words.sessions[line.session].starts_at, line.session)):
        found[words.sessions[line.session].cohort_id].append(line)
    return found


def posts(words, before: Plan, after: Plan) -> Iterator[Line]:
    """Parts of a session in which the same changes are one line."""
    gone, come = people(before.teaching - after.teaching), people(after.teaching - before.teaching)
    same: dict[tuple, list[int]] = defaultdict(list)
    for part, duty in sorted({*gone, *come}):
        if part in words.parts:
            key = (part, duty)
            same[words.parts[part].session_id, duty, gone.get(key, ()), come.get(key, ())].append(part)
    for (session, duty, went, came), parts in same.items():
        yield Line(session, went, came, tuple(parts), duty)


def people(teaching: Iterable[Teaching]) -> dict[tuple[int, Duty], tuple[int, ...]]:
    found: dict[tuple[int, Duty], tuple[int, ...]] = defaultdict(tuple)
    for one in sorted(teaching):
        found[one.part, one.duty] += (one.person,)
    return found


def places(before: Plan, after: Plan) -> Iterator[Line]:
    for session in sorted(differing(before.rooms, after.rooms)):
        yield Line(session, of(before.rooms, session), of(after.rooms, session))


def times(before: Plan, after: Plan) -> Iterator[Line]:
    for session in sorted(differing(before.begins, after.begins)):
        yield Line(session, of(before.begins, session), of(after.begins, session), is_time=True)


def of(values, key) -> tuple:
    return (values[key],) if key in values else ()


@dataclass(frozen=True)
class Cell:
    """Somebody in a part, in the plan. `is_new`: not in what stands."""

    person: int
    duty: Duty
    is_new: bool


@dataclass(frozen=True)
class Row:
    """A session of a cohort as planned: {part: who has it}. `room`, and whether it `moves` to it; `begins_at` where it
    is held at another time.
    """

    session: int
    parts: dict[int, list[Cell]]
    room: int | None
    moves: bool
    begins_at: datetime | None


def rows(words, sessions: Iterable[int], before: Plan, after: Plan) -> list[Row]:
    there: dict[int, list[Teaching]] = defaultdict(list)
    for one in sorted(after.teaching, key=lambda one: (one.part, one.duty is not Duty.LEAD, one.person)):
        there[one.part].append(one)
    parts: dict[int, list[int]] = defaultdict(list)
    for part, named in words.parts.items():
        parts[named.session_id].append(part)
    found = []
    for session in sessions:
        cells = {
            part: [Cell(one.person, one.duty, one not in before.teaching) for one in there[part]]
            for part in parts[session]
        }
        room, was = after.rooms.get(session), before.rooms.get(session)
        begins_at = after.begins.get(session) if session in differing(before.begins, after.begins) else None
        found.append(Row(session, cells, room, room != was, begins_at))
    return found
