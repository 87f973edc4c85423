"""All who applied are decided at once: everybody gets a seat, or as a draw or an assessment put them in order."""

from collections.abc import Sequence

from ... import history
from ...catalogue.models import Cohort, CohortState
from ...database import each_alone, hold
from ..models import Enrolment, State
from ..queries import records
from ..queries import seats as counts
from ..queries import selecting as queries
from ..rules.states import SMALLEST_STEP
from . import messages, moving, offers
from .moves import is_minor
from .refusals import DecidedAlready, TooManyChosen

DECIDED = "decided"
"""What history says of a cohort whose seats were given."""


def confirm_everybody(session, cohort_id: int, *, at) -> int | None:
    """Where no more people have applied than seats fit when enrolment closed, nobody needs to draw: all get one.

    Returns how many were told, None where that is not so (any more). Holds the cohort.
    """
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    everybody = queries.everybody_with_a_seat(session, cohort_id, at=at)
    if everybody is None:
        return None
    winners = [(one, seat.band_id) for one, seat in everybody]
    return give_result(session, cohort_id, winners=winners, waiting=[], by=None, at=at)


def give_result(
    session,
    cohort_id: int,
    *,
    winners: Sequence[tuple[int, int | None]],
    waiting: Sequence[int],
    rejected: Sequence[int] = (),
    by,
    at,
    **details,
) -> int:
    """Decide everybody who applied, in one batch, and tell each in their language. Returns how many were told.

    `winners`: (enrolment id, the band whose seat it is or None); `waiting`: enrolment ids, the first of the list first.
    `rejected`: who gets no seat also if one is free. `details`: more values for the letters of those who were ordered.
    Who cancelled meanwhile is passed over, and who applied but is in none of them (staff were late) waits at the end.
    From now on the cohort goes on as first come: seats that are left are offered along the list.
    Raises DecidedAlready, TooManyChosen.
    """
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    seats = counts.seats_of(session, cohort_id)
    if not seats.is_collecting or seats.state is not CohortState.PUBLISHED:
        raise DecidedAlready
    applied = {one.id: one for one in records.all_in_state(session, cohort_id, State.APPLIED)}
    chosen = [(applied[one], band_id) for one, band_id in winners if one in applied]
    if len(chosen) > seats.free:
        raise TooManyChosen(free=seats.free)
    refused = [applied[one] for one in rejected if one in applied]
    named = {one for one, _band in winners} | set(rejected)
    listed = [one for one in waiting if one in applied]
    known = named.union(listed)
    late = [one for one in applied if one not in known]
    cohort.decided_at = at
    history.record(session, cohort, DECIDED, by=by, at=at)
    told = [confirm(session, one, band_id, by=by, at=at) for one, band_id in chosen]
    told += [queue(session, applied[one], place, by=by, at=at) for place, one in enumerate([*listed, *late], 1)]
    ordered = len(told) - len(late)
    messages.tell_each(session, told[:ordered], at=at, is_result=True, **details)
    messages.tell_each(session, told[ordered:], at=at, is_result=True)
    reject(session, refused, by=by, at=at)
    offers.pass_on(session, cohort_id, at=at)
    return len(told) + len(refused)


def confirm(session, enrolment: Enrolment, band_id: int | None, *, by, at):
    """A seat, held for the guardian of somebody under 18 whose consent is not on record."""
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    enrolment.seat_band_id = band_id
    entry = moving.move(session, enrolment, "select_for_guardian" if needs_guardian else "select", by=by, at=at)
    return enrolment, entry, {"position": 0}


def queue(session, enrolment: Enrolment, place: int, *, by, at):
    entry = moving.move(session, enrolment, "queue", by=by, at=at, queued_at=at + place * SMALLEST_STEP)
    return enrolment, entry, {"position": place}


def reject(session, refused, *, by, at):
    moved: list[tuple] = [(one, moving.move(session, one, "reject", by=by, at=at), {}) for one in refused]
    messages.tell_each(session, moved, template="not_chosen", at=at)


def settle_all(now, *, stop=lambda: False):
    """Every cohort that needs no draw."""
    each_alone(queries.without_draw, confirm_everybody, now, stop=stop)
