"""A worker solves the plans that staff asked for. The web process never does.

While it solves, no transaction is open: it reads what is needed, works, and writes the result. A worker says every
second that it lives; who is silent for a lease is dead, and its run is taken up by another. Each that begins gets the
next number of `tries`, and writes only as long as that is its own: so of two, one result counts.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Any

from sqlalchemy import select, update

from ... import history
from ...database import hold, transaction
from ..models import PlanCohort, PlanResult, PlanRun, PlanState
from ..queries import planning
from ..queries import plans as queries
from ..rules.plan_report import Asked, Report, found, plain, to_solve
from ..rules.planning.goals import Goal
from ..rules.planning.instance import Instance, Plan
from ..rules.planning.paper import read, written
from ..rules.planning.planner import Progress, with_standing
from ..rules.planning.scoring import scores
from ..rules.plans import effort, next_state

EVERY = 1.0  # seconds between two signs of life
TRIES = 5
"""A run that so many workers began and none ended fails."""

log = logging.getLogger("workforce.worker")
Now = Callable[[], datetime]
Stop = Callable[[], bool]


def take_over(worker: str):
    """What the worker of this name was solving when it died waits again."""
    with transaction() as session:
        mine = (PlanRun.state == PlanState.SOLVING) & (PlanRun.worker == worker)
        session.execute(update(PlanRun).where(mine).values(state=PlanState.QUEUED, worker=None))


def solve_due(now: Now, *, worker: str, stop: Stop = lambda: False) -> bool:
    """Solve one plan that is asked for, if nobody else does; whether there was one."""
    with transaction() as session:
        mine = claim(session, worker, now())
    if mine is None:
        return False
    try:
        asked = load(mine[0], now=now)
        signs = Signs(*mine, asked, now=now, ending=stop)
        report = found(asked, tell=signs.tell, stop=signs.stop)
    except Exception:  # whatever it was, staff see that it failed, and the log says why
        log.exception("plan %s could not be solved", mine[0])
        now_stands, report = Plan(), Report(PlanState.FAILED)
    else:
        now_stands = asked.now
        if report.state is PlanState.STOPPED and not signs.is_asked:
            put_back(*mine)
            return True
    with transaction() as session:
        end(session, *mine, now_stands, report, at=now())
    return True


def solve_at_once(session, run: PlanRun, *, at: datetime):
    """In this transaction, which lasts until it is solved: for commands that have the database to themselves."""
    mine = claim(session, "at once", at)
    if mine is None or mine[0] != run.id:
        raise ValueError(f"plan {run.id} is not the next one")
    whole = wanted(session, run)
    filled = planning.filled(session, whole, pins=queries.pinned(session, whole.cohort_ids), at=at)
    asked = as_asked(session, run, filled)
    end(session, *mine, asked.now, found(asked), at=at)


def claim(session, worker: str, at: datetime) -> tuple[int, int] | None:
    """(run, number of the try), now this worker's; two workers never get the same one."""
    due = queries.due(at)
    run_id = session.scalar(select(PlanRun.id).where(due).order_by(PlanRun.id).limit(1))
    values = {"state": PlanState.SOLVING, "worker": worker, "beaten_at": at, "begun_at": at, "tries": PlanRun.tries + 1}
    afresh = {"goal": None, "done": 0, "pieces": 0, "best": None}
    mine = update(PlanRun).where(PlanRun.id == run_id, due).values(values | afresh)
    if run_id is None or not session.execute(mine).rowcount:
        return None
    tries = session.scalar(select(PlanRun.tries).where(PlanRun.id == run_id))
    if tries > TRIES:
        end(session, run_id, tries, Plan(), Report(PlanState.FAILED), at=at)
        return None
    return run_id, tries


def load(run_id: int, *, now: Now) -> Asked:
    """Everything that solving needs; nothing is held while it lasts."""
    with transaction(writes=False) as session:
        run = session.get_one(PlanRun, run_id)
        whole = wanted(session, run)
        pins = queries.pinned(session, whole.cohort_ids)
        return as_asked(session, run, planning.filled(session, whole, pins=pins, at=now()))


