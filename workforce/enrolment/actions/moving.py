"""One move of one enrolment, and what belongs to it. Who calls it has held the cohort and knows that it may."""

from sqlalchemy import update

from ... import history
from ...links import Purpose
from ...outbox import actions as outbox
from .. import hooks
from ..models import Offer, Outcome, State
from ..queries import seats as queries
from ..rules import MOVES, takes_seat
from . import held, membership
from .refusals import MoveNotPossible

OUTCOMES = {
    "accept": Outcome.ACCEPTED,
    "accept_for_guardian": Outcome.ACCEPTED,
    "decline": Outcome.DECLINED,
    "expire": Outcome.EXPIRED,
}

TOGETHER = ("confirm", "hold_for_guardian", "offer", "end_waiting")
"""What happens to all of a group at once."""


def move(session, enrolment, what, *, by, at, reason=None, queued_at=None):
    """One of rules.MOVES, and its history entry. An offer that it answers is over. Raises MoveNotPossible.

    `queued_at`: the place on the waiting list, for a move that gives one; None: its end.
    """
    before = enrolment.state
    if (what, before) not in MOVES:
        raise MoveNotPossible
    membership.leave(session, enrolment, by=by, at=at, is_said=what not in TOGETHER)
    enrolment.state = MOVES[what, before]
    enrolment.changed_at = at
    if not takes_seat(enrolment.state):
        enrolment.seat_band_id = None
    if State.WAITING_FOR_GUARDIAN in (before, enrolment.state):
        held.set_clock(session, enrolment, at=at)
    if enrolment.state is State.WAITLISTED:
        enrolment.queued_at = queued_at or queries.seats_of(session, enrolment.cohort_id).end_of_queue(at)
    if before is State.OFFERED:
        end_offer(session, enrolment, OUTCOMES.get(what, Outcome.WITHDRAWN), at=at)
    entry = history.record(
        session, enrolment, what, by=by, at=at, from_state=before, to_state=enrolment.state, reason=reason
    )
    hooks.moved(session, enrolment, entry, move=what, at=at)
    return entry


def end_offer(session, enrolment, outcome, *, at):
    """A letter that has not left, or a call that nobody made, would offer what is no longer to be had."""
    still_open = (Offer.enrolment_id == enrolment.id) & Offer.ended_at.is_(None)
    session.execute(update(Offer).where(still_open).values(ended_at=at, outcome=outcome))
    link = (Purpose.ENROLMENT, enrolment.receipt)
    outbox.withdraw(session, "offer", person_id=enrolment.person_id, link=link, at=at)
