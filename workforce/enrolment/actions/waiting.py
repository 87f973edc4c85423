"""A course has begun without those who still wait: their waiting ends, and each is told once."""

from ... import policies
from ...catalogue.models import Cohort, CohortState
from ...database import each_alone, hold
from ...people.queries import contacts
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
    on_file = contacts.on_file_of(session, [one.person_id for one in waiting])
    for enrolment in waiting:
        entry = moving.move(session, enrolment, "end_waiting", by=None, at=at)
        messages.tell(
            session,
            enrolment,
            "waiting_over",
            cohort=enrolment.cohort,
            person=enrolment.person,
            contact=on_file.get(enrolment.person_id, (None, None)),
            cause=f"history:{entry.id}",
            at=at,
        )
    return len(waiting)


def end_all(now, *, stop=lambda: False):
    """Every cohort that has begun without those who wait."""
    each_alone(queries.in_vain, end, now, stop=stop)
