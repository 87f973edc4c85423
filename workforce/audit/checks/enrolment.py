"""What must be true of seats, states and their history."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import String, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from ... import clock
from ...catalogue.models import Cohort, CohortState
from ...enrolment.models import ACTIVE, TAKES_SEAT, Draft, Enrolment, GuardianConsent, ReservedSeat, State, Transfer
from ...enrolment.rules import MOVES
from ...enrolment.rules.states import TRANSFER
from ...history import Entry, Value
from ...people.models import ContactPoint, Person
from ...people.rules import ages, receipts
from ...refusals import Refused
from ..registry import check

DAY = timedelta(days=1)
MOVED = ("enrol", TRANSFER, *sorted({move for move, _state in MOVES}))
"""What history calls the entries that change a state; the others only repeat it."""

NEVER = 2**62  # later than every entry


@check(_("No cohort has more seats taken than it has."))
def cohorts_over_capacity(session, _at):
    return session.scalars(
        select(Cohort.id)
        .join(Enrolment, (Enrolment.cohort_id == Cohort.id) & Enrolment.state.in_(TAKES_SEAT))
        .group_by(Cohort.id, Cohort.capacity)
        .having(func.count() > Cohort.capacity)
        .order_by(Cohort.id)
    )


@check(_("Nobody, under any of their records, is enrolled twice in one cohort."))
def people_enrolled_twice(session, _at):
    who = func.coalesce(Person.merged_into_id, Person.id)
    return session.scalars(
        select(func.max(Enrolment.id))
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.state.in_(ACTIVE))
        .group_by(Enrolment.cohort_id, who)
        .having(func.count() > 1)
        .order_by(func.max(Enrolment.id))
    )


def moves():
    """The entries of history that change the state of an enrolment."""
    return select(Entry).where(Entry.subject == Enrolment.__tablename__, Entry.what.in_(MOVED))


def last_moves():
    """(subject_id, to_state, at): how each enrolment came into the state it is in."""
    newest = moves().with_only_columns(func.max(Entry.id)).group_by(Entry.subject_id)
    return select(Entry.subject_id, Entry.to_state, Entry.at).where(Entry.id.in_(newest)).subquery()


def stays():
    """(id, subject_id, cohort_id, band_id, to_state, number, until, next_state): each stay in a state, from the entry
    `id` until the entry `until`, which began `next_state`; `until` and that are None for the last.
    """
    by_enrolment: dict[str, Any] = {"partition_by": Entry.subject_id, "order_by": Entry.id}
    came = select(func.max(Transfer.entry_id)).where(Transfer.enrolment_id == Entry.subject_id).scalar_subquery()
    found = moves().where(Entry.id >= func.coalesce(came, 0))  # what was before was in another cohort
    found = found.with_only_columns(
        Entry.id,
        Entry.subject_id,
        Enrolment.cohort_id,
        func.coalesce(Enrolment.band_id, 0).label("band_id"),
        Entry.to_state,
        func.row_number().over(**by_enrolment).label("number"),
        func.lead(Entry.id).over(**by_enrolment).label("until"),
        func.lead(Entry.to_state).over(**by_enrolment).label("next_state"),
    )
    return found.join(Enrolment, Enrolment.id == Entry.subject_id).subquery()


@check(_("Nobody got a seat while somebody else had been waiting for longer."))
def seats_taken_past_the_waiting(session, _at):
    """By history alone, in one pass over each cohort: how long does somebody wait who began before?

    Who got a seat at once began with it; who waited, with the stay on the list that the seat ended. Whoever staff put
    at another place or into another band, with a reason, is left out: neither did they pass nor were they passed. Only
    people of one band, or of none, are compared: not every seat is for everybody. Whoever waited with others is looked
    at by groups_seated_past_the_waiting. Nor does anybody pass who sits on a
    seat that their operator had held since before.
    """
    held = select(ReservedSeat.enrolment_id).where(ReservedSeat.enrolment_id.is_not(None))
    moved = Entry.what.in_(("reordered", "band_corrected", "joined_together", "together_grew"))
    reordered = select(Entry.subject_id).where(Entry.subject == Enrolment.__tablename__, moved)
    every = stays()
    stay = select(every).where(every.c.subject_id.not_in(reordered), every.c.subject_id.not_in(held)).subquery()
    waits = stay.c.to_state == State.WAITLISTED.value
    wait_ends = case((waits, func.coalesce(stay.c.until, NEVER)))
    longest = func.max(wait_ends).over(
        partition_by=(stay.c.cohort_id, stay.c.band_id), order_by=stay.c.id, rows=(None, -1)
    )
    seen = select(stay, longest.label("others_wait_until")).subquery()
    seated = [state.value for state in TAKES_SEAT]
    at_once = seen.c.to_state.in_(seated) & (seen.c.number == 1) & (seen.c.others_wait_until > seen.c.id)
    after_waiting = (
        (seen.c.to_state == State.WAITLISTED.value)
        & seen.c.next_state.in_(seated)
        & (seen.c.others_wait_until > seen.c.until)
    )
    return session.scalars(
        select(seen.c.subject_id).distinct().where(or_(at_once, after_waiting)).order_by(seen.c.subject_id)
    )


@check(_("The history of every enrolment ends in the state it is in."))
def enrolments_unlike_their_history(session, _at):
    last = last_moves()
    return session.scalars(
        select(Enrolment.id)
        .outerjoin(last, last.c.subject_id == Enrolment.id)
        .where(func.coalesce(last.c.to_state, "") != Enrolment.state)
        .order_by(Enrolment.id)
    )


def entered(session, state):
    """(enrolment id, birth date as known now, instant, has consent) of everybody who is in `state`."""
    last = last_moves()
    return session.execute(
        select(Enrolment.id, Person.birth_date, last.c.at, GuardianConsent.id.is_not(None).label("has_consent"))
        .join(Enrolment.person)
        .join(last, last.c.subject_id == Enrolment.id)
        .outerjoin(GuardianConsent, GuardianConsent.enrolment_id == Enrolment.id)
        .where(Enrolment.state == state, Person.birth_date.is_not(None), Enrolment.forgotten_at.is_(None))
        .order_by(Enrolment.id)
    )


@check(_("Nobody under 18 is confirmed without a guardian's consent."))
def minors_confirmed_without_consent(session, _at):
    return [
        row.id
        for row in entered(session, State.CONFIRMED)
        if not row.has_consent and ages.is_minor(row.birth_date, clock.today(row.at))
    ]


@check(_("Only people under 18 wait for a guardian."))
def adults_waiting_for_a_guardian(session, _at):
    return [
        row.id
        for row in entered(session, State.WAITING_FOR_GUARDIAN)
        if not ages.is_minor(row.birth_date, clock.today(row.at))
    ]


@check(_("Nobody waits for a guardian who has agreed already."))
def consents_without_effect(session, _at):
    return [row.id for row in entered(session, State.WAITING_FOR_GUARDIAN) if row.has_consent]


@check(_("Every receipt number has the right check digit."))
def receipts_with_a_slip(session, _at):
    rows = session.execute(select(Enrolment.id, Enrolment.receipt).order_by(Enrolment.id))
    return [row.id for row in rows if not is_receipt(row.receipt)]


def is_receipt(number):
    try:
        return receipts.read(number) == number
    except Refused:
        return False


@check(_("Nobody is enrolled in a cohort that was cancelled or is not published yet."))
def enrolments_in_cohorts_that_are_not_held(session, _at):
    return session.scalars(
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.state.in_(ACTIVE), Cohort.state != CohortState.PUBLISHED)
        .order_by(Enrolment.id)
    )


@check(_("Everybody who is enrolled can be reached."))
def enrolled_people_without_a_contact(session, _at):
    record = aliased(Person)
    who = func.coalesce(Person.merged_into_id, Person.id)
    reached = exists().where(
        ContactPoint.person_id == record.id,
        func.coalesce(record.merged_into_id, record.id) == who,
        ContactPoint.ended_at.is_(None),
    )
    return session.scalars(
        select(Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.state.in_(ACTIVE), Enrolment.forgotten_at.is_(None), ~reached)
        .order_by(Enrolment.id)
    )


@check(_("Drafts are deleted after their 14 days."))
def drafts_kept_too_long(session, at):
    return session.scalars(select(Draft.id).where(Draft.expires_at < at - DAY).order_by(Draft.id))


@check(_("Of what was deleted when its time was over, nothing personal was left behind."))
def details_left_behind(session, _at):
    forgotten = select(Enrolment.id).where(Enrolment.forgotten_at.is_not(None))
    told = exists().where(
        Entry.subject == Enrolment.__tablename__,
        Entry.subject_id == Enrolment.id,
        or_(Entry.reason.is_not(None), exists().where(Value.entry_id == Entry.id)),
    )
    signed = exists().where(GuardianConsent.enrolment_id == Enrolment.id)
    left = [cast(column, String) != "{}" for column in (Enrolment.answers, Enrolment.needs)]
    people = select(ContactPoint.person_id).join(Person, Person.id == ContactPoint.person_id)
    reachable = people.where(Person.forgotten_at.is_not(None))
    return [
        *session.scalars(forgotten.where(or_(told, signed, *left)).order_by(Enrolment.id)),
        *(f"person {one}" for one in session.scalars(reachable.distinct().order_by(ContactPoint.person_id))),
    ]
