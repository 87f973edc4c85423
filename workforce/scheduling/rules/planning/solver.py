"""Programs solved by OR-Tools. Loading this loads the solver: ask `search`.

One thread and a fixed seed: the same program gets the same answer, unless a limit of seconds ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, inf

from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from .program import Piece, Row

NEAR = 1e-6
SAFE = 0.01


@dataclass(frozen=True)
class Answer:
    """`values`: of the piece's variables, None if none were found. `bound`: no answer is smaller. `is_impossible`: it
    is proven that there is none.
    """

    values: tuple[int, ...] | None
    bound: float
    is_impossible: bool = False


@dataclass(frozen=True)
class Relaxed:
    """Where fractions are allowed. `price`: how much the answer grows with each variable, at the least."""

    values: tuple[float, ...]
    bound: float
    price: tuple[float, ...]


def written(piece: Piece, is_whole: bool):
    """(the model, its variables)"""
    program, model = piece.program, mathopt.Model()
    here = {
        one: model.add_variable(lb=program.least[one], ub=program.most[one], is_integer=is_whole)
        for one in piece.variables
    }
    for row in piece.rows:
        terms, fixed = split(row, here, program)
        lower = -inf if row.least is None else row.least - fixed
        upper = inf if row.most is None else row.most - fixed
        model.add_linear_constraint(lb=lower, ub=upper, expr=mathopt.LinearSum(terms))
    model.minimize(mathopt.LinearSum(factor * here[one] for one, factor in piece.goal.items()))
    return model, list(here.values())


def split(row: Row, here, program):
    """(terms of what is free, sum of what is fixed)"""
    terms, fixed = [], 0
    for one, factor in row.terms.items():
        if one in here:
            terms.append(factor * here[one])
        else:
            fixed += factor * program.least[one]
    return terms, fixed


def relaxed(piece: Piece, seconds: float) -> Relaxed | None:
    model, variables = written(piece, is_whole=False)
    limit = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
    result = mathopt.solve(model, mathopt.SolverType.GLOP, params=limit)
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    values = tuple(result.variable_values(variables))
    return Relaxed(values, result.objective_value(), tuple(result.reduced_costs(variables)))


def solved(piece: Piece, seconds: float) -> Answer:
    """By branch and cut; proven to within one, which for whole numbers is proven."""
    model, variables = written(piece, is_whole=True)
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), relative_gap_tolerance=0.0, absolute_gap_tolerance=1 - SAFE
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    reason = result.termination.reason
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return Answer(None, inf, is_impossible=True)
    bound = result.termination.objective_bounds.dual_bound
    if not result.has_primal_feasible_solution():
        return Answer(None, bound)
    return Answer(tuple(round(one) for one in result.variable_values(variables)), bound)


def improved(piece: Piece, hint: Sequence[int] | None, work: float, seconds: float) -> Answer:
    """By constraint programming from a known answer on. `work`: in the solver's own measure, the same everywhere."""
    program, model = piece.program, cp_model.CpModel()
    here = {one: model.new_int_var(program.least[one], program.most[one], "") for one in piece.variables}
    for row in piece.rows:
        terms, fixed = split(row, here, program)
        total = cp_model.LinearExpr.sum(terms)
        if row.least is not None:
            model.add(total >= row.least - fixed)
        if row.most is not None:
            model.add(total <= row.most - fixed)
    model.minimize(cp_model.LinearExpr.sum([factor * here[one] for one, factor in piece.goal.items()]))
    for variable, known in zip(here.values(), hint or (), strict=False):
        model.add_hint(variable, known)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = work
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Answer(None, inf, is_impossible=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, solver.best_objective_bound)
    return Answer(tuple(solver.value(one) for one in here.values()), solver.best_objective_bound)


def tightened(piece: Piece, found: Relaxed, most: int) -> int:
    """Narrow what a goal of at most `most` cannot afford; how many variables that moved.

    A variable away from the end at which the relaxation has it costs at least its price for each unit.
    """
    program, moved, spare = piece.program, 0, most - found.bound + SAFE
    for variable, at, price in zip(piece.variables, found.values, found.price, strict=True):
        low, high = program.least[variable], program.most[variable]
        if price > NEAR and at <= low + NEAR:
            program.most[variable] = min(high, low + floor(spare / price))
        elif price < -NEAR and at >= high - NEAR:
            program.least[variable] = max(low, high - floor(spare / -price))
        moved += (program.least[variable], program.most[variable]) != (low, high)
    return moved


def rounded_up(bound: float) -> int:
    return ceil(bound - SAFE)
