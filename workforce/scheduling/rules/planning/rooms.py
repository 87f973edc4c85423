"""Which session is in which room, as rows of the same program. Where times are fixed nothing ties them to people."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from .checking import closed, unfit
from .instance import Room, Span
from .model import Impossible, Model
from .sittings import Sitting


def rooms(model: Model) -> None:
    for room in model.instance.rooms:
        fitting = [one for one in model.sittings if not unfit(room, one.session) and not closed(room, one.span)]
        for one in fitting:
            model.housed[room.id, one.key] = model.variable([one], room.id)
        for crowd in at_once(fitting, room.taken):
            model.program.at_most_one(one for every in by_cohort(crowd) for one in together(model, room, every))
        for every in by_cohort(fitting):
            for crowd in at_once(every, lambda span: span):
                model.program.at_most_one(model.housed[room.id, one.key] for one in crowd)
    one_room_each(model)
    pinned(model)


def by_cohort(crowd: Sequence[Sitting]) -> Iterator[list[Sitting]]:
    cohorts: dict[int, list[Sitting]] = defaultdict(list)
    for one in crowd:
        cohorts[one.session.cohort].append(one)
    yield from cohorts.values()


def together(model: Model, room: Room, every: Sequence[Sitting]) -> list[int]:
    """Of sittings of one cohort, what excludes other cohorts: they may follow each other closer than others may."""
    housed = [model.housed[room.id, one.key] for one in every]
    if len({one.session.id for one in every}) == 1:
        return housed  # a session is in one room at one time
    any_of = model.variable(every, room.id)
    for variable in housed:
        model.program.row([(variable, 1), (any_of, -1)], most=0)
    return [any_of]


def at_once(fitting: Sequence[Sitting], taken_for: Callable[[Span], Span]) -> Iterator[list[Sitting]]:
    """The largest sets of sittings of which each would take the room while the others do."""
    taken: list[tuple[Span, Sitting]] = []
    added = False
    for one in sorted(fitting, key=lambda one: (one.span, one.session.id)):
        span = taken_for(one.span)
        staying = [(held, other) for held, other in taken if held.overlaps(span)]
        if added and len(staying) < len(taken):
            yield [other for _, other in taken]
        taken, added = [*staying, (span, one)], True
    if taken:
        yield [other for _, other in taken]


def one_room_each(model: Model) -> None:
    by_session: dict[int, list[int]] = defaultdict(list)
    for (_, (session, _)), variable in model.housed.items():
        by_session[session].append(variable)
    for variables in by_session.values():
        model.program.at_most_one(variables)


def pinned(model: Model) -> None:
    for session, room in sorted(model.instance.pins.rooms.items()):
        those = [variable for (r, (s, _)), variable in model.housed.items() if (r, s) == (room, session)]
        if not those:
            raise Impossible
        model.program.row(((one, 1) for one in those), least=1)
