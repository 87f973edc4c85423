"""Why somebody teaches a part, and why others do not: counted from the plan, without the solver."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .checking import Broken, Found, available, limits, one_duty, one_place_at_a_time, qualified
from .goals import ORDER, Goal
from .instance import Duty, Instance, Plan, Teaching
from .scoring import scores

IN_TURN: tuple[Callable[[Instance, Plan], Found], ...] = (
    *(qualified, available, one_duty, one_place_at_a_time, limits),
)
"""In the order of `Rule`: the first that is broken is the one that is named."""


@dataclass(frozen=True)
class Other:
    """Somebody who could teach it as well: the first goal that would be `worse`, and `by` how much; None where the
    plan would be as good.
    """

    person: int
    worse: Goal | None
    by: int = 0


@dataclass(frozen=True)
class Reasons:
    """`others`: who could as well. `refused`: of everybody else the first rule that keeps them from it."""

    teaching: Teaching
    is_pinned: bool
    is_kept: bool
    others: tuple[Other, ...]
    refused: tuple[Broken, ...]

    @property
    def is_only_one(self) -> bool:
        return not self.others

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Those for which they were chosen, before others who could as well."""
        return tuple(goal for goal in Goal if any(one.worse is goal for one in self.others))


def reasons(
    instance: Instance, plan: Plan, one: Teaching, *, before: Plan | None = None, goals: Sequence[Goal] = ORDER
) -> Reasons:
    """Everybody else in the place of `one`, while all the rest of the plan stays."""
    without = replace(plan, teaching=plan.teaching - {one})
    others, refused = [], []
    for person in instance.person:
        instead = replace(one, person=person)
        if instead == one or taken(plan, instead):
            continue
        fault = first_broken(instance, without, instead)
        if fault:
            refused.append(fault)
        else:
            others.append(compared(instance, without, one, instead, goals))
    is_kept = before is not None and one in before.teaching
    return Reasons(one, one in instance.pins.teaching, is_kept, tuple(others), tuple(refused))


def taken(plan: Plan, one: Teaching) -> bool:
    return one in plan.teaching


def first_broken(instance: Instance, plan: Plan, one: Teaching) -> Broken | None:
    """The first rule that keeps somebody from a part beside what they have in `plan`."""
    own = frozenset(held for held in plan.teaching if held.person == one.person)
    tried = replace(plan, teaching=own | {one})
    for check in IN_TURN:
        fault = next(check(instance, tried), None)
        if fault:
            asked = instance.session_of[one.part].id
            clashing = next((held for held in (fault.session, fault.other) if held not in (None, asked)), None)
            return replace(fault, part=one.part, session=asked, other=clashing)
    return None


def refusals(instance: Instance, plan: Plan, part: int) -> Iterator[tuple[Duty, Broken]]:
    """Of a part that is not staffed: of everybody the first rule that bars them, for each duty; those who are not
    named could, if the others who are needed beside them were there.
    """
    for duty in (Duty.LEAD, Duty.ASSISTANT) if instance.part[part].assistants else (Duty.LEAD,):
        for person in instance.person:
            one = Teaching(part, duty, person)
            fault = None if one in plan.teaching else first_broken(instance, plan, one)
            if fault:
                yield duty, fault


def compared(instance: Instance, without: Plan, one: Teaching, instead: Teaching, goals: Sequence[Goal]) -> Other:
    """Only what these two have can make a difference."""
    both = frozenset(held for held in without.teaching if held.person in (one.person, instead.person))
    theirs = tuple(somebody for somebody in instance.instructors if somebody.id in (one.person, instead.person))
    pair = replace(instance, instructors=theirs)
    now, then = (scores(pair, replace(without, teaching=both | {each})) for each in (one, instead))
    worse = next((goal for goal in goals if then[goal] != now[goal]), None)
    return Other(instead.person, worse, then[worse] - now[worse] if worse else 0)
