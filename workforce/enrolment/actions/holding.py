"""Hold the cohort of an enrolment, and read again what is decided by: somebody may have been faster."""

from ...database import hold
from .refusals import MovedMeanwhile

TOGETHER = ("queued_at", "waiting_group_id", "own_queued_at")
READ = ("state", "band_id", "seat_band_id", "held_until", *TOGETHER, "person", "consent", "guardian")


def hold_and_read(session, enrolment, *more):
    """`enrolment` with its cohort loaded. `more`: what else is read. Raises MovedMeanwhile, where the enrolment has
    gone to another date since: what is held then is the wrong cohort.
    """
    held = enrolment.cohort_id
    hold(session, enrolment.cohort)
    session.refresh(enrolment, ["cohort_id", *READ, *more])
    if enrolment.cohort_id != held:
        raise MovedMeanwhile
