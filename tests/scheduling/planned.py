"""A few cohorts to be planned, and what a worker makes of them."""

from datetime import timedelta

from tests.make import make_account, saved
from tests.scheduling.planning.centre import DAY, FIRST, NOW, SINCE, UNTIL, Centre
from workforce import clock
from workforce.access import Role
from workforce.scheduling.actions import assignments, plans, solving
from workforce.scheduling.models import Duty, PlanCohort, PlanKind, PlanResult, PlanRun, PlanState
from workforce.scheduling.queries import plans as queries
from workforce.scheduling.rules.plans import FROM_WHAT_STANDS

DAYS = {"since": SINCE, "until": UNTIL}
HOURS = timedelta(hours=1)


def small(session, *, people=("青木 一", "馬場 二", "千葉 三"), first=FIRST):
    """Two cohorts, with two sessions and one; the second meets at the hour of the first's first."""
    centre = Centre(session, people=people)
    centre.cohort(first, first + DAY)
    centre.cohort(first)
    session.commit()
    return centre


def asked(session, *cohorts, at=NOW, by=None, **given):
    values = {"goals": FROM_WHAT_STANDS, **DAYS} | given
    run = plans.ask(session, cohort_ids=[one.id for one in cohorts], **values, by=by, at=at)
    session.commit()
    return run


def solved(session, run, *, at=NOW, worker="bo", stop=lambda: False):
    """The run after a worker was at work, in the application's context."""
    session.commit()
    solving.solve_due(lambda: at, worker=worker, stop=stop)
    session.expire_all()
    return queries.run(session, run.id)


def teach(session, centre, cohort, person, number=1):
    """Somebody leads all of a session."""
    parts = [part.id for part in centre.session_parts(cohort, number)]
    given = {"part_ids": parts, "person_id": person.id, "duty": Duty.LEAD}
    assignments.assign(session, cohort, **given, by=None, at=NOW)


def clerk(session):
    return make_account(session, Role.COHORT_MANAGER)


def make_plan(session, cohort):
    """A plan that is made, without a worker: it changes nothing."""
    nothing = {"teaching": [], "rooms": [], "begins": []}
    numbers = {name: dict.fromkeys(FROM_WHAT_STANDS, 0) for name in ("scores_before", "scores", "bounds")}
    day = clock.today(cohort.starts_at)
    days = {"since": day, "until": day}
    state = {"state": PlanState.SOLVED, "at": NOW, "ended_at": NOW, "goals": list(FROM_WHAT_STANDS)}
    run = saved(session, PlanRun(kind=PlanKind.PLAN, **days, **state))
    saved(session, PlanCohort(run_id=run.id, cohort_id=cohort.id))
    saved(session, PlanResult(run_id=run.id, before=nothing, after=nothing, **numbers, gaps={}, clash={}))
    return run
