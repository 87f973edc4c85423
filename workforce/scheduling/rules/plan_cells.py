"""What a plan changes against what stands, and the whole of it, as rows of a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
    """Who has a part in the plan (nobody: without `what`), or the room of a session (without `part`). `is_first` of its
    session; `is_new`: not in what stands; `pinning`: what a pin of it says.
    """

    begins_at: datetime
    is_first: bool
    is_moved: bool
    what: str | None
    is_new: bool = False
    part: int | None = None
    duty: Duty | None = None
    pin: int | None = None
    pinning: dict[str, Any] = field(default_factory=dict)


def cells(words, sessions: Iterable[int], before: Plan, after: Plan, pins: Mapping[Any, int]) -> Iterator[Cell]:
    """The whole plan of these sessions. `pins`: {(part, person) or session: its number}"""
    there: dict[int, list[Teaching]] = defaultdict(list)
    for one in sorted(after.teaching, key=lambda one: (one.part, one.duty is not Duty.LEAD, one.person)):
        there[one.part].append(one)
    moved = differing(before.begins, after.begins)
    for id in sessions:
        begins_at = after.begins.get(id, words.sessions[id].starts_at)
        for number, values in enumerate(in_session(words, id, before, after, there)):
            pin = pins.get((values["part"], values["pinning"].get("person")) if "part" in values else id)
            yield Cell(begins_at, number == 0, id in moved, pin=pin, **values)


def in_session(words, id: int, before: Plan, after: Plan, there) -> Iterator[dict[str, Any]]:
    if id in after.rooms:
        room = after.rooms[id]
        pinning = {"sitting": id, "room": room}
        yield {"what": words.rooms.get(room), "is_new": before.rooms.get(id) != room, "pinning": pinning}
    for part in (part for part, named in words.parts.items() if named.session_id == id):
        for one in there[part]:
            pinning = {"part": part, "person": one.person, "duty": one.duty.value}
            found = {"part": part, "duty": one.duty, "pinning": pinning, "is_new": one not in before.teaching}
            yield found | {"what": words.people.get(one.person)}
        if not there[part]:
            yield {"part": part, "what": None, "pinning": {}}
