"""Plans that are made, and that nobody has applied or discarded yet."""

from sqlalchemy import String, func, literal

from ....people.models import Person
from ....scheduling.models import PlanResult, PlanRun, PlanState
from .lines import Kind, finds, full_name, line


@finds(Kind.PLAN)
def undecided(_at):
    """`ref`: the number of the plan, `name`: who would be away, or nothing; `detail`: how many cells it changes."""
    away = func.coalesce(full_name, literal("", String))
    lines = line(PlanRun.id, PlanRun.id, away, PlanRun.ended_at, PlanResult.changes).select_from(PlanRun)
    lines = lines.join(PlanResult, PlanResult.run_id == PlanRun.id)
    lines = lines.outerjoin(Person, Person.id == PlanRun.away_person_id)
    waits = PlanRun.state.in_([PlanState.SOLVED, PlanState.STOPPED])
    return lines.where(waits, PlanResult.after.is_not(None))
