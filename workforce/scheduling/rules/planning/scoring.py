"""The published scores of a plan: one number for each goal, less is better. Simple, and apart from the solver."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .goals import Goal
from .instance import Duty, Instance, Plan, Session, Span, Teaching

Engaged = dict[int, list[tuple[Span, Session]]]


def scores(instance: Instance, plan: Plan, before: Plan | None = None) -> dict[Goal, int]:
    """`before`: the plan that changes are counted from."""
    engaged = engagements(instance, plan)
    return {
        Goal.CHANGES: changes(before, plan) if before else 0,
        Goal.UNSTAFFED: len(unstaffed(instance, plan)),
        Goal.ROOMLESS: sum(one.place is not None and one.id not in plan.rooms for one in instance.sessions),
        Goal.LICENCES: sum(rank(instance, one) for one in plan.teaching),
        Goal.GAPS: sum(waiting(instance, days) for days in engaged.values()),
        Goal.LOAD: sum(outside(instance, person, engaged[person]) for person in instance.person),
        Goal.EVENINGS: sum(too_many_evenings(instance, person, engaged[person]) for person in instance.person),
        Goal.CONTINUITY: len({(one.cohort, person) for person, held in engaged.items() for _, one in held}),
        Goal.WISHES: sum(against_wishes(instance, person, held) for person, held in engaged.items()),
        Goal.ROOM_CHANGES: len({(instance.session[one].cohort, room) for one, room in plan.rooms.items()}),
    }


def engagements(instance: Instance, plan: Plan) -> Engaged:
    """{person: [(when, session)], the soonest first}; everybody once in a session, however many parts they have."""
    held: dict[int, set[Session]] = defaultdict(set)
    for one in plan.teaching:
        held[one.person].add(instance.session_of[one.part])
    engaged: Engaged = defaultdict(list)
    for person, sessions in held.items():
        spans = ((instance.span(one, plan), one) for one in sessions)
        engaged[person] = sorted(spans, key=lambda pair: (pair[0], pair[1].id))
    return engaged


def unstaffed(instance: Instance, plan: Plan) -> set[int]:
    """The parts without their lead or one of their assistants."""
    leads: dict[int, int] = defaultdict(int)
    assistants: dict[int, int] = defaultdict(int)
    for one in plan.teaching:
        (leads if one.duty is Duty.LEAD else assistants)[one.part] += 1
    return {
        part.id
        for part in instance.part.values()
        if leads[part.id] < part.leads or assistants[part.id] < part.assistants
    }


def rank(instance: Instance, one: Teaching) -> int:
    if one.duty is not Duty.LEAD:
        return 0
    return instance.person[one.person].leads.get(instance.part[one.part].item, 0)


def waiting(instance: Instance, held: Iterable[tuple[Span, Session]]) -> int:
    """Minutes between two sessions of a day: under way, and those of a wait that go beyond a rest."""
    every, minutes = list(held), 0
    for (span, one), (later, other) in zip(every, every[1:], strict=False):
        if span.day == later.day:
            minutes += between(instance, span, one, later, other)
    return minutes


def between(instance: Instance, span: Span, one: Session, later: Span, other: Session) -> int:
    way = instance.terms.way(one.place, other.place)
    wait = int((later.begins_at - span.ends_at).total_seconds()) // 60 - way
    return way + max(0, wait - instance.terms.rest)


def outside(instance: Instance, person: int, held: Iterable[tuple[Span, Session]]) -> int:
    """Minutes of a load below or above the tolerance around its target."""
    band = band_of(instance, person)
    if band is None:
        return 0
    load = sum(span.minutes for span, _ in held)
    return max(0, band[0] - load, load - band[1])


def band_of(instance: Instance, person: int) -> tuple[int, int] | None:
    target, tolerance = instance.person[person].target, instance.terms.tolerance
    if target is None:
        return None
    return target * (100 - tolerance) // 100, target * (100 + tolerance) // 100


def too_many_evenings(instance: Instance, person: int, held: Iterable[tuple[Span, Session]]) -> int:
    share = instance.person[person].evenings
    if share is None:
        return 0
    return max(0, sum(instance.terms.is_evening(span) for span, _ in held) - share)


def against_wishes(instance: Instance, person: int, held: Iterable[tuple[Span, Session]]) -> int:
    wishes = instance.person[person].wishes
    return sum(wish.weight for span, _ in held for wish in wishes if wish.span.overlaps(span))


def changes(before: Plan, plan: Plan) -> int:
    """Posts held by others than before, or by nobody, or newly; a post is the lead of a part, or its assistants.
    And sessions in another room, or at another time.
    """
    gone = counted(before.teaching - plan.teaching)
    new = counted(plan.teaching - before.teaching)
    moved = len(differing(before.rooms, plan.rooms)) + len(differing(before.begins, plan.begins))
    return sum(max(gone[post], new[post]) for post in {*gone, *new}) + moved


def differing(before: Mapping, now: Mapping) -> set:
    return {one for one in {*before, *now} if before.get(one) != now.get(one)}


def counted(teaching: Iterable[Teaching]) -> dict[tuple[int, Duty], int]:
    posts: dict[tuple[int, Duty], int] = defaultdict(int)
    for one in teaching:
        posts[one.part, one.duty] += 1
    return posts
