"""The fewest changes to a plan there is already, as terms of the program; counted as `scoring.changes` does."""

from collections.abc import Iterator

from .aim import Aim
from .instance import Plan
from .model import Model
from .program import summed
from .scoring import counted

Counted = Iterator[tuple[int, list[tuple[int, int]]]]
"""(constant, terms) of one cell of the plan after the other"""


def changes(model: Model) -> Aim:
    before = model.before or Plan()
    cells = [*posts(model, before), *rooms(model, before), *begins(model, before)]
    return Aim(summed(term for _, terms in cells for term in terms), sum(constant for constant, _ in cells))


def posts(model: Model, before: Plan) -> Counted:
    """Of each, the more of those who go and those who come."""
    had = counted(before.teaching)
    kept = {model.posts[one] for one in before.teaching if one in model.posts}
    for (part, duty), variables in model.of_post.items():
        stay = [one for one in variables if one in kept]
        come = [one for one in variables if one not in kept]
        needed = model.instance.part[part].needed(duty)
        yield post(model, had.pop((part, duty), 0), needed, stay, come)
    yield from ((lost, []) for lost in had.values())


def post(model: Model, were: int, needed: int, stay: list[int], come: list[int]) -> tuple[int, list[tuple[int, int]]]:
    if not were:
        return 0, [(one, 1) for one in come]
    if needed <= were:
        return were, [(one, -1) for one in stay]
    most = model.program.variable(needed + were)
    model.program.row([(most, 1), *((one, 1) for one in stay)], least=were)
    model.program.row([(most, 1), *((one, -1) for one in come)], least=0)
    return 0, [(most, 1)]


def rooms(model: Model, before: Plan) -> Counted:
    lost = dict(before.rooms)
    for session in model.instance.session:
        there, was = model.housed_of(session), lost.pop(session, None)
        if was is None:
            yield 0, [(one, 1) for _, one in there]
        else:
            yield 1, [(one, -1) for room, one in there if room == was]
    yield from ((1, []) for _ in lost)


def begins(model: Model, before: Plan) -> Counted:
    opened = {session for session, _ in model.held}
    for session in sorted(opened | before.begins.keys()):
        same = model.held.get((session, before.begins[session])) if session in before.begins else None
        yield 1, [] if same is None else [(same, -1)]
