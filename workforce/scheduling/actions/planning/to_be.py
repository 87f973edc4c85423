"""What is to stand when a plan is applied to what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from ...queries.planning import Filled
from ...rules.planning import instance as planning
from ...rules.planning.checking import Broken, Rule, broken
from ...rules.planning.instance import Plan, Teaching
from .refusals import StandsOtherwise

Post = tuple[int, planning.Duty]
"""A part and a duty in it."""
Key = TypeVar("Key")
NOBODY: frozenset[Teaching] = frozenset()
NOT_ASKED = (Rule.RATIO, Rule.COHORT, Rule.PINNED)
"""What a plan may leave as it stands: a part that still waits for somebody, and the order that staff gave."""


def to_be(found: Filled, before: Plan, after: Plan) -> Plan:
    """What stands, with what is to change. Raises StandsOtherwise."""
    instance, otherwise = found.instance, Otherwise(found)
    teaching = otherwise.posts(before, after)
    housed = otherwise.rooms(before, after)
    begins = otherwise.begins(before, after)
    if otherwise.sessions:
        raise StandsOtherwise(found.words, otherwise.sessions)
    return Plan(teaching, housed, {one: at for one, at in begins.items() if one in instance.session})


@dataclass
class Otherwise:
    """What stands neither as it was nor as it is to be: `sessions`, 0 for what is not planned any more."""

    found: Filled
    sessions: set[int] = field(default_factory=set)

    def posts(self, before: Plan, after: Plan) -> frozenset[Teaching]:
        instance, teaching = self.found.instance, set(self.found.now.teaching)
        old, new, now = posts(before), posts(after), posts(self.found.now)
        for post in differing(old, new):
            there, wanted = now.get(post, NOBODY), new.get(post, NOBODY)
            if there == wanted:
                continue
            is_known = post[0] in instance.part and all(one.person in instance.person for one in wanted)
            if there != old.get(post, NOBODY) or not is_known:
                self.sessions.add(instance.session_of[post[0]].id if post[0] in instance.part else 0)
            teaching = (teaching - there) | wanted
        return frozenset(teaching)

    def rooms(self, before: Plan, after: Plan) -> dict[int, int]:
        instance, housed = self.found.instance, dict(self.found.now.rooms)
        for one in differing(before.rooms, after.rooms):
            there, wanted = housed.pop(one, None), after.rooms.get(one)
            is_known = one in instance.session and (wanted is None or wanted in instance.room)
            if there != wanted and (there != before.rooms.get(one) or not is_known):
                self.sessions.add(one)
            if wanted is not None:
                housed[one] = wanted
        return housed

    def begins(self, before: Plan, after: Plan) -> dict[int, datetime]:
        words, now = self.found.words.sessions, self.found.now.begins
        for one in differing(before.begins, after.begins):
            stands = words[one].starts_at if one in words else None
            if stands != after.begins.get(one) and (stands != before.begins.get(one) or one not in now):
                self.sessions.add(one)
        return {one: after.begins.get(one, at) for one, at in now.items()}


def posts(plan: Plan) -> dict[Post, frozenset[Teaching]]:
    found: dict[Post, set[Teaching]] = {}
    for one in plan.teaching:
        found.setdefault((one.part, one.duty), set()).add(one)
    return {post: frozenset(every) for post, every in found.items()}


def refuse_newly_broken(found: Filled, target: Plan):
    """What is no rule of the house but was a rule of the plan (somebody said meanwhile that they have no time then).
    Raises StandsOtherwise.
    """
    had = {as_told(one) for one in broken(found.instance, found.now)}
    new = [one for one in broken(found.instance, target) if one.rule not in NOT_ASKED and as_told(one) not in had]
    if new:
        raise StandsOtherwise(found.words, {session_of(found, one) for one in new})


def session_of(found: Filled, one: Broken) -> int:
    return one.session or (found.instance.session_of[one.part].id if one.part else 0)


def as_told(one: Broken):
    return replace(one, other=None)


def differing(one: Mapping[Key, Any], other: Mapping[Key, Any]) -> set[Key]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}
