"""What differs between two plans, to be shown before it is applied; and plans for when somebody is away."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .goals import Goal
from .instance import Duty, Instance, Instructor, Plan, Span
from .planner import Outcome, plan
from .scoring import differing, unstaffed


@dataclass(frozen=True)
class Change:
    """One post: who goes and who comes; `cells`: how many changes that is."""

    cohort: int
    session: int
    part: int
    duty: Duty
    gone: tuple[int, ...]
    come: tuple[int, ...]

    @property
    def cells(self) -> int:
        return max(len(self.gone), len(self.come))


@dataclass(frozen=True)
class Changed:
    """`moved`: sessions in another room or at another time. `count` is the score of the goal `changes`."""

    posts: tuple[Change, ...]
    rooms: frozenset[int]
    moved: frozenset[int]

    @property
    def count(self) -> int:
        return sum(one.cells for one in self.posts) + len(self.rooms) + len(self.moved)

    @property
    def cohorts(self) -> set[int]:
        """Those whose people change."""
        return {one.cohort for one in self.posts}


def changed(instance: Instance, before: Plan, after: Plan) -> Changed:
    rooms, moved = differing(before.rooms, after.rooms), differing(before.begins, after.begins)
    return Changed(tuple(posts(instance, before, after)), frozenset(rooms), frozenset(moved))


def posts(instance: Instance, before: Plan, after: Plan) -> Iterator[Change]:
    gone, come = defaultdict(list), defaultdict(list)
    for one in sorted(before.teaching - after.teaching):
        gone[one.part, one.duty].append(one.person)
    for one in sorted(after.teaching - before.teaching):
        come[one.part, one.duty].append(one.person)
    for part, duty in sorted({*gone, *come}):
        session = instance.session_of[part]
        yield Change(session.cohort, session.id, part, duty, tuple(gone[part, duty]), tuple(come[part, duty]))


@dataclass(frozen=True)
class Away:
    """`lost`: the parts that were staffed and cannot be any more."""

    outcome: Outcome
    changed: Changed
    lost: frozenset[int]

    @property
    def count(self) -> int:
        return self.outcome.scores[Goal.CHANGES]


def if_away(instance: Instance, now: Plan, person: int, spans: Iterable[Span], **how) -> Away:
    """What is left of the plan `now` if somebody is away, with the fewest changes; pins on them there give way.

    `how`: as for `planner.plan`.
    """
    without = away(instance, now, person, tuple(spans))
    outcome = plan(without, before=now, **how)
    lost = unstaffed(instance, outcome.plan) - unstaffed(instance, now)
    return Away(outcome, changed(instance, now, outcome.plan), frozenset(lost))


def away(instance: Instance, now: Plan, person: int, spans: tuple[Span, ...]) -> Instance:
    pinned = frozenset(
        one
        for one in instance.pins.teaching
        if one.person != person or not any(engaged(instance, now, one.part).overlaps(span) for span in spans)
    )
    people = tuple(not_then(one, spans) if one.id == person else one for one in instance.instructors)
    return replace(instance, instructors=people, pins=replace(instance.pins, teaching=pinned))


def engaged(instance: Instance, now: Plan, part: int) -> Span:
    session = instance.session_of[part]
    return session.engaged(instance.begins(session, now))


def not_then(somebody: Instructor, spans: Iterable[Span]) -> Instructor:
    free = list(somebody.free)
    for span in spans:
        free = [left for one in free for left in cut(one, span)]
    return replace(somebody, free=tuple(free))


def cut(one: Span, out: Span) -> Iterator[Span]:
    if not one.overlaps(out):
        yield one
        return
    if one.begins_at < out.begins_at:
        yield Span(one.begins_at, out.begins_at)
    if out.ends_at < one.ends_at:
        yield Span(out.ends_at, one.ends_at)
