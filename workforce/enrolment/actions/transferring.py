"""One enrolment goes to another date of its course: the same row, so its receipt number, answers, papers, payments and
history stay.
"""

from ... import clock, history
from ...catalogue.models import Cohort, CohortState
from ...catalogue.rules import eligibility
from ...database import hold
from ...people.actions import persons
from ...people.queries import contacts
from .. import hooks
from ..models import Enrolment, Outcome, State, Transfer
from ..queries import draws
from ..queries import seats as counts
from ..queries import transfers as queries
from ..rules import Seats, first_state, takes_seat
from ..rules.own_dates import OWN_SEAT
from ..rules.states import TRANSFER
from . import guardian_letters, held, membership, messages, moving, offers, seats, wishes
from .enrol import refuse_outside_window
from .holding import TOGETHER
from .moves import is_minor, refuse_late
from .refusals import CohortCancelled, MovedMeanwhile, MoveNotPossible, ReasonMissing
from .transfer_refusals import (
    DateOver,
    EnrolledThere,
    ListThereClosed,
    NoSeatThere,
    OtherCourse,
    SameDate,
    SeatsGivenLater,
)


def transfer(session, enrolment: Enrolment, to: Cohort, *, by, at, reason=None) -> Transfer:
    """A seat for who has one, otherwise what a newcomer gets there; the seat that is left goes to who waits for it.

    `enrolment` as everywhere in `moves`, `to` with its course and place. The applicant (`by` None) may do it as long as
    both dates allow it, staff also later, with a reason. A second click is nothing new. An enrolment that ended because
    its cohort was cancelled comes back to life.

    The person is held, then both cohorts in the order of their ids, as everybody holds them. Raises ReasonMissing,
    SameDate, OtherCourse, EnrolledThere, DateOver, CohortCancelled, ListThereClosed, NoSeatThere, SeatsGivenLater,
    TooLateToChange, EnrolmentNotOpenYet, EnrolmentClosed, MoveNotPossible, MovedMeanwhile and what eligibility does.
    """
    if by is not None and not reason:
        raise ReasonMissing
    origin = enrolment.cohort
    hold_both(session, enrolment, to)
    if done := came_just_now(session, enrolment, to):
        return done
    if enrolment.cohort_id != origin.id:
        raise MovedMeanwhile
    refuse(session, enrolment, to, by=by, at=at)
    offers.settled(session, origin.id, at=at)
    there = offers.settled(session, to.id, at=at)
    refuse_over(session, enrolment)
    was, frees = enrolment.state, takes_seat(enrolment.state) or enrolment.waiting_group_id is not None
    membership.leave(session, enrolment, by=by, at=at)
    entry = go(session, enrolment, to, there, by=by, at=at, reason=reason)
    made = Transfer(enrolment_id=enrolment.id, from_cohort_id=origin.id, to_cohort_id=to.id, entry_id=entry.id, at=at)
    session.add(made)
    session.flush()
    if was is State.CANCELLED:
        wishes.stand_anew(session, enrolment, at=at)
    if frees:
        offers.pass_on(session, origin.id, at=at)
    hooks.moved(session, enrolment, entry, move=TRANSFER, at=at)
    tell(session, enrolment, entry, origin=origin, was=was, at=at, reason=reason)
    return made


def hold_both(session, enrolment, to):
    """People come before cohorts, and cohorts in one order for everybody: nobody waits in a ring."""
    origin = enrolment.cohort
    persons.held(session, enrolment.person)
    for cohort in sorted((origin, to), key=lambda one: one.id):
        hold(session, cohort)
    session.refresh(to, ["state", "opens_at", "closes_at", "starts_at", "ends_at", "decided_at"])
    fresh = ["state", "band_id", "seat_band_id", "held_until", "answers", "forgotten_at", "person", "consent"]
    session.refresh(enrolment, ["cohort_id", *TOGETHER, *fresh, "guardian"])


