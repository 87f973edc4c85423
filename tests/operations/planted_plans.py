"""Faults about plans, for test_audit."""

from datetime import timedelta

from tests.make import MONDAY, saved
from workforce.scheduling.models import PlanCohort, PlanKind, PlanResult, PlanRun, PlanState

NOW = MONDAY
DAYS = {"since": MONDAY.date(), "until": MONDAY.date()}
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def run(centre, state=PlanState.QUEUED, **given):
    made = saved(centre.session, PlanRun(kind=PlanKind.PLAN, state=state, goals=["unstaffed"], at=NOW, **DAYS, **given))
    saved(centre.session, PlanCohort(run_id=made.id, cohort_id=centre.cohort.id))
    return made


@fault
def plans_left_half_made(centre):
    sound = {"worker": "bo", "beaten_at": NOW - timedelta(minutes=20), "tries": 1}
    run(centre, PlanState.SOLVING, **sound)
    return run(centre, PlanState.SOLVING, **sound | {"beaten_at": NOW - timedelta(minutes=40)}).id


@fault
def plans_without_result(centre):
    empty = {"before": {}, "scores_before": {}, "scores": {}, "bounds": {}, "gaps": {}, "clash": {}}
    ended = {"ended_at": NOW, "decided_at": NOW}
    sound, wrong = (run(centre, PlanState.APPLIED, **ended) for _ in range(2))
    saved(centre.session, PlanResult(run_id=sound.id, after={}, **empty))
    saved(centre.session, PlanResult(run_id=wrong.id, after=None, **empty))
    return wrong.id


@fault
def plans_about_nothing(centre):
    made = run(centre)
    centre.sql("DELETE FROM plan_cohort WHERE run_id = :id", id=made.id)
    return made.id
