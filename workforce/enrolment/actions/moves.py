"""What happens to an enrolment later: confirm, waitlist, consent, cancel. Each writes history and tells the person."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ... import clock, history
from ...catalogue.actions import cohorts as catalogue
from ...catalogue.models import Cohort
from ...database import hold
from ...people.queries import contacts
from ...people.rules import ages
from ..models import ACTIVE, Enrolment, State
from ..models.consents import Channel
from ..queries import bands, draws, together
from ..queries import own_dates as dates
from ..queries import seats as queries
from ..rules import own_dates
from ..rules.catalogue import NEEDS
from ..rules.changes import changeable_until, corrected
from . import arranging, consents, guardians, guest_changes, impossible, messages, moving, offers, rebanding, returning
from .draw_refusals import SeatsAreDrawn
from .holding import hold_and_read
from .refusals import (
    CapacityBelowBands,
    CapacityBelowTaken,
    ConsentNotNeeded,
    ConsentRecorded,
    GuardianNeeded,
    MoveNotPossible,
    NobodyElseWaits,
    ReasonMissing,
    TooLateToChange,
)
from .seats import apply, claim_seat


def confirm(session, enrolment, *, by, at, reason=None):
    """Give the head of the waiting list a free seat, and with them all who wait together with them.

    Or confirm somebody who came of age while the seat was held.

    `enrolment` with its person, consent, cohort, the cohort's course and place loaded (as everywhere in this module).
    Raises NoSeatFree, NotNext, MoveNotPossible, CohortCancelled, GuardianNeeded.
    """
    hold_and_read(session, enrolment)
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    if enrolment.state is State.WAITING_FOR_GUARDIAN:
        return confirm_held(session, enrolment, needs_guardian=needs_guardian, by=by, at=at, reason=reason)
    group_id = enrolment.waiting_group_id
    for one in [enrolment] if group_id is None else together.members(session, group_id):
        seat_waiting(session, one, by=by, at=at, reason=reason)


def seat_waiting(session, enrolment, *, by, at, reason):
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    claim = claim_seat(
        session, enrolment, cohort=enrolment.cohort, needs_guardian=needs_guardian, by=by, at=at, reason=reason
    )
    tell(session, enrolment, claim.entry, at=at)


def confirm_held(session, enrolment, *, needs_guardian, by, at, reason):
    """The seat is taken already, so nothing is counted: a move of its own, which nobody who waits can make."""
    if needs_guardian:
        raise GuardianNeeded
    tell(session, enrolment, apply(session, enrolment, "confirm_held", by=by, at=at, reason=reason), at=at)


def confirm_own(session, enrolment, *, at):
    """The person came of age while the seat was held, and takes it alone; a second click is nothing new.

    Raises MoveNotPossible, GuardianNeeded.
    """
    hold_and_read(session, enrolment)
    if enrolment.state is State.CONFIRMED:
        return
    if enrolment.state is not State.WAITING_FOR_GUARDIAN:
        raise MoveNotPossible
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    confirm_held(session, enrolment, needs_guardian=needs_guardian, by=None, at=at, reason=None)


def waitlist(session, enrolment, *, reason, by, at):
    """Back to the end of the waiting list. Raises ReasonMissing, MoveNotPossible, NobodyElseWaits."""
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    refuse_for_nobody(session, enrolment, at=at)
    move_with_reason(session, enrolment, "waitlist", reason=reason, by=by, at=at)


def refuse_for_nobody(session, enrolment, *, at):
    """Raises NobodyElseWaits where the seat would come back to the same person."""
    seats = queries.seats_of(session, enrolment.cohort_id, at=at)
    if not seats.waiting or (seats.is_by_list and offers.would_come_back(session, enrolment, seats, at=at)):
        raise NobodyElseWaits


def cancel(session, enrolment, *, reason, by, at):
    """Staff cancel, with a reason. Raises ReasonMissing, MoveNotPossible."""
    move_with_reason(session, enrolment, "cancel", reason=reason, by=by, at=at)


def cancel_own(session, enrolment, *, at):
    """The applicant cancels by their link; what is cancelled already stays so, untold. Raises TooLateToChange."""
    hold_and_read(session, enrolment)
    if enrolment.state is State.CANCELLED:
        return
    refuse_late(enrolment.cohort, at)
    tell(session, enrolment, apply(session, enrolment, "cancel", by=None, at=at), at=at)


def record_consent(session, enrolment, *, guardian_name, relation, signed_on, by, at, also=None):
    """The guardian's paper has come: confirmed if a seat is held, otherwise it waits with the consent on record.

    `also`: {purpose: whether the guardian allows it} of what else the paper asks.
    Raises ConsentNotNeeded, ConsentRecorded, MoveNotPossible, HoldOver.
    """
    hold_and_read(session, enrolment)
    if not is_minor(enrolment, at):
        raise ConsentNotNeeded
    if enrolment.consent:
        raise ConsentRecorded
    if enrolment.state is State.CANCELLED:
        raise MoveNotPossible
    guardians.agree(
        session,
        enrolment,
        guardian_name=guardian_name,
        relation=relation,
        signed_on=signed_on,
        also=also or {},
        channel=Channel.PAPER,
        language=enrolment.guardian.language if enrolment.guardian else enrolment.language,
        by=by,
        at=at,
    )


def change_answers(session, enrolment, *, given, keys, by, at):
    """Answer the questions `keys` as `given` ({key: answer}; a key that is left out is answered no more).

    Everything else stays as it is on record now, and the old answers stay in history. Returns the entry, None if
    nothing is new. The applicant (`by` None) may do so until the cohort's deadline. Raises TooLateToChange,
    MoveNotPossible.
    """
    if by is None:
        refuse_late(enrolment.cohort, at)
    rebanding.hold_undecided(session, enrolment, keys)
    hold(session, enrolment)
    session.refresh(enrolment, ["state", "answers", "needs"])
    if enrolment.state is State.CANCELLED:
        raise MoveNotPossible
    answers = corrected(enrolment.answers, given, set(keys) - set(NEEDS))
    needs = corrected(enrolment.needs, given, set(keys) & set(NEEDS))
    changes = changed(enrolment, answers, needs)
    if not changes:
        return None
    arranging.forget_changed(session, enrolment, enrolment.needs, needs)
    enrolment.answers, enrolment.needs, enrolment.changed_at = answers, needs, at
    enrolment.trimmed = 0
    consents.from_changes(session, enrolment, changes, by=by, at=at)
    changes += rebanding.recount(session, enrolment, changes)
    return history.record(
        session, enrolment, "answers_changed", by=by, at=at, to_state=enrolment.state, changes=changes
    )


def changed(enrolment, answers, needs) -> list[history.Change]:
    """What would be answered differently from now on."""
    both = ((enrolment.answers, answers), (enrolment.needs, needs))
    pairs = [(key, shown(old.get(key)), shown(new.get(key))) for old, new in both for key in sorted({*old, *new})]
    return [history.Change(key, old, new) for key, old, new in pairs if old != new]


def change_capacity(session, cohort, *, capacity, by, at):
    """The seats that a raised capacity frees are offered to those who wait.

    Raises CapacityBelowTaken, CapacityBelowBands, SeatsAreDrawn.
    """
    hold(session, cohort)
    if draws.is_frozen(session, cohort.id):
        raise SeatsAreDrawn
    seats = queries.seats_of(session, cohort.id, at=at)
    if capacity < seats.taken:
        raise CapacityBelowTaken(taken=seats.taken)
    if seats.has_bands and capacity < (least := bands.shares_of(session, cohort.id, seats, at=at).at_least):
        raise CapacityBelowBands(least=least)
    change = history.Change("capacity", seats.capacity, capacity)
    cohort.capacity, cohort.changed_at = capacity, at
    cohort.minimum = min(cohort.minimum, capacity)
    history.record(session, cohort, "capacity", by=by, at=at, changes=[change])
    impossible.end(session, cohort.id, by=by, at=at)
    offers.pass_on(session, cohort.id, at=at)


def cancel_cohort(session, cohort, *, reason, by, at):
    """The cohort will not take place: every enrolment ends and everybody is told. Returns how many were told."""
    if not reason:
        raise ReasonMissing
    hold(session, cohort)
    instead = own_dates.told(dates.nearest_dates(session, cohort, at=at))
    catalogue.cancel_cohort(session, cohort, reason=reason, by=by, at=at)
    returning.end_all(session, cohort.id, by=by, at=at)
    guest_changes.cohort_cancelled(session, cohort, by=by, at=at)
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ACTIVE))
    enrolled = session.scalars(query.options(joinedload(Enrolment.person)).order_by(Enrolment.id)).all()
    on_file = contacts.on_file_of(session, [one.person_id for one in enrolled])
    for enrolment in enrolled:
        entry = moving.move(session, enrolment, "cancel", by=by, at=at, reason=reason)
        messages.tell(
            session,
            enrolment,
            "cohort_cancelled",
            cohort=cohort,
            person=enrolment.person,
            contact=on_file.get(enrolment.person_id, (None, None)),
            cause=f"history:{entry.id}",
            at=at,
            reason=reason,
            **({"other_dates": instead} if instead else {}),
        )
    return len(enrolled)


def move_with_reason(session, enrolment, move, *, reason, by, at):
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    entry = apply(session, enrolment, move, by=by, at=at, reason=reason)
    tell(session, enrolment, entry, at=at, reason=reason, position=queries.position(session, enrolment))


def tell(session, enrolment, entry, *, at, **details):
    messages.tell_of(session, enrolment, messages.FOR_STATE[enrolment.state], entry, at=at, **details)


def refuse_late(cohort: Cohort, at):
    until = changeable_until(cohort)
    if until and at >= until:
        raise TooLateToChange(until=until)


def is_minor(enrolment, at):
    birth = enrolment.person.birth_date
    return birth is not None and ages.is_minor(birth, clock.today(at))


def shown(answer):
    """A value as history keeps it; of several, each behind a comma."""
    value = "" if answer is None else answer.get("value", "")
    return None if answer is None else ", ".join(value) if isinstance(value, list) else str(value)
