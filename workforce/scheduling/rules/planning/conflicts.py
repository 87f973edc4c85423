"""Which rules together make something impossible: a set from which none can be left out.

Found by leaving out one after the other: what is still impossible without a rule does not need it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeVar

from .... import clock
from .checking import Broken, Rule, broken
from .effort import Effort
from .instance import Instance, Instructor, Plan, Session, Span, Teaching
from .model import Impossible
from .planner import modelled
from .scoring import unstaffed

One = TypeVar("One")
ANYTHING = -1
"""An item that everybody may teach."""

RULES = (*(Rule.QUALIFIED, Rule.AVAILABLE, Rule.AT_ONCE, Rule.DAY, Rule.STRETCH, Rule.WEEK, Rule.RATIO, Rule.PINNED),)
"""The way between two places belongs to `AT_ONCE` here: nobody is at once in one and on the way to it."""


@dataclass(frozen=True)
class Conflict:
    """`rules` bar the part as long as `parts` stay staffed: drop any one of all these, and it can be staffed."""

    rules: tuple[Rule, ...]
    parts: tuple[int, ...]


def irreducible(every: Sequence[One], still: Callable[[list[One]], bool]) -> list[One]:
    """A smallest part of `every` of which `still` holds; halves are tried before single ones."""
    kept, size = list(every), max(1, len(every) // 2)
    while True:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if still(fewer):
                kept = fewer
            else:
                at += size
        if size == 1:
            return kept
        size = max(1, size // 2)


def why_unstaffed(instance: Instance, plan: Plan, part: int) -> Conflict | None:
    """Why `part` cannot be staffed beside all that `plan` staffs in its week; None where it could be."""
    session = instance.session_of[part]
    week = in_week(instance, plan, instance.span(session, plan))
    staffed = [one for one in week.part if one not in unstaffed(week, plan) and one != part]

    def bars(some: Sequence[Rule | int]) -> bool:
        waived = [rule for rule in RULES if rule not in some]
        return not can_staff(waive(week, part, waived), [part, *(one for one in some if not isinstance(one, Rule))])

    that_day = [one for one in staffed if day_of(week, one) == day_of(week, part)]
    for beside in ([], that_day, staffed):  # the smaller the first guess, the less there is to leave out
        if bars([*RULES, *beside]):
            everything: list[Rule | int] = [*beside, *RULES]
            kept = irreducible(everything, bars)
            rules = tuple(one for one in kept if isinstance(one, Rule))
            return Conflict(rules, tuple(one for one in kept if not isinstance(one, Rule)))
    return None


def day_of(week: Instance, part: int) -> date:
    session = week.session_of[part]
    return session.span(session.times[0]).day


def in_week(instance: Instance, plan: Plan, span: Span) -> Instance:
    """What happens in one week, at the times of `plan`; limits reach no further. Rooms have nothing to do with it."""
    sessions = tuple(
        replace(one, times=(instance.begins(one, plan),))
        for one in instance.sessions
        if instance.span(one, plan).week == span.week
    )
    parts = {part.id for one in sessions for part in one.parts}
    pins = Plan(frozenset(one for one in instance.pins.teaching if one.part in parts))
    return replace(instance, sessions=sessions, rooms=(), pins=pins)


def can_staff(instance: Instance, parts: Sequence[int]) -> bool:
    """All of `parts` together, whatever becomes of the others: sessions without one of them need not take place."""
    wanted = {*parts, *(one.part for one in instance.pins.teaching)}
    sessions = tuple(one for one in instance.sessions if any(part.id in wanted for part in one.parts))
    return can_be_held(replace(instance, sessions=sessions), parts)


def can_be_held(instance: Instance, parts: Sequence[int] = ()) -> bool:
    """Whether there is any plan in which these parts are staffed."""
    from .search import Search

    try:
        model = modelled(instance)
        for part in parts:
            model.program.least[model.whole[part]] = 1
        Search(model, Effort(), lambda *at: None, lambda: False).begin()
    except Impossible:
        return False
    return True


def waive(instance: Instance, part: int, rules: Sequence[Rule]) -> Instance:
    """The instance in which these rules do not hold for the part and its session; limits and pins for nothing."""
    session = instance.session_of[part]
    people = [waived(one, session, rules) for one in instance.instructors]
    changed = eased(session, part, rules)
    sessions = tuple(changed if one.id == session.id else one for one in instance.sessions)
    pins = Plan() if Rule.PINNED in rules else instance.pins
    terms = replace(instance.terms, stretch=None) if Rule.STRETCH in rules else instance.terms
    return replace(instance, sessions=sessions, instructors=tuple(people), pins=pins, terms=terms)


def waived(one: Instructor, session: Session, rules: Sequence[Rule]) -> Instructor:
    free, when = one.free, session.engaged(session.times[0])
    if Rule.AVAILABLE in rules:
        free += (when,)
    if Rule.AT_ONCE in rules and any(span.holds(when) for span in free):
        free += (at_night(session),)
    return replace(
        one,
        leads={**one.leads, ANYTHING: 0},
        free=free,
        day_minutes=None if Rule.DAY in rules else one.day_minutes,
        week_minutes=None if Rule.WEEK in rules else one.week_minutes,
    )


def eased(session: Session, part: int, rules: Sequence[Rule]) -> Session:
    parts = tuple(
        replace(
            one,
            item=ANYTHING if Rule.QUALIFIED in rules and one.id == part else one.item,
            assistants=0 if Rule.RATIO in rules and one.id == part else one.assistants,
        )
        for one in session.parts
    )
    session = replace(session, parts=parts)
    if Rule.AT_ONCE in rules:
        return replace(session, times=(at_night(session).begins_at,), set_up=0, clearing=0)
    return session


def at_night(session: Session) -> Span:
    """As long, on the same day, when nothing else takes place: it counts for limits and clashes with nothing."""
    midnight = clock.instant(session.span(session.times[0]).day, time(0))
    return session.span(midnight)


def why_pins_clash(instance: Instance) -> tuple[Plan, list[Broken]]:
    """(the fewest pins that cannot stay together, the rules they break as things stand).

    Whoever is not pinned may be left out, so where times are fixed pins are possible exactly if they break no rule by
    themselves; where a time is open, or more people are pinned than a part takes, the solver is asked.
    """
    every = each_pin(instance.pins)
    settled = [one for one in every if not is_open(instance, one)]
    if clash(instance, settled):
        return told(instance, irreducible(settled, lambda some: clash(instance, some)))
    if not can_stay(instance, every):
        return told(instance, irreducible(every, lambda some: not can_stay(instance, some)))
    return Plan(), []


Pin = Teaching | tuple[int, int] | tuple[int, datetime]
"""Somebody in a part, a session in a room, or a session at a time."""


def each_pin(pins: Plan) -> list[Pin]:
    return [*sorted(pins.teaching), *sorted(pins.rooms.items()), *sorted(pins.begins.items())]


def pinned(some: Sequence[Pin]) -> Plan:
    pairs = [one for one in some if isinstance(one, tuple)]
    return Plan(
        frozenset(one for one in some if isinstance(one, Teaching)),
        {session: room for session, room in pairs if isinstance(room, int)},
        {session: begins_at for session, begins_at in pairs if isinstance(begins_at, datetime)},
    )


def is_open(instance: Instance, one: Pin) -> bool:
    session = instance.session_of[one.part] if isinstance(one, Teaching) else instance.session[one[0]]
    return len(session.times) > 1


def clash(instance: Instance, some: Sequence[Pin]) -> bool:
    pins = pinned(some)
    fixed = tuple(one for one in instance.sessions if len(one.times) == 1)
    return bool(broken(replace(instance, sessions=fixed, pins=pins), pins))


def told(instance: Instance, some: Sequence[Pin]) -> tuple[Plan, list[Broken]]:
    fewest = pinned(some)
    return fewest, broken(replace(instance, pins=fewest), fewest)


def can_stay(instance: Instance, some: Sequence[Pin]) -> bool:
    """Whether any plan has all of these; nobody else is needed, and no session of another cohort."""
    pins = pinned(some)
    concerned = {instance.session_of[one.part].cohort for one in pins.teaching}
    concerned |= {instance.session[one].cohort for one in (*pins.rooms, *pins.begins)}
    people, rooms = {one.person for one in pins.teaching}, set(pins.rooms.values())
    return can_be_held(
        replace(
            instance,
            sessions=tuple(one for one in instance.sessions if one.cohort in concerned),
            instructors=tuple(one for one in instance.instructors if one.id in people),
            rooms=tuple(one for one in instance.rooms if one.id in rooms),
            pins=pins,
        )
    )
