"""Which session is in which room, as rows of the same program. Where times are fixed nothing ties them to people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .checking import closed, unfit
from .instance import Room, Span
from .model import Impossible, Model
from .sittings import Sitting


def rooms(model: Model) -> None:
    for room in model.instance.rooms:
        fitting = [one for one in model.sittings if not unfit(room, one.session) and not closed(room, one.span)]
        for one in fitting:
            model.housed[room.id, one.key] = model.variable([one], room.id)
        for crowd in at_once(room, fitting):
            model.program.at_most_one(model.housed[room.id, one.key] for one in crowd)
    one_room_each(model)
    pinned(model)


def at_once(room: Room, fitting: Sequence[Sitting]) -> Iterator[list[Sitting]]:
    """The largest sets of sittings of which each would take the room while the others do."""
    taken: list[tuple[Span, Sitting]] = []
    added = False
    for one in sorted(fitting, key=lambda one: (one.span, one.session.id)):
        span = room.taken(one.span)
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
