"""Moves of several people at once."""

from ...database import hold
from ..models import State
from ..queries import records
from ..queries import seats as counts
from . import moves, offers
from .refusals import GroupSplit, MoveNotPossible


def confirm_first(session, cohort, *, count, head_id, by, at):
    """Confirm the first `count` of the waiting list, all or none. Returns them.

    `head_id`: who was first when the clerk looked. Somebody else confirmed since then: refused, so that pressing the
    same button at two desks never confirms twice as many. Raises MoveNotPossible, NoSeatFree, CohortCancelled,
    GroupSplit.
    """
    hold(session, cohort)
    first = first_of(session, cohort, count, at=at)
    if len(first) < count or not first or first[0].id != head_id:
        raise MoveNotPossible
    for enrolment in first:
        if enrolment.state is State.WAITLISTED:  # else with those they wait with
            moves.confirm(session, enrolment, by=by, at=at)
    return first


def first_of(session, cohort, count, *, at):
    """The first `count` of those who wait; where there are bands or groups, of those who may have a free seat."""
    seats = counts.seats_of(session, cohort.id, at=at)
    if not seats.is_by_list:
        return records.first_waiting_of(session, cohort.id, count)
    found = offers.next_in_line(session, cohort.id, seats, at=at)
    first = [one for one, _seat in found[:count]]
    if any(
        one.waiting_group_id is not None and one.waiting_group_id == first[-1].waiting_group_id
        for one, _seat in found[count:]
    ):
        raise GroupSplit
    return first
