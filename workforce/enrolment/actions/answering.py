"""An offered seat is taken or given back, by the person's link or by staff who called."""

from ..models import State
from . import messages, offers
from .holding import hold_and_read
from .moves import is_minor, tell
from .seats import apply


def accept(session, enrolment, *, by, at):
    """The offered seat is theirs; under 18 it is held for the guardian. A second click is nothing new.

    `enrolment` as everywhere in `moves`. Raises OfferOver.
    """
    hold_and_read(session, enrolment)
    if enrolment.state in (State.CONFIRMED, State.WAITING_FOR_GUARDIAN):
        return
    offers.refuse_late(session, enrolment, at=at)
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    move = "accept_for_guardian" if needs_guardian else "accept"
    tell(session, enrolment, apply(session, enrolment, move, by=by, at=at), at=at)


def decline(session, enrolment, *, by, at, reason=None):
    """The seat goes on to the next, and this application ends. Raises OfferOver."""
    hold_and_read(session, enrolment)
    if enrolment.state is State.CANCELLED:
        return
    offers.refuse_late(session, enrolment, at=at)
    entry = apply(session, enrolment, "decline", by=by, at=at, reason=reason)
    messages.tell_of(session, enrolment, "offer_declined", entry, at=at)
