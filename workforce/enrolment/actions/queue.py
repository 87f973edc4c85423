"""Staff put somebody at another place of the waiting list, with a reason that the person can read."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from ... import history
from ..models import Enrolment, State
from ..queries import bands, draws
from ..queries import seats as queries
from ..rules.states import SMALLEST_STEP
from . import offers
from .holding import hold_and_read
from .refusals import ListClosed, MoveNotPossible, NoSuchPlace, ReasonMissing


def reorder(session, enrolment, *, place: int, reason, by, at):
    """Give somebody who waits the `place` (1 is the head). Everybody else keeps their order.

    Raises ReasonMissing, MoveNotPossible, NoSuchPlace.
    """
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    if enrolment.state is not State.WAITLISTED:
        raise MoveNotPossible
    queue = queries.queue_of(session, enrolment.cohort_id)
    if not 1 <= place <= len(queue):
        raise NoSuchPlace(last=len(queue))
    before = queue.index(enrolment.id) + 1
    if place == before:
        return
    queue.remove(enrolment.id)
    queue.insert(place - 1, enrolment.id)
    number(session, queue)
    change = history.Change("place", before, place)
    history.record(
        session, enrolment, "reordered", by=by, at=at, to_state=enrolment.state, reason=reason, changes=[change]
    )


def correct_band(session, enrolment, *, band_id: int | None, reason, by, at):
    """Staff put somebody who has no seat yet into another band of the cohort, or into none (None).

    A seat that is free for them now is offered to them. Raises ReasonMissing, MoveNotPossible,
    ListClosed.
    """
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    every: dict[int | None, str] = {band.id: band.kind.value for band in bands.bands_of(session, enrolment.cohort_id)}
    if enrolment.state not in (State.APPLIED, State.WAITLISTED) or (band_id is not None and band_id not in every):
        raise MoveNotPossible
    if draws.is_frozen(session, enrolment.cohort_id):
        raise ListClosed
    if band_id == enrolment.band_id:
        return
    change = history.Change("band", every.get(enrolment.band_id), every.get(band_id))
    enrolment.band_id, enrolment.changed_at = band_id, at
    history.record(
        session, enrolment, "band_corrected", by=by, at=at, to_state=enrolment.state, reason=reason, changes=[change]
    )
    offers.pass_on(session, enrolment.cohort_id, at=at)


def number(session, queue: list[int]):
    """Give the enrolments the same times as before in their new order, and where two were the same, one step more."""
    query = select(Enrolment.queued_at).where(Enrolment.id.in_(queue)).order_by(Enrolment.queued_at)
    times: list[datetime] = []
    for time in session.scalars(query):
        times.append(max(time, times[-1] + SMALLEST_STEP) if times else time)
    renumber = update(Enrolment).where(Enrolment.id == bindparam("this")).values(queued_at=bindparam("then"))
    session.connection().execute(renumber, [{"this": id, "then": time} for id, time in zip(queue, times, strict=True)])
    session.expire_all()