def wanted(session, run: PlanRun) -> planning.Wanted:
    ids = session.scalars(select(PlanCohort.cohort_id).where(PlanCohort.run_id == run.id).order_by(PlanCohort.id))
    return planning.Wanted(list(ids), run.since, run.until, queries.open_sessions(session, run))


def as_asked(session, run: PlanRun, filled: planning.Filled) -> Asked:
    goals = tuple(Goal(one) for one in run.goals)
    start = base(session, run) or filled.now if Goal.CHANGES in goals else None
    away = (
        (queries.kept(session, run.away_person_id), queries.days(run.since, run.until)) if run.away_person_id else None
    )
    given = (goals, start, away, effort(run.since, run.until), filled.words.unsaid)
    return Asked(filled.instance, filled.now, *given)


def base(session, run: PlanRun) -> Plan | None:
    """The plan of the run that this one starts from."""
    found = queries.result(session, run.again_of_id) if run.again_of_id else None
    return read(found.after) if found and found.after else None


class Signs:
    """Signs of life of whoever solves: how far it is is written, and whether to stop is read, once a second."""

    def __init__(self, run_id: int, tries: int, asked: Asked, *, now: Now, ending: Stop):
        self.run_id, self.tries, self.asked, self.now, self.ending = run_id, tries, asked, now, ending
        self.instance: Instance = to_solve(asked)
        self.progress: Progress | None = None
        self.is_asked = self.is_lost = False
        self.last = 0.0

    def tell(self, progress: Progress):
        self.progress = progress

    def stop(self) -> bool:
        if perf_counter() - self.last >= EVERY:
            self.beat()
            self.last = perf_counter()
        return self.is_asked or self.is_lost or self.ending()

    def beat(self):
        told, self.progress = self.told(), None
        with transaction() as session:
            mine = update(PlanRun).where(*own(self.run_id, self.tries))
            alive = session.execute(mine.values(beaten_at=self.now(), **told)).rowcount  # type: ignore[attr-defined]
            wish = select(PlanRun.stop_asked_at).where(PlanRun.id == self.run_id)
            self.is_lost, self.is_asked = not alive, session.scalar(wish) is not None

    def told(self) -> dict[str, Any]:
        """What is new since the last sign."""
        if self.progress is None:
            return {}
        one = self.progress
        best = scores(self.instance, with_standing(self.instance, one.plan()), self.asked.start)
        bounds = plain({goal: min(bound, best[goal]) for goal, bound in one.bounds.items()})
        so_far = {goal.value: [best[goal], bounds.get(goal.value)] for goal in self.asked.goals}
        return {"goal": one.goal.value, "done": one.done, "pieces": one.pieces, "best": so_far}


def own(run_id: int, tries: int):
    """The conditions under which a run is still that of whoever began it as the `tries`th."""
    return PlanRun.id == run_id, PlanRun.tries == tries, PlanRun.state == PlanState.SOLVING


def put_back(run_id: int, tries: int):
    """The worker ends: another begins anew."""
    with transaction() as session:
        values = {"state": PlanState.QUEUED, "worker": None}
        session.execute(update(PlanRun).where(*own(run_id, tries)).values(values))


ENDS = {
    PlanState.SOLVED: "finish",
    PlanState.STOPPED: "stop",
    PlanState.IMPOSSIBLE: "clash",
    PlanState.FAILED: "fail",
}


def end(session, run_id: int, tries: int, now: Plan, report: Report, *, at: datetime) -> bool:
    """Write what came out; whether it was still this worker's to write."""
    run = session.scalar(select(PlanRun).where(*own(run_id, tries)))
    if run is None:
        return False
    hold(session, run)
    session.refresh(run)
    if run.tries != tries or run.state is not PlanState.SOLVING:
        return False
    was, run.state = run.state, next_state(ENDS[report.state], run.state)
    run.ended_at, run.worker = at, None
    session.add(
        PlanResult(
            run_id=run.id,
            before=written(now),
            after=written(report.after) if report.after is not None else None,
            scores_before=dict(report.scores_before),
            scores=dict(report.scores),
            bounds=dict(report.bounds),
            changes=report.changes,
            gaps=dict(report.gaps),
            clash=dict(report.clash),
        )
    )
    history.record(session, run, f"plan_{run.state}", by=None, at=at, from_state=was, to_state=run.state)
    return True
