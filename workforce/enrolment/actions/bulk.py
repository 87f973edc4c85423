"""Moves of several people at once."""

from ...database import hold
from ..queries import records
from ..queries import seats as counts
from . import moves, offers
from .refusals import MoveNotPossible


def confirm_first(session, cohort, *, count, head_id, by, at):
    """Confirm the first `count` of the waiting list, all or none. Returns them.

    `head_id`: who was first when the clerk looked. Somebody else confirmed since then: refused, so that pressing the
    same button at two desks never confirms twice as many. Raises MoveNotPossible, NoSeatFree, CohortCancelled.
    """
    hold(session, cohort)
    first = first_of(session, cohort, count, at=at)
    if len(first) < count or not first or first[0].id != head_id:
        raise MoveNotPossible
    for enrolment in first:
        moves.confirm(session, enrolment, by=by, at=at)
    return first


def first_of(session, cohort, count, *, at):
    """The first `count` of those who wait; where there are bands, of those who may have a free seat."""
    seats = counts.seats_of(session, cohort.id)
    if not seats.has_bands:
        return records.first_waiting_of(session, cohort.id, count)
    return [one for one, _seat in offers.next_in_line(session, cohort.id, seats, at=at, at_most=count)]
