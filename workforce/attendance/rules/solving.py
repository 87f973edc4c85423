"""The two questions of `feasible` as models of CP-SAT. Loading this loads the solver (some 90 MB): ask `feasible`.

One thread and a fixed seed: the same question always gets the same answer.
"""

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from .feasible import ONLINE, Choice, Terms, clash

SECONDS = 10
"""Nobody has met a question that takes as long; one that did would be an error, not an answer."""


def model_of(missing, possible: Sequence[Choice], terms: Terms):
    """(the model, [whether somebody comes to each]): every item is covered, nobody is in two places."""
    model = cp_model.CpModel()
    comes = [model.new_bool_var(f"session {one.id}") for one in possible]
    for item, minutes in missing.items():
        taught = (one.minutes.get(item, 0) * is_in for one, is_in in zip(possible, comes, strict=True))
        model.add(sum(taught) >= minutes)
    for n, one in enumerate(possible):
        for m in range(n):
            if clash(one, possible[m], terms.travel):
                model.add_at_most_one(comes[n], comes[m])
    return model, comes


def cheapest(missing, possible: Sequence[Choice], own, terms: Terms) -> list[Choice] | None:
    """Of ways that cost the same, one with few and early sessions."""
    model, comes = model_of(missing, possible, terms)
    there = {(one.day, one.place) for one in own}
    trips: dict[tuple, Any] = {}
    done = model.new_int_var(0, max((one.day - terms.today).days for one in possible), "days until done")
    for one, is_in in zip(possible, comes, strict=True):
        model.add(done >= (one.day - terms.today).days).only_enforce_if(is_in)
        journey = (one.day, one.place)
        if one.place != ONLINE and journey not in there:
            trips.setdefault(journey, model.new_bool_var(f"journey {len(trips)}"))
            model.add_implication(is_in, trips[journey])
    late = sum(number * is_in for number, is_in in enumerate(comes, 1))
    dearer = len(comes) * (len(comes) + 1)  # than any order of sessions
    model.minimize(dearer * (terms.trip_days * sum(trips.values()) + done) + late)
    return chosen(model, possible, comes)


def latest(missing, possible: Sequence[Choice], terms: Terms) -> list[Choice]:
    """The way whose first session is as late as it can be. Asked only where there is one."""
    model, comes = model_of(missing, possible, terms)
    begins = model.new_int_var(0, max((one.day - terms.today).days for one in possible), "days until begun")
    for one, is_in in zip(possible, comes, strict=True):
        model.add(begins <= (one.day - terms.today).days).only_enforce_if(is_in)
    model.maximize(begins)
    found = chosen(model, possible, comes)
    assert found is not None
    return found


def chosen(model, possible, comes) -> list[Choice] | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = SECONDS
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise RuntimeError(f"no exact answer within {SECONDS} s: {solver.status_name(status)}")
    return [one for one, is_in in zip(possible, comes, strict=True) if solver.boolean_value(is_in)]
