"""A draw is repeated: two people, a reason, the same list, a new secret; and both results stay public."""

from ... import history
from ...catalogue.models import CohortState, Overflow
from ...people.queries import contacts
from ..models import TAKES_SEAT, Draw, State
from ..queries import bands, records, together
from ..queries import draws as queries
from ..queries import seats as counts
from ..rules import draw_file
from ..rules.draw import Outcome, Quota
from ..rules.states import SMALLEST_STEP
from . import draws, membership, messages, moving, offers
from .draw_refusals import NoRepetitionAsked, NotDrawn, RepetitionAsked, TooLateToRepeat
from .moves import is_minor
from .refusals import ReasonMissing


def ask_again(session, cohort_id, *, reason: str, value_name: str = "", by, at) -> Draw:
    """The first of two people wants the draw repeated. A new secret is made, and what it hashes to is public at once.

    Raises ReasonMissing, NotDrawn, RepetitionAsked, TooLateToRepeat.
    """
    if not reason.strip():
        raise ReasonMissing
    refuse_begun(draws.held(session, cohort_id), at)
    last = queries.newest(session, cohort_id)
    if last is None or (last.drawn_at is None and last.number == 1):
        raise NotDrawn
    if last.drawn_at is None:
        raise RepetitionAsked
    again = draws.promised(
        session,
        cohort_id,
        at=at,
        number=queries.next_number(session, cohort_id),
        reason=reason.strip(),
        asked_by_id=by.id,
        value_name=draw_file.one_line(value_name) or None,
    )
    draws.note(session, cohort_id, "draw_again_asked", by=by, at=at, reason=again.reason)
    return again


def stop_again(session, cohort_id, *, by, at) -> Draw:
    """Somebody, the one who asked or another, decides against it. Raises NoRepetitionAsked."""
    draws.held(session, cohort_id)
    again = asked(session, cohort_id)
    again.stopped_at = at
    draws.note(session, cohort_id, "draw_again_stopped", by=by, at=at)
    return again


def draw_again(session, cohort_id, *, by, at) -> Draw:
    """The second person agrees: the list of the first draw is drawn anew, and who gains or loses by it is told.

    The seats are those that nobody outside the list has. Whoever waited together waits alone again.
    Raises NoRepetitionAsked, SecondPersonNeeded, ValueMissing, TooLateToRepeat.
    """
    cohort = draws.held(session, cohort_id)
    again = asked(session, cohort_id)
    refuse_begun(cohort, at)
    draws.refuse_same_person(session, again.asked_by_id, by)
    draws.refuse_without_value(again)
    offers.settled(session, cohort_id, at=at)
    for group in together.open_groups(session, cohort_id):
        membership.dissolve(session, group.id, membership.REDRAWN, by=by, at=at)
    first = queries.listed_first(session, cohort_id)
    listed = {one.enrolment_id: one.entry for one in first}
    seats, quotas, band_ids = left_for(session, cohort_id, listed)
    weights = draw_file.rules_of(queries.begins_of(session, queries.first_id(session, cohort_id))).weights
    draws.close(session, again, cohort, listed, seats=seats, quotas=quotas, weights=weights, at=at)
    gone = {one.entry.receipt for one in first if one.state is State.CANCELLED}
    results = draws.publish(session, again, first, seats=seats, quotas=quotas, gone=gone, by=by, at=at)
    settle(session, cohort_id, first, results, band_ids, reason=again.reason, by=by, at=at)
    offers.pass_on(session, cohort_id, at=at)
    return again


def asked(session, cohort_id) -> Draw:
    again = queries.newest(session, cohort_id)
    if again is None or again.number == 1 or again.drawn_at:
        raise NoRepetitionAsked
    return again


def refuse_begun(cohort, at):
    if cohort.state is not CohortState.PUBLISHED or (cohort.starts_at and cohort.starts_at <= at):
        raise TooLateToRepeat


