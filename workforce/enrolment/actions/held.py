"""The clock of a seat that waits for a guardian: set when it begins to wait, taken away when it waits no more."""

from ... import policies
from ...catalogue.models import Cohort
from ..models import State
from ..rules import holds as rules


def set_clock(session, enrolment, *, at):
    """By the rule that counts now. Only who waits for a guardian asks for the rule."""
    if enrolment.state is not State.WAITING_FOR_GUARDIAN:
        enrolment.held_until = enrolment.remind_at = None
        return
    hold = policies.current(session, rules.GUARDIAN_HOLD, at=at)
    starts_at = session.get_one(Cohort, enrolment.cohort_id).starts_at
    enrolment.held_until = rules.deadline(hold, at=at, starts_at=starts_at)
    enrolment.remind_at = rules.reminder(hold, at=at, until=enrolment.held_until)
