"""The page of a plan: how far it is, what came out, and what staff may do with it."""

from datetime import timedelta
from typing import Any

from flask import abort

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..models import PlanRun
from ..queries import plans as queries
from ..rules.plan_words import GOALS, KINDS, STATES, TONES, proof, score
from ..rules.planning.goals import Goal
from . import views
from .plan_shown import Shown

UNHEARD = timedelta(seconds=60)
"""So long nobody should have to wait until a worker begins."""
FEW = 60
"""Changes that are all unfolded at once."""


@views.get("/staff/plans/<int:run_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan(run_id):
    return plan_page(queries.run(db.session, run_id) or abort(404), ButtonForm(formdata=None))


def plan_page(run: PlanRun, form):
    found = queries.result(db.session, run.id) if not run.is_open else None
    shown = Shown(run, found) if found else None
    return render(
        "scheduling/plan.html",
        run=run,
        form=form,
        shown=shown,
        best=best(run),
        steps=steps(run),
        silent=run.state == "queued" and run.at < clock.now() - UNHEARD,
        goals=[GOALS[Goal(one)] for one in run.goals],
        goal=GOALS[Goal(run.goal)] if run.goal else None,
        states=STATES,
        tones=TONES,
        kinds=KINDS,
        few=FEW,
    )


def best(run: PlanRun) -> list[tuple[Any, str, str | None]]:
    """(goal, its best score so far, what is proven) as a worker told."""
    found = run.best or {}
    bounds = {goal: bound for goal, (_number, bound) in found.items() if bound is not None}
    numbers = {goal: number for goal, (number, _bound) in found.items()}
    return [
        (GOALS[goal], score(goal, numbers[goal]), proof(goal, numbers, bounds) if goal in bounds else None)
        for goal in map(Goal, run.goals)
        if goal in numbers
    ]


def steps(run: PlanRun) -> tuple[int, int]:
    """(done, of): every goal is a hundred steps."""
    at = run.goals.index(run.goal) if run.goal in run.goals else 0
    return 100 * at + (100 * run.done // run.pieces if run.pieces else 0), 100 * len(run.goals)
