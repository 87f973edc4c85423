"""Programs solved by OR-Tools. Loading this loads the solver: ask `search`.

One thread and a fixed seed: the same program gets the same answer, unless a limit of seconds ends it.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, inf, isfinite

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from .program import Piece, Row

NEAR = 1e-6
SAFE = 0.01
NOTHING = -(10**12)
"""Below every goal: nothing is known about a bound."""


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


def written(piece: Piece, is_whole: bool) -> mathopt.Model:
    """As the solver reads it. Its own way to add one row after the other takes longer than to solve them."""
    program, rows, here = piece.program, piece.rows, {one: at for at, one in enumerate(piece.variables)}
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(here.values())
    proto.variables.lower_bounds.extend(program.least[one] for one in here)
    proto.variables.upper_bounds.extend(program.most[one] for one in here)
    proto.variables.integers.extend([is_whole] * len(here))
    proto.objective.linear_coefficients.ids.extend(here[one] for one in piece.goal)
    proto.objective.linear_coefficients.values.extend(piece.goal.values())
    proto.linear_constraints.ids.extend(range(len(rows)))
    for number, row in enumerate(rows):
        free = sorted((here[one], factor) for one, factor in row.terms.items() if one in here)
        least, most = limits(piece, row)
        proto.linear_constraints.lower_bounds.append(-inf if least is None else least)
        proto.linear_constraints.upper_bounds.append(inf if most is None else most)
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend([number] * len(free))
        matrix.column_ids.extend(at for at, _ in free)
        matrix.coefficients.extend(factor for _, factor in free)
    return mathopt.Model.from_model_proto(proto)


def limits(piece: Piece, row: Row) -> tuple[int | None, int | None]:
    """What is left for the free terms of a row."""
    program = piece.program
    fixed = sum(factor * program.least[one] for one, factor in row.terms.items() if program.is_fixed(one))
    return None if row.least is None else row.least - fixed, None if row.most is None else row.most - fixed


def relaxed(piece: Piece, seconds: float) -> Relaxed | None:
    model = written(piece, is_whole=False)
    limit = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
    result = mathopt.solve(model, mathopt.SolverType.GLOP, params=limit)
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    variables = list(model.variables())
    values = tuple(result.variable_values(variables))
    return Relaxed(values, result.objective_value(), tuple(result.reduced_costs(variables)))


def solved(piece: Piece, seconds: float, seed: int = 0) -> Answer:
    """By branch and cut; proven to within one, which for whole numbers is proven."""
    model = written(piece, is_whole=True)
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds),
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=1 - SAFE,
        random_seed=seed,
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    reason = result.termination.reason
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return Answer(None, inf, is_impossible=True)
    bound = result.termination.objective_bounds.dual_bound
    if not result.has_primal_feasible_solution():
        return Answer(None, bound)
    return Answer(tuple(round(one) for one in result.variable_values(list(model.variables()))), bound)


def to_the_unit(piece: Piece, seconds: float) -> Answer:
    """Any answer, by constraint programming: without fractions, so that what it says to be impossible is."""
    program, model = piece.program, cp_model.CpModel()
    here = {one: model.new_int_var(program.least[one], program.most[one], "") for one in piece.variables}
    for row in piece.rows:
        least, most = limits(piece, row)
        total = cp_model.LinearExpr.sum([factor * here[one] for one, factor in row.terms.items() if one in here])
        if least is not None:
            model.add(total >= least)
        if most is not None:
            model.add(total <= most)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, -inf, is_impossible=status == cp_model.INFEASIBLE)
    return Answer(tuple(solver.value(one) for one in here.values()), -inf)


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
    return ceil(bound - SAFE) if isfinite(bound) else NOTHING
