"""A free seat goes on to those who wait, as an offer with an hour until which it can be taken."""

from collections import Counter

from ... import policies
from ...catalogue.models import Cohort, CohortState
from ...database import each_alone, hold
from ..models import Enrolment, Offer, State
from ..queries import bands, records, together
from ..queries import offers as queries
from ..queries import seats as counts
from ..rules import Seats
from ..rules import offers as rules
from ..rules import together as line
from ..rules.bands import OPEN, Seat
from ..rules.together import Waiting
from . import lapsing, membership, messages, moving, reseating, returning
from .refusals import OfferOver


def settled(session, cohort_id, *, at) -> Seats:
    """The seats of a held cohort once offers, reservations and holds past their time are over: one statement where
    none is.
    """
    seats = counts.seats_of(session, cohort_id, at=at)
    if seats.is_settled(at):
        return seats
    settle(session, cohort_id, at=at)
    return counts.seats_of(session, cohort_id, at=at)


def settle(session, cohort_id, *, at) -> int:
    """End what is past its time in a held cohort: offers that nobody took, reservations that nobody named, seats held
    for a guardian who did not answer. Offer on what is free. Returns how many ended.
    """
    late = queries.late(session, cohort_id, at=at)
    for enrolment in late:
        entry = moving.move(session, enrolment, "expire", by=None, at=at)
        messages.tell_of(session, enrolment, "offer_expired", entry, at=at)
    ended = len(late) + returning.end_late(session, cohort_id, at=at) + lapsing.lapse_late(session, cohort_id, at=at)
    if ended:
        pass_on(session, cohort_id, at=at)
    return ended


def pass_on(session, cohort_id, *, at) -> int:
    """Offer every free seat of a held cohort to those who have waited longest. Returns how many were offered.

    Once it is too late to wait for an answer by letter nothing is offered: staff call those who wait.
    """
    seats = counts.seats_of(session, cohort_id, at=at)
    if seats.has_bands and seats.state is CohortState.PUBLISHED and seats.free:
        reseating.reseat(session, cohort_id, seats, at=at)
    if seats.state is not CohortState.PUBLISHED or not seats.free or not seats.waiting:
        return 0
    chosen = next_in_line(session, cohort_id, seats, at=at)
    if not chosen:
        return 0
    cohort = chosen[0][0].cohort
    hours = policies.current(session, rules.OFFER_HOURS, at=at)
    until = rules.deadline(hours, at=at, starts_at=cohort.starts_at, last=rules.last_moment(cohort))
    if until is None:
        return 0
    together_with = {one.id: one.waiting_group_id for one, _seat in chosen if one.waiting_group_id is not None}
    sizes = Counter(together_with.values())
    groups = {one: (group_id, sizes[group_id]) for one, group_id in together_with.items()}
    for group_id, size in sizes.items():
        membership.close(session, group_id, offered=size if size > 1 else None, at=at)
    for enrolment, seat in chosen:
        offer(session, enrolment, seat, until=until, group=groups.get(enrolment.id, ALONE), at=at)
    return len(chosen)


def next_in_line(session, cohort_id, seats: Seats, *, at) -> list[tuple[Enrolment, Seat]]:
    """Who of those who wait gets a seat that is free now, and which; the first one first, as every move needs them."""
    if not seats.is_by_list:
        return [(one, OPEN) for one in records.first_waiting_of(session, cohort_id, seats.free)]
    chosen = dict(next_for(session, cohort_id, seats, at=at))
    return [(one, chosen[one.id]) for one in records.waiting_with(session, list(chosen))]


def next_for(session, cohort_id, seats: Seats, *, at) -> list[tuple[int, Seat]]:
    """The same by their ids, in a cohort with bands or groups."""
    return [each for party in together.next_for(session, cohort_id, seats, at=at) for each in party]


def would_come_back(session, enrolment, seats: Seats, *, at) -> bool:
    """Whether somebody with a seat, put at the end of a list with bands or groups, would get a free one."""
    freed = bands.shares_of(session, enrolment.cohort_id, seats, at=at).without(Seat(enrolment.seat_band_id))
    waiting = [*together.line(session, enrolment.cohort_id), Waiting(enrolment.id, enrolment.band_id)]
    return any(enrolment.id in dict(party) for party in line.next_for(freed, waiting, seats.group_rule))


ALONE = (None, 1)


def offer(session, enrolment, seat: Seat, *, until, group, at):
    """`group`: (the id of the group to all of which seats are offered now, how many they are); less than two: alone."""
    group_id, size = group
    together_with = {"waiting_group_id": group_id} if size > 1 else {}
    enrolment.seat_band_id = seat.band_id
    entry = moving.move(session, enrolment, "offer", by=None, at=at)
    session.add(Offer(enrolment_id=enrolment.id, made_at=at, expires_at=until, **together_with))
    session.flush()
    details = {"is_together": True, "together": size} if size > 1 else {}
    messages.tell_of(session, enrolment, "offer", entry, at=at, expires_at=until.isoformat(), **details)


def settle_all(now, *, stop=lambda: False):
    """Every cohort with something past its time, or with a seat that is free for no known reason."""
    each_alone(queries.unsettled, settle_cohort, now, stop=stop)


def settle_cohort(session, cohort_id, *, at) -> int:
    """The same as `settle`, in a transaction that holds nothing yet; also for seats that are free for no known reason.

    Returns how many offers ended or were made.
    """
    hold(session, session.get_one(Cohort, cohort_id))
    return settle(session, cohort_id, at=at) + pass_on(session, cohort_id, at=at)


def refuse_late(session, enrolment, *, at):
    """Raises OfferOver if what is offered is no longer to be had."""
    if enrolment.state is not State.OFFERED or not is_open(session, enrolment, at=at):
        raise OfferOver


def is_open(session, enrolment, *, at) -> bool:
    """Whether a seat is offered to this person and can still be taken."""
    current = queries.open_offer(session, enrolment.id)
    return current is not None and at < current.expires_at
