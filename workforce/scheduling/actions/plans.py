"""Asking for a plan, stopping it, and deciding what becomes of it. A worker solves it (actions.solving)."""

from collections.abc import Collection, Sequence
from datetime import date

from flask_babel import lazy_gettext as _

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import PlanCohort, PlanKind, PlanRun, PlanState
from ..queries import plans as queries
from ..rules.planning.changes import Changed
from ..rules.planning.goals import Goal
from ..rules.planning.paper import read
from ..rules.plans import FEWEST, IF_AWAY, LONGEST, next_state
from . import planning, solving


class WrongDays(Refused):
    message = _("The last day comes before the first. Change one of them.")
    field = "until"


class TooLong(Refused):
    message = _("A plan is for %(days)s days at most. Choose fewer days.")
    field = "until"


class NothingToPlan(Refused):
    message = _("No session that is still to come lies within these days. Choose other days, or other cohorts.")
    field = "since"


class TeachesNothing(Refused):
    """Raised with `name`."""

    message = _("%(name)s teaches nothing on these days, so nothing changes if they are away.")
    field = "person"


class NothingFound(Refused):
    message = _("There is no plan to apply. Plan again.")


def ask(
    session,
    *,
    cohort_ids: Collection[int],
    since: date,
    until: date,
    goals: Sequence[Goal],
    may_move: bool = False,
    by,
    at,
) -> PlanRun:
    """A plan for these cohorts, or for all that have sessions then. `may_move`: those that are not published may get
    other times. Raises WrongDays, TooLong, NothingToPlan.
    """
    refuse_days(since, until)
    there = queries.plannable(session, since=since, until=until, at=at)
    chosen = [one for one in there if one.id in cohort_ids or not cohort_ids]
    if not chosen:
        raise NothingToPlan
    moving = {one.id for one in chosen if may_move and one.state == "draft"}
    run = PlanRun(kind=PlanKind.PLAN, since=since, until=until, goals=list(goals))
    return added(session, run, [one.id for one in chosen], moving, by=by, at=at)


def ask_away(session, *, person_id: int, name: str, since: date, until: date, widely: bool, by, at) -> PlanRun:
    """What if this person is away on these days. `widely`: other cohorts may change as well, so that more can be held.

    Raises WrongDays, TooLong, TeachesNothing.
    """
    refuse_days(since, until)
    theirs = queries.taught_by(session, person_id, queries.days(since, until), at=at)
    there = [one.id for one in queries.plannable(session, since=since, until=until, at=at)]
    if not theirs & set(there):
        raise TeachesNothing(name=name)
    run = PlanRun(kind=PlanKind.AWAY, since=since, until=until, goals=list(IF_AWAY), away_person_id=person_id)
    return added(session, run, [one for one in there if widely or one in theirs], (), by=by, at=at)


def ask_again(session, run: PlanRun, *, by, at) -> PlanRun:
    """The same once more: with the fewest changes to its plan, or from what stands where it has none that waits."""
    found = queries.result(session, run.id)
    base = run.id if run.waits and found and found.after is not None else None
    goals = [*FEWEST[:1], *(one for one in run.goals if one != FEWEST[0])] if base else run.goals
    days = {"since": run.since, "until": run.until}
    new = PlanRun(kind=run.kind, **days, goals=goals, again_of_id=base, away_person_id=run.away_person_id)
    moving = {one.cohort_id for one in run.cohorts if one.may_move}
    return added(session, new, [one.cohort_id for one in run.cohorts], moving, by=by, at=at)


def refuse_days(since: date, until: date):
    if until < since:
        raise WrongDays
    if until - since > LONGEST:
        raise TooLong(days=LONGEST.days)


def added(session, run: PlanRun, cohort_ids: Sequence[int], moving: Collection[int], *, by, at) -> PlanRun:
    run.by_id, run.at, run.state = by.id if by else None, at, PlanState.QUEUED
    session.add(run)
    session.flush()
    session.add_all(PlanCohort(run_id=run.id, cohort_id=one, may_move=one in moving) for one in cohort_ids)
    history.record(session, run, "plan_asked", by=by, at=at, to_state=run.state)
    return run


def stop(session, run: PlanRun, *, by, at):
    """A run that has not begun is discarded; whoever solves it reads the wish within a second or two."""
    held(session, run)
    if run.state is PlanState.QUEUED:
        decide(session, run, next_state("discard", run.state), by=by, at=at)
    elif run.state is PlanState.SOLVING and run.stop_asked_at is None:
        run.stop_asked_at = at
        history.record(session, run, "plan_stop_asked", by=by, at=at)


def apply(session, run: PlanRun, *, by, at) -> Changed:
    """Make the plan true. Raises MovedOn, NothingFound, and what planning.apply refuses."""
    held(session, run)
    state = next_state("apply", run.state)
    found = queries.result(session, run.id)
    if found is None or found.after is None:
        raise NothingFound
    wanted, plans = solving.wanted(session, run), (read(found.before), read(found.after))
    changed = planning.apply(session, wanted, *plans, by=by, at=at)
    decide(session, run, state, by=by, at=at)
    if earlier := session.get(PlanRun, run.again_of_id) if run.again_of_id else None:
        discard_waiting(session, earlier, by=by, at=at)
    return changed


def discard_waiting(session, run: PlanRun, *, by, at):
    """The plan from which another was made that is applied now."""
    if run.waits:
        discard(session, run, by=by, at=at)


def discard(session, run: PlanRun, *, by, at):
    """Raises MovedOn."""
    held(session, run)
    decide(session, run, next_state("discard", run.state), by=by, at=at)


def held(session, run: PlanRun):
    """As it is now, until this transaction ends."""
    hold(session, run)
    session.refresh(run, ["state", "stop_asked_at"])


def decide(session, run: PlanRun, state: PlanState, *, by, at):
    was, run.state = run.state, state
    run.decided_at = at
    history.record(session, run, f"plan_{run.state}", by=by, at=at, from_state=was, to_state=run.state)