def came_just_now(session, enrolment, to) -> Transfer | None:
    """The transfer that brought it here, if it is the newest."""
    if enrolment.cohort_id != to.id:
        return None
    last = queries.last_of(session, enrolment.id)
    if last is None or last.to_cohort_id != to.id:
        raise SameDate
    return last


def refuse(session, enrolment, to, *, by, at):
    """Whatever is in the way, on either side."""
    refuse_there(session, enrolment, to, at=at)
    if by is None:
        if enrolment.state is not State.CANCELLED:
            refuse_late(enrolment.cohort, at)
        refuse_outside_window(to, at)
    first_day = clock.today(to.starts_at or at)
    if refusal := eligibility.refusal_for(to.course, birth_date=enrolment.person.birth_date, first_day=first_day):
        raise refusal


def refuse_there(session, enrolment, to, *, at):
    if to.course_id != enrolment.cohort.course_id:
        raise OtherCourse
    if to.state is not CohortState.PUBLISHED:
        raise CohortCancelled
    if to.ends_at and to.ends_at <= at:
        raise DateOver
    if counts.already(session, cohort_id=to.id, person_id=enrolment.person_id, key=""):
        raise EnrolledThere
    if draws.is_frozen(session, to.id):
        raise ListThereClosed
    hooks.ask_arrival(session, enrolment, to)


def refuse_over(session, enrolment):
    """Raises MoveNotPossible for what has ended, unless it was its cohort that ended."""
    if enrolment.forgotten_at:
        raise MoveNotPossible
    if enrolment.state is State.CANCELLED and not queries.ended_without_them(session, enrolment):
        raise MoveNotPossible


def go(session, enrolment, to, there: Seats, *, by, at, reason) -> history.Entry:
    """The new cohort, state and place in it. Both cohorts are held."""
    was, origin = enrolment.state, enrolment.cohort
    guardian_letters.withdraw(session, enrolment, at=at)
    if was is State.OFFERED:
        moving.end_offer(session, enrolment, Outcome.WITHDRAWN, at=at)
    arrive(session, enrolment, to, there, was=was, at=at)
    changes = [history.Change("cohort", origin.code, to.code)]
    return history.record(
        session,
        enrolment,
        TRANSFER,
        by=by,
        at=at,
        from_state=was,
        to_state=enrolment.state,
        reason=reason,
        changes=changes,
    )


def arrive(session, enrolment, to, there: Seats, *, was, at):
    with session.no_autoflush:  # half moved it would sit on a seat of the cohort it left
        enrolment.cohort_id, enrolment.band_id, enrolment.seat_band_id = to.id, None, None
        seat = seats.seat_for(session, enrolment, there, at=at)
        if was in OWN_SEAT and seat is None:
            session.refresh(enrolment, ["cohort_id", "band_id", "seat_band_id"])
            raise SeatsGivenLater if there.is_collecting else NoSeatThere
        needs_guardian = was is not State.CONFIRMED and enrolment.consent is None and is_minor(enrolment, at)
        enrolment.state = first_state(there, needs_guardian=needs_guardian, finds_seat=seat is not None)
        enrolment.seat_band_id = seat.band_id if seat else None
        enrolment.queued_at, enrolment.changed_at, enrolment.has_fees = there.end_of_queue(at), at, None
        held.set_clock(session, enrolment, at=at)
        enrolment.cohort = to
    session.flush()


def tell(session, enrolment, entry, *, origin, was, at, **details):
    """One letter says all of it: the old date, the new one, how it stands there, and the money."""
    messages.tell(
        session,
        enrolment,
        "enrolment_moved",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"history:{entry.id}",
        at=at,
        state=enrolment.state.value,
        position=counts.position(session, enrolment),
        closes_at=enrolment.cohort.closes_at.isoformat(),
        before_at=origin.starts_at.isoformat() if origin.starts_at else None,
        **{name: value for name, value in details.items() if value},
    )
    if enrolment.consent is None and enrolment.guardian and enrolment.state is not State.WAITING_FOR_GUARDIAN:
        guardian_letters.ask(session, enrolment, "guardian_request", cause=f"history:{entry.id}", at=at)