def left_for(session, cohort_id, listed):
    """(seats, quotas, {number of a band: its id}) for the people in the list: what nobody outside it has."""
    shares = bands.bands_of(session, cohort_id)
    outside = queries.seats_outside(session, cohort_id, listed)
    quotas = tuple(
        Quota(
            number,
            share.kind.value,
            max(share.seats - outside.count(share.id), 0),
            share.overflow is Overflow.KEEP,
        )
        for number, share in enumerate(shares, 1)
    )
    capacity = counts.seats_of(session, cohort_id).capacity
    return max(capacity - len(outside), 0), quotas, {number: share.id for number, share in enumerate(shares, 1)}


# --- what it changes for people ---------------------------------------------------------------------------------------


def settle(session, cohort_id, listed, results, band_ids, *, reason, by, at):
    """First everybody who loses a seat goes back, so that the seats are free for those who gain one."""
    enrolments = {one.receipt: one for one in records.by_ids(session, [one.enrolment_id for one in listed])}
    waiting = [enrolments[one.receipt] for one in results if one.outcome is Outcome.WAITING]
    seated = [(enrolments[one.receipt], band_ids.get(one.band)) for one in results if one.outcome is Outcome.SEAT]
    told = [put_back(session, one, place, reason=reason, by=by, at=at) for place, one in enumerate(waiting, 1)]
    behind(session, cohort_id, waiting, at=at)
    told += [one for one in (seat(session, *each, reason=reason, by=by, at=at) for each in seated) if one]
    tell(session, told, reason=reason, at=at)


def put_back(session, enrolment, place, *, reason, by, at):
    """Where the new rank puts them on the waiting list, from a seat or from another place."""
    queued_at = at + place * SMALLEST_STEP
    if enrolment.state in TAKES_SEAT:
        entry = moving.move(session, enrolment, "waitlist", by=by, at=at, reason=reason, queued_at=queued_at)
        return enrolment, entry, "draw_again_lost", place
    enrolment.queued_at = queued_at
    entry = history.record(session, enrolment, "ranked_again", by=by, at=at, to_state=enrolment.state, reason=reason)
    return enrolment, entry, "draw_again_waiting", place


def seat(session, enrolment, band_id, *, reason, by, at):
    """A seat for who has none yet, nothing but another band for who has. An offer becomes the seat itself."""
    if enrolment.state in (State.CONFIRMED, State.WAITING_FOR_GUARDIAN):
        enrolment.seat_band_id = band_id
        return None
    if enrolment.state is State.OFFERED:
        moving.move(session, enrolment, "waitlist", by=by, at=at, reason=reason)
    needs_guardian = enrolment.consent is None and is_minor(enrolment, at)
    enrolment.seat_band_id = band_id
    move = "hold_for_guardian" if needs_guardian else "confirm"
    entry = moving.move(session, enrolment, move, by=by, at=at, reason=reason)
    return enrolment, entry, messages.FOR_STATE[enrolment.state], 0


def behind(session, cohort_id, waiting, *, at):
    """Who waits and was not in the list comes after everybody who was."""
    session.flush()
    last = at + (len(waiting) + 1) * SMALLEST_STEP
    listed = {one.id for one in waiting}
    others = [one for one in records.all_in_state(session, cohort_id, State.WAITLISTED) if one.id not in listed]
    for place, other in enumerate(others):
        other.queued_at = max(other.queued_at, last + place * SMALLEST_STEP)


def tell(session, told, *, reason, at):
    on_file = contacts.on_file_of(session, [one.person_id for one, *_rest in told])
    for enrolment, entry, template, place in told:
        messages.tell(
            session,
            enrolment,
            template,
            cohort=enrolment.cohort,
            person=enrolment.person,
            contact=on_file.get(enrolment.person_id, (None, None)),
            cause=f"history:{entry.id}",
            at=at,
            position=place,
            reason=reason,
        )
