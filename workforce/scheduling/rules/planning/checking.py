"""Which hard rules a plan breaks. Simple, and apart from the solver: what that hands over is looked at here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations, pairwise

from .instance import Duty, Instance, Instructor, Plan, Room, Session, Span, Terms
from .scoring import engagements


class Rule(StrEnum):
    """In the order in which a refusal names the first that is broken."""

    QUALIFIED = "qualified"
    AVAILABLE = "available"
    ONE_DUTY = "one_duty"  # nobody leads and assists in the same part
    AT_ONCE = "at_once"  # one session at a time
    TRAVEL = "travel"  # time to get from one place to the next
    DAY = "day"
    STRETCH = "stretch"  # hours on end without a pause
    WEEK = "week"
    RATIO = "ratio"  # a part has everybody it needs, or nobody but those who are pinned to it or stood there
    ROOM_PLACE = "room_place"
    ROOM_CAPACITY = "room_capacity"
    ROOM_EQUIPMENT = "room_equipment"
    ROOM_OPEN = "room_open"
    ROOM_TAKEN = "room_taken"
    TIME = "time"  # a session begins when it may
    COHORT = "cohort"  # a cohort's sessions follow each other in their order
    PINNED = "pinned"


@dataclass(frozen=True)
class Broken:
    """`person`, `part`, `session`, `room`: the ids concerned. `other`: the session it clashes with."""

    rule: Rule
    person: int | None = None
    part: int | None = None
    session: int | None = None
    other: int | None = None
    room: int | None = None


Found = Iterator[Broken]


def broken(instance: Instance, plan: Plan) -> list[Broken]:
    """Every rule that `plan` breaks; an empty list for a plan that can be held."""
    return [one for check in CHECKS for one in check(instance, plan)]


def qualified(instance: Instance, plan: Plan) -> Found:
    for one in sorted(plan.teaching):
        if not instance.person[one.person].may(one.duty, instance.part[one.part].item):
            yield Broken(Rule.QUALIFIED, one.person, one.part)


def one_duty(instance: Instance, plan: Plan) -> Found:
    for (person, part), duties in Counter((one.person, one.part) for one in plan.teaching).items():
        if duties > 1:
            yield Broken(Rule.ONE_DUTY, person, part)


def available(instance: Instance, plan: Plan) -> Found:
    for person, held in engagements(instance, plan).items():
        for span, one in held:
            if not instance.person[person].is_free(span.widened(one.set_up, one.clearing)):
                yield Broken(Rule.AVAILABLE, person, session=one.id)


def one_place_at_a_time(instance: Instance, plan: Plan) -> Found:
    for person, held in engagements(instance, plan).items():
        for one, other in combinations(held, 2):
            rule = apart(instance, one, other)
            if rule:
                yield Broken(rule, person, session=one[1].id, other=other[1].id)
        for span, session in held:
            if rule := away(instance, instance.person[person], span.widened(session.set_up, session.clearing), session):
                yield Broken(rule, person, session=session.id)


def away(instance: Instance, person: Instructor, engaged: Span, session: Session) -> Rule | None:
    """The rule by which what somebody has elsewhere keeps them from the session."""
    for other in person.elsewhere:
        if engaged.overlaps(other.span):
            return Rule.AT_ONCE
        first, second = sorted((engaged, other.span))
        if first.ends_at + timedelta(minutes=instance.terms.way(session.place, other.place)) > second.begins_at:
            return Rule.TRAVEL
    return None


def apart(instance: Instance, one: tuple[Span, Session], other: tuple[Span, Session]) -> Rule | None:
    """The rule that keeps somebody from being at both, if one does."""
    spans = [span.widened(session.set_up, session.clearing) for span, session in (one, other)]
    if spans[0].overlaps(spans[1]):
        return Rule.AT_ONCE
    first, second = sorted(spans)
    way = timedelta(minutes=instance.terms.way(one[1].place, other[1].place))
    return Rule.TRAVEL if first.ends_at + way > second.begins_at else None


def limits(instance: Instance, plan: Plan) -> Found:
    for person, held in engagements(instance, plan).items():
        days: Counter = Counter()
        weeks: Counter = Counter()
        somebody = instance.person[person]
        every = [*(span for span, _ in held), *(other.span for other in somebody.elsewhere)]
        for span in every:
            days[span.day] += span.minutes
            weeks[span.week] += span.minutes
        for span, one in held:
            if somebody.day_minutes is not None and days[span.day] > somebody.day_minutes:
                yield Broken(Rule.DAY, person, session=one.id)
            if too_long(instance.terms, [other for other in every if other.day == span.day]):
                yield Broken(Rule.STRETCH, person, session=one.id)
            if somebody.week_minutes is not None and weeks[span.week] > somebody.week_minutes:
                yield Broken(Rule.WEEK, person, session=one.id)


def too_long(terms: Terms, spans: list[Span]) -> bool:
    """Whether these, of one day, are more hours on end than somebody may teach."""
    if terms.stretch is None:
        return False
    stretch, ends_at = 0, None
    for span in sorted(spans):
        goes_on = ends_at is not None and span.begins_at - ends_at < timedelta(minutes=terms.pause)
        stretch, ends_at = (stretch if goes_on else 0) + span.minutes, span.ends_at
        if stretch > terms.stretch:
            return True
    return False


def ratio(instance: Instance, plan: Plan) -> Found:
    there: dict[int, Counter] = defaultdict(Counter)
    for one in plan.teaching - instance.pins.teaching - instance.standing:
        there[one.part]["new"] += 1
    for one in plan.teaching:
        there[one.part][one.duty] += 1
    for part, duties in sorted(there.items()):
        needed = instance.part[part]
        whole = duties[Duty.LEAD] == needed.leads and duties[Duty.ASSISTANT] == needed.assistants
        if duties["new"] and not whole:
            yield Broken(Rule.RATIO, part=part)


def rooms(instance: Instance, plan: Plan) -> Found:
    for session_id, room_id in sorted(plan.rooms.items()):
        one, room = instance.session[session_id], instance.room[room_id]
        rule = unfit(room, one) or closed(room, instance.span(one, plan))
        if rule:
            yield Broken(rule, session=session_id, room=room_id)


def unfit(room: Room, one: Session) -> Rule | None:
    """What about the room itself keeps the session out."""
    if room.place != one.place:
        return Rule.ROOM_PLACE
    if room.seats(one.layout) < one.trainees and room.id not in one.despite:
        return Rule.ROOM_CAPACITY
    is_right = one.equipment <= room.equipment and (one.only is None or room.id in one.only)
    return None if is_right else Rule.ROOM_EQUIPMENT


def closed(room: Room, span: Span) -> Rule | None:
    return None if any(opening.holds(room.taken(span)) for opening in room.open) else Rule.ROOM_OPEN


def one_session_a_room(instance: Instance, plan: Plan) -> Found:
    """Between two sessions of one cohort nobody clears the room and sets it up again."""
    taken: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for session, room in plan.rooms.items():
        taken[room].append((instance.span(instance.session[session], plan), session))
    for room, every in sorted(taken.items()):
        for (span, one), (later, other) in combinations(sorted(every), 2):
            if instance.session[one].cohort != instance.session[other].cohort:
                span, later = instance.room[room].taken(span), instance.room[room].taken(later)
            if span.overlaps(later):
                yield Broken(Rule.ROOM_TAKEN, session=one, other=other, room=room)


def times(instance: Instance, plan: Plan) -> Found:
    for one in instance.sessions:
        if instance.begins(one, plan) not in one.times:
            yield Broken(Rule.TIME, session=one.id)


def cohorts(instance: Instance, plan: Plan) -> Found:
    """Sessions whose times are fixed are as staff put them; where one is open, they come in their order."""
    turns: dict[int, list[Session]] = defaultdict(list)
    for one in sorted(instance.sessions, key=lambda one: one.number):
        turns[one.cohort].append(one)
    for every in turns.values():
        for one, other in pairwise(every):
            is_open = len(one.times) > 1 or len(other.times) > 1
            if is_open and instance.span(one, plan).ends_at > instance.begins(other, plan):
                yield Broken(Rule.COHORT, session=one.id, other=other.id)


def pinned(instance: Instance, plan: Plan) -> Found:
    for one in sorted(instance.pins.teaching - plan.teaching):
        yield Broken(Rule.PINNED, one.person, one.part)
    for session, room in instance.pins.rooms.items():
        if plan.rooms.get(session) != room:
            yield Broken(Rule.PINNED, session=session, room=room)
    for session, begins_at in instance.pins.begins.items():
        if instance.begins(instance.session[session], plan) != begins_at:
            yield Broken(Rule.PINNED, session=session)


CHECKS: tuple[Callable[[Instance, Plan], Found], ...] = (
    *(qualified, available, one_duty, one_place_at_a_time, limits, ratio),
    *(rooms, one_session_a_room, times, cohorts, pinned),
)
