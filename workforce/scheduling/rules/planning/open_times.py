"""When a session takes place whose time was left open: at one of its times, in its turn within the cohort."""

from collections import defaultdict
from itertools import pairwise

from .instance import Session
from .model import Impossible, Model
from .sittings import Sitting


def open_times(model: Model) -> None:
    for session in model.instance.sessions:
        if not model.of_session[session.id]:
            raise Impossible
        if len(session.times) > 1:
            at_one_of(model, model.of_session[session.id])
    only_where_held(model)
    in_turn(model)


def at_one_of(model: Model, sittings: list[Sitting]) -> None:
    for one in sittings:
        model.held[one.key] = model.variable([one])
    model.program.row(((model.held[one.key], 1) for one in sittings), 1, 1)


def only_where_held(model: Model) -> None:
    for taken in (model.there, model.housed):
        for (_, key), variable in taken.items():
            if key in model.held:
                model.program.row([(variable, 1), (model.held[key], -1)], most=0)


def in_turn(model: Model) -> None:
    turns: dict[int, list[Session]] = defaultdict(list)
    for one in sorted(model.instance.sessions, key=lambda one: one.number):
        turns[one.cohort].append(one)
    for every in turns.values():
        for one, other in pairwise(every):
            if len(one.times) > 1 or len(other.times) > 1:
                after(model, model.of_session[one.id], model.of_session[other.id])


def after(model: Model, earlier: list[Sitting], later: list[Sitting]) -> None:
    """Of those that end at an instant or after it, and of those that begin before it, only one takes place."""
    for ends_at in sorted({one.span.ends_at for one in earlier}):
        long = [one for one in earlier if one.span.ends_at >= ends_at]
        soon = [one for one in later if one.span.begins_at < ends_at]
        if soon:
            held = [model.held.get(one.key) for one in (*long, *soon)]
            fixed = held.count(None)
            if fixed > 1:
                raise Impossible
            model.program.row(((one, 1) for one in held if one is not None), most=1 - fixed)
