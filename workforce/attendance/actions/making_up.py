"""Booking a seat in a session of another date to make up what was missed, and giving it back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ... import clock, policies
from ...catalogue.models import FeeKind, Session
from ...enrolment.actions import guests as seats
from ...enrolment.actions.guest_refusals import TooLateToGiveBack
from ...enrolment.models import Guest
from ...money.actions import booking
from ...money.models import LineKind
from ...money.queries import ledger
from ...money.rules.terms import PAYMENT_TERM
from ...people.actions import persons
from ...refusals import Refused
from ..queries import making_up as queries
from ..rules import feasible, options
from ..rules.making_up import MAKING_UP, MakingUp
from ..rules.making_up_refusals import (
    AfterDeadline,
    AfterExtension,
    ClashesWithOwn,
    NoMakingUp,
    NothingToMakeUp,
    ReasonNotNeeded,
    SessionGone,
    TooManyParts,
)
from . import outlooks


@dataclass(frozen=True)
class Offer:
    """What booking a session would mean. `seat`: the session; `parts`: those of it that are missing; `gives`: {item id:
    how much of what is missing}; `left`: {item id: what of it would still be missing}; `wrong`: what is in the way for
    everybody; `limit`: the limit of the rule that it would break, which staff can set aside.
    """

    seat: Any
    parts: tuple[Any, ...]
    gives: dict[int, int]
    left: dict[int, int]
    fee: int
    give_back_hours: int
    wrong: Refused | None = None
    limit: Refused | None = None

    @property
    def counted(self) -> int:
        return sum(self.gives.values())

    @property
    def is_longer(self) -> bool:
        """Whether more is taught there than what counts for them."""
        return self.counted < (self.seat.ends_at - self.seat.starts_at) // timedelta(minutes=1)


def look(session, enrolment, session_id: int, *, at) -> Offer | None:
    """None for a session that is not there."""
    seat, case = queries.sitting_of(session, session_id), queries.case(session, enrolment.id, at=at)
    if seat is None:
        return None
    rule = policies.current(session, MAKING_UP, at=at)
    bounds = options.bounds(rule, case)
    gives = options.given(case, options.open_to(case, seat))
    left = {item: minutes for item, minutes in options.after(case.missing, gives).items() if item in gives}
    parts = tuple(part for part in seat.parts if part.item_id in gives)
    return Offer(
        seat,
        parts,
        gives,
        left,
        0 if seat.id in case.coming_for else rule.fee,
        rule.give_back_hours,
        wrong=wrong(rule, bounds, case, seat, parts, at),
        limit=beyond(bounds, case, seat.choice.day, {part.item_id for part in parts}),
    )


def wrong(rule: MakingUp, bounds, case, seat, parts, at) -> Refused | None:
    if seat.starts_at <= at:
        return SessionGone()
    if feasible.clashes(case.own, seat.choice, rule.travel):
        return ClashesWithOwn()
    if not parts:
        return NothingToMakeUp()
    if bounds.extended and seat.choice.day > bounds.extended:
        return AfterExtension(deadline=bounds.extended)
    return None


def book(session, enrolment, session_id: int, *, by, at, reason: str = "") -> Guest:
    """A guest seat for all parts of this session of which something is missing. Booked already, it is the same seat,
    and parts that are missing since are added to it, at no further price.

    `enrolment` with its person. The person is held, then the cohort that is visited. Limits of the rule can be set
    aside by staff alone, with a `reason`; never a clash, nor the end of any extension. What it costs is booked with it.
    Raises SessionGone, NothingToMakeUp, ClashesWithOwn, NoMakingUp, TooManyParts, AfterDeadline, AfterExtension,
    ReasonNotNeeded and what `claim_guest_seat` does.
    """
    persons.held(session, enrolment.person)
    before = queries.coming_to(session, enrolment.id, session_id)
    offer, sitting = look(session, enrolment, session_id, at=at), session.get(Session, session_id)
    if before and not (offer and offer.parts):
        return before
    if offer is None or sitting is None:
        raise SessionGone
    refuse(offer, reason if by else "")
    parts = [part.id for part in offer.parts]
    guest = seats.claim_guest_seat(session, enrolment, sitting, parts, by=by, at=at, reason=reason or None)
    outlooks.forget_what_was_computed(session, enrolment.id)
    if offer.fee:
        charge(session, enrolment, guest, offer.fee, by=by, at=at)
    return guest


def refuse(offer: Offer, reason: str):
    if offer.wrong:
        raise offer.wrong
    if offer.limit and not reason:
        raise offer.limit
    if reason and not offer.limit:
        raise ReasonNotNeeded


def beyond(bounds, case, day, items):
    """The limit that this would break, as its refusal; None where it breaks none."""
    if not bounds.is_allowed:
        return NoMakingUp()
    if bounds.items_left is not None and len(items - case.used) > bounds.items_left:
        return TooManyParts(most=bounds.most)
    if bounds.deadline and day > bounds.deadline:
        return AfterDeadline(deadline=bounds.deadline)
    return None


def cause(guest: Guest) -> str:
    return f"guest:{guest.id}"


def charge(session, enrolment, guest, yen, *, by, at):
    term = policies.current(session, PAYMENT_TERM, at=at)
    due_on = clock.today(at) + timedelta(days=term.days)
    given = {"fee": FeeKind.TUITION, "tax": term.tax[FeeKind.TUITION], "due_on": due_on, "words": "補講"}
    booking.book(session, enrolment.id, LineKind.CHARGE, yen, cause=cause(guest), by=by, at=at, **given)


def give_back(session, guest: Guest, enrolment, *, by, at):
    """By oneself until the hours of the rule; staff as long as the session has not begun. What it cost is taken back.

    Raises TooLateToGiveBack, GivenBackAlready, SessionBegun.
    """
    persons.held(session, enrolment.person)
    sitting = session.get_one(Session, guest.session_id)
    rule = policies.current(session, MAKING_UP, at=at)
    if by is None and at > sitting.starts_at - timedelta(hours=rule.give_back_hours) and sitting.starts_at > at:
        raise TooLateToGiveBack
    seats.give_back(session, guest, enrolment, by=by, at=at)


def ended(session, guest: Guest, enrolment, *, by, at):
    """However a guest seat ended."""
    outlooks.forget_what_was_computed(session, enrolment.id)
    for line in ledger.statement_of(session, enrolment.id).standing:
        if line.cause == cause(guest):
            booking.take_back(session, line, by=by, at=at, words="補講")
