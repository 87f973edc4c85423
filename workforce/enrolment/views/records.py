"""Everything of one enrolment, for staff."""

from flask import abort, g
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.models import Band, CohortState
from ...database import db, survive
from ...people.queries import contacts, timeline
from ...people.rules import ages
from ...web import render
from .. import hooks
from ..actions import needs
from ..models import State
from ..models.consents import Purpose
from ..queries import board, consents, own_parts, records, seats, teaching, together
from ..rules import MOVES
from ..rules.consents import KEYS
from ..rules.selection import GROUPS
from . import views


@views.get("/staff/enrolments/<receipt>")
@requires(Permission.ENROLMENTS_READ)
def staff_enrolment(receipt):
    return show(load(receipt))


@views.get("/staff/enrolments/<receipt>/needs")
@requires(Permission.NEEDS_READ)
def staff_needs(receipt):
    """Sensitive, so masked elsewhere and each look is recorded."""
    enrolment = load(receipt)
    note_needs([enrolment.id], clock.now())
    return render("enrolment/staff_needs.html", enrolment=enrolment)


def load(receipt):
    """One enrolment as every move needs it, for somebody who may read who it is."""
    return named(records.record(db.session, receipt) or abort(404))


def named(enrolment):
    hooks.ask_names(db.session, enrolment.cohort, current_user)
    return enrolment


def show(enrolment, form=None):
    at = clock.now()
    today = clock.today(at)
    person = enrolment.person
    is_minor = person.birth_date is not None and ages.is_minor(person.birth_date, today)
    waits = enrolment.state is State.WAITLISTED
    head = board.head_of(db.session, enrolment.cohort_id)
    counted = seats.seats_of(db.session, enrolment.cohort_id, at=at)
    has_bands = counted.has_bands
    if waits and counted.is_by_list:
        first = together.next_up(db.session, enrolment.cohort_id, counted, at=at)[:1]
        is_head = any(enrolment.id in party for party in first)
    else:
        is_head = waits and head == enrolment.id
    has_seat = is_head and counted.free > 0
    return render(
        "enrolment/staff_enrolment.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        person=person,
        form=form,
        at=at,
        today=today,
        is_minor=is_minor,
        no_photographs=asks_photographs(enrolment.cohort) and enrolment.id in no_photographs([enrolment.id], at),
        contact=contacts.on_file(db.session, person.id),
        moves=offered(enrolment, is_minor=is_minor, is_next=has_seat, has_queue=head is not None, at=at),
        is_next=is_head or not waits or counted.is_by_list,
        may_change_group=has_bands and enrolment.state in (State.APPLIED, State.WAITLISTED),
        group=group_of(enrolment),
        together=together.standing(db.session, enrolment),
        receipts={},
        busy=teaching.teaches_meanwhile(db.session, enrolment, at=at),
        own_parts=own_parts.of_enrolment(db.session, enrolment.id),
        told=timeline.of_rows(db.session, {"enrolment": [enrolment.id]}),
        messages=records.messages_of(db.session, enrolment) if may(current_user, Permission.MESSAGES_READ) else [],
    )


def group_of(enrolment):
    """The people whom this person counts among for the seats, in words."""
    return enrolment.band_id and GROUPS[db.session.get_one(Band, enrolment.band_id).kind]


def asks_photographs(cohort):
    return KEYS[Purpose.PHOTOGRAPHS] in cohort.course.questions


def no_photographs(enrolment_ids, at):
    return consents.no_photographs(db.session, enrolment_ids, at=at)


def offered(enrolment, *, is_minor, is_next, has_queue, at):
    """The moves that would not be refused now; a guardian's paper can also come while the person waits.

    `is_next`: a seat is free for this person; `has_queue`: somebody waits in this cohort.
    """
    if enrolment.cohort.state is not CohortState.PUBLISHED or enrolment.forgotten_at:
        return []
    needs_paper = is_minor and enrolment.consent is None
    is_held = enrolment.state is State.WAITING_FOR_GUARDIAN
    can_answer = enrolment.state is State.OFFERED and enrolment.offer is not None and enrolment.offer.expires_at > at
    possible = {
        "accept": can_answer,
        "decline": can_answer,
        "confirm": is_next or (is_held and not needs_paper),
        "consent": needs_paper and enrolment.state is not State.CANCELLED,
        "place": enrolment.state is State.WAITLISTED,
        "waitlist": ("waitlist", enrolment.state) in MOVES and has_queue,
        "cancel": ("cancel", enrolment.state) in MOVES,
    }
    return [move for move, is_possible in possible.items() if is_possible]


def note_needs(ids, at):
    """Who saw what these people need: written after the page, even if the page itself is only read."""
    if ids:
        by_id, request_id = current_user.id, g.get("request_id")
        survive(lambda session: needs.note_reading(session, ids, by_id=by_id, request_id=request_id, at=at))
