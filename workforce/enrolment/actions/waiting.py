"""A course has begun without those who still wait: their waiting ends, and each is told once."""

from ... import policies
from ...catalogue.models import Cohort, CohortState
from ...database import each_alone, hold
from ..models import State
from ..queries import records
from ..queries import waiting as queries
from ..rules.waiting_ends import WAITING_ENDS
from . import messages, moving


def end(session, cohort_id: int, *, at) -> int:
    """End the waiting list of a cohort that began too long ago to join; holds it. Returns how many were told."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    session.refresh(cohort, ["state", "starts_at"])
    rule = policies.current(session, WAITING_ENDS, at=at)
    if cohort.state is not CohortState.PUBLISHED or not cohort.starts_at:
        return 0
    if cohort.starts_at > rule.began_before(at):
        return 0
    waiting = records.all_in_state(session, cohort_id, State.WAITLISTED)
    moved: list[tuple] = [(one, moving.move(session, one, "end_waiting", by=None, at=at), {}) for one in waiting]
    messages.tell_each(session, moved, template="waiting_over", at=at)
    return len(waiting)


def end_all(now, *, stop=lambda: False):
    """Every cohort that has begun without those who wait."""
    each_alone(queries.in_vain, end, now, stop=stop)
