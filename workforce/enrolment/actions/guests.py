"""Guest seats: somebody of another date of the course comes to one session, to make up what they missed.

They are claimed under the lock of the cohort that is visited, as `seats.claim_seat` claims all others.
"""

from collections.abc import Collection

from ... import clock, history
from ...catalogue.models import Cohort, CohortState, Session
from ...database import each_alone, hold
from .. import hooks
from ..models import Guest, GuestPart, State
from ..queries import bands
from ..queries import guests as queries
from ..rules import Seats
from . import offers
from .guest_refusals import (
    GivenBackAlready,
    NoGuestSeat,
    NoSeatOfTheirOwn,
    OtherCourseThere,
    OthersWaitThere,
    OwnSession,
    SeatsThereGivenLater,
    SessionBegun,
)
from .refusals import CohortCancelled

TAKEN, MORE, GIVEN_BACK, ENDED = "guest_seat_taken", "guest_parts_added", "guest_seat_given_back", "guest_seat_ended"


def claim_guest_seat(session, enrolment, sitting: Session, parts: Collection[int], *, by, at, reason=None) -> Guest:
    """A seat in `sitting` for these of its parts (ids). The same again is nothing new; other parts of the session come
    to the seat that is there.

    The cohort of the session is held from here on, and what is past its time there is over. People who wait there come
    first until it begins; after that a seat that nobody fills may be used.
    Raises CohortCancelled, SessionBegun, OwnSession, OtherCourseThere, NoSeatOfTheirOwn, OthersWaitThere,
    SeatsThereGivenLater, NoGuestSeat.
    """
    hold(session, queries.Held(sitting.cohort_id), of=Cohort)
    seats = offers.settled(session, sitting.cohort_id, at=at)
    if seats.state is not CohortState.PUBLISHED:
        raise CohortCancelled
    there = queries.sitting_if_there(session, sitting.id)
    if there is None or not parts or not set(parts) <= {part.id for part in there.parts}:
        raise OtherCourseThere
    refuse(session, enrolment, there, at=at)
    if guest := queries.coming(session, there.id, enrolment.id):
        return add_parts(session, guest, enrolment, parts, by=by, at=at, reason=reason)
    if free_for_guests(session, there, seats, at=at) < 1:
        raise NoGuestSeat
    return take(session, enrolment, there, parts, by=by, at=at, reason=reason)


def refuse(session, enrolment, there, *, at):
    session.refresh(enrolment, ["state", "cohort_id"])
    if enrolment.state is not State.CONFIRMED:
        raise NoSeatOfTheirOwn
    if there.cohort_id == enrolment.cohort_id:
        raise OwnSession
    if not queries.are_of_one_course(session, there.cohort_id, enrolment.cohort_id):
        raise OtherCourseThere
    if there.starts_at <= at:
        raise SessionBegun


def free_for_guests(session, there, seats: Seats, *, at) -> int:
    """In this one session. Raises OthersWaitThere, SeatsThereGivenLater."""
    if seats.is_collecting:
        raise SeatsThereGivenLater
    if seats.waiting and queries.starts_at(session, there.cohort_id) > at:
        raise OthersWaitThere
    own = seats._replace(guests=0)
    return bands.shares_of(session, there.cohort_id, own, at=at).open_free - queries.count(session, there.id)


def take(session, enrolment, there, parts, *, by, at, reason) -> Guest:
    guest = Guest(
        session_id=there.id,
        cohort_id=there.cohort_id,
        enrolment_id=enrolment.id,
        at=at,
        by_id=by.id if by else None,
        reason=reason,
        parts=[GuestPart(part_id=one) for one in sorted(parts)],
    )
    session.add(guest)
    session.flush()
    note(session, enrolment, TAKEN, there, by=by, at=at, reason=reason)
    return guest


def add_parts(session, guest, enrolment, parts, *, by, at, reason=None) -> Guest:
    """The seat keeps the first reason, history each."""
    more = sorted(set(parts) - {part.part_id for part in guest.parts})
    if more:
        guest.parts.extend(GuestPart(part_id=one) for one in more)
        guest.reason = guest.reason or reason
        session.flush()
        note(session, enrolment, MORE, queries.sitting_now(session, guest.session_id), by=by, at=at, reason=reason)
    return guest


def note(session, enrolment, what, there, *, by, at, reason=None):
    changes = [history.Change("session", None, in_words(there))]
    state = enrolment.state
    standing = {"from_state": state, "to_state": state}
    history.record(session, enrolment, what, by=by, at=at, reason=reason, changes=changes, **standing)


def in_words(there) -> str:
    """For history, in no language."""
    return f"{clock.local(there.starts_at):%Y-%m-%d %H:%M}"


def give_back(session, guest: Guest, enrolment, *, by, at):
    """The seat is free again, and goes to who waits if it can. Raises GivenBackAlready, SessionBegun."""
    hold(session, queries.Held(guest.cohort_id), of=Cohort)
    session.refresh(guest, ["ended_at"])
    there = queries.sitting_now(session, guest.session_id)
    if guest.ended_at:
        raise GivenBackAlready
    if there.starts_at <= at:
        raise SessionBegun
    end(session, guest, enrolment, there, GIVEN_BACK, by=by, at=at)
    offers.pass_on(session, guest.cohort_id, at=at)


def end(session, guest, enrolment, there, what, *, by, at, reason=None):
    """In a held cohort. Who calls it passes on what is free."""
    guest.ended_at = at
    session.flush()
    note(session, enrolment, what, there, by=by, at=at, reason=reason)
    hooks.guest_ended(session, guest, enrolment, by=by, at=at)


def settle_all(now, *, stop=lambda: False):
    """Seats of people who have no seat of their own any more, or who belong to the visited cohort now."""
    each_alone(queries.astray, settle, now, stop=stop)


def settle(session, guest_id, *, at):
    guest = session.get_one(Guest, guest_id)
    hold(session, queries.Held(guest.cohort_id), of=Cohort)
    if guest_id in queries.astray(session, at=at):
        enrolment = queries.enrolment_of(session, guest)
        end(session, guest, enrolment, queries.sitting_now(session, guest.session_id), ENDED, by=None, at=at)
        offers.pass_on(session, guest.cohort_id, at=at)
