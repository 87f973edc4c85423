"""Staff put somebody at another place of the waiting list, with a reason that the person can read."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from ... import history
from ..models import Enrolment, State
from ..queries import bands, draws, together
from ..rules.states import SMALLEST_STEP
from ..rules.together import parties
from . import impossible, membership, offers
from .holding import hold_and_read
from .refusals import InsideGroup, ListClosed, MoveNotPossible, NoSuchPlace, PlaceOfGroup, ReasonMissing


def reorder(session, enrolment, *, place: int, reason, by, at):
    """Give somebody who waits the `place` (1 is the head). Everybody else keeps their order.

    Raises ReasonMissing, MoveNotPossible, NoSuchPlace, PlaceOfGroup, InsideGroup.
    """
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    if enrolment.state is not State.WAITLISTED:
        raise MoveNotPossible
    queue = together.line(session, enrolment.cohort_id)
    if not 1 <= place <= len(queue):
        raise NoSuchPlace(last=len(queue))
    if is_in_group(queue, enrolment):
        raise PlaceOfGroup
    before = [one.id for one in queue].index(enrolment.id) + 1
    if place == before:
        return
    others = [one for one in queue if one.id != enrolment.id]
    behind = others[place - 1] if place <= len(others) else None
    if behind and behind.group_id is not None and place > 1 and others[place - 2].group_id == behind.group_id:
        raise InsideGroup
    number(session, alone(session, enrolment, others, behind))
    change = history.Change("place", before, place)
    history.record(
        session, enrolment, "reordered", by=by, at=at, to_state=enrolment.state, reason=reason, changes=[change]
    )
    offers.pass_on(session, enrolment.cohort_id, at=at)


def is_in_group(queue, enrolment) -> bool:
    party = next(party for party in parties(queue) if enrolment.id in {one.id for one in party})
    return len(party) > 1


def alone(session, enrolment, others, behind) -> list[int]:
    """The ids of everybody who waits, as each of them stands alone, with `enrolment` right before whoever is to stand
    `behind` (None: at the end). A group stands where its last member stands alone.
    """
    query = select(Enrolment.id).where(Enrolment.cohort_id == enrolment.cohort_id, Enrolment.state == State.WAITLISTED)
    order = list(session.scalars(query.where(Enrolment.id != enrolment.id).order_by(OWN_PLACE, Enrolment.id)))
    party = next((party for party in parties(others) if behind in party), [])
    order.insert(max((order.index(one.id) for one in party), default=len(order)), enrolment.id)
    return order


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
    impossible.end(session, enrolment.cohort_id, by=by, at=at)
    offers.pass_on(session, enrolment.cohort_id, at=at)


def number(session, queue: list[int]):
    """Give the enrolments the same times as before in their new order, and where two were the same, one step more."""
    query = select(OWN_PLACE).where(Enrolment.id.in_(queue)).order_by(OWN_PLACE)
    times: list[datetime] = []
    for time in session.scalars(query):
        times.append(max(time, times[-1] + SMALLEST_STEP) if times else time)
    values = [{"this": id, "then": time} for id, time in zip(queue, times, strict=True)]
    is_together = Enrolment.waiting_group_id.is_not(None)
    for column, condition in (("queued_at", ~is_together), ("own_queued_at", is_together)):
        renumber = update(Enrolment).where(Enrolment.id == bindparam("this"), condition)
        session.connection().execute(renumber.values({column: bindparam("then")}), values)
    session.expire_all()
    together_in = select(Enrolment.waiting_group_id).where(Enrolment.id.in_(queue), is_together)
    for group_id in session.scalars(together_in.distinct()).all():
        membership.stand(session, group_id)


OWN_PLACE = func.coalesce(Enrolment.own_queued_at, Enrolment.queued_at, type_=Enrolment.queued_at.type)
"""Where somebody stands alone, also while they wait with others."""
