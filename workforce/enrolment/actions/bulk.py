"""Moves of several people at once."""

from ...database import hold
from ..queries import records
from . import moves
from .refusals import MoveNotPossible


def confirm_first(session, cohort, *, count, head_id, by, at):
    """Confirm the first `count` of the waiting list, all or none. Returns them.

    `head_id`: who was first when the clerk looked. Somebody else confirmed since then: refused, so that pressing the
    same button at two desks never confirms twice as many. Raises MoveNotPossible, NoSeatFree, CohortCancelled.
    """
    hold(session, cohort)
    first = records.first_waiting_of(session, cohort.id, count)
    if len(first) < count or not first or first[0].id != head_id:
        raise MoveNotPossible
    for enrolment in first:
        moves.confirm(session, enrolment, by=by, at=at)
    return first
