"""What must be true of plans: none is left half made, and what was applied was a plan."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, or_, select

from ...scheduling.models import PlanCohort, PlanResult, PlanRun, PlanState
from ..registry import check

SILENT = timedelta(minutes=30)
"""Long after another worker should have taken it up."""
ENDED = (PlanState.SOLVED, PlanState.STOPPED, PlanState.IMPOSSIBLE, PlanState.FAILED, PlanState.APPLIED)


@check(_("No plan is left half made: whoever makes it says that they live, or another takes it up."))
def plans_left_half_made(session, at):
    begun = and_(PlanRun.state == PlanState.SOLVING, PlanRun.beaten_at.is_not(None), PlanRun.worker.is_not(None))
    silent = and_(PlanRun.state == PlanState.SOLVING, or_(~begun, PlanRun.beaten_at < at - SILENT))
    return session.scalars(select(PlanRun.id).where(silent).order_by(PlanRun.id))


@check(_("What was applied was a plan, and every plan that ended has what came out of it."))
def plans_without_result(session, _at):
    result = exists().where(PlanResult.run_id == PlanRun.id)
    plan = exists().where(PlanResult.run_id == PlanRun.id, PlanResult.after.is_not(None))
    applied = and_(PlanRun.state == PlanState.APPLIED, or_(~plan, PlanRun.decided_at.is_(None)))
    ended = and_(PlanRun.state.in_(ENDED), or_(~result, PlanRun.ended_at.is_(None)))
    return session.scalars(select(PlanRun.id).where(or_(applied, ended)).order_by(PlanRun.id))


@check(_("Every plan is about at least one cohort."))
def plans_about_nothing(session, _at):
    about = exists().where(PlanCohort.run_id == PlanRun.id)
    return session.scalars(select(PlanRun.id).where(~about).order_by(PlanRun.id))
