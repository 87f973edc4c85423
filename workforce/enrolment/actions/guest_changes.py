"""What becomes of guest seats when the session that they are in changes: nobody travels to a lesson that is not there.

Everything here runs with the visited cohort held, in the transaction of the change; the guests are told at once.
"""

from sqlalchemy import delete, select

from ...people.queries import contacts
from ..models import Guest, GuestPart
from ..queries import guests as queries
from . import guests, messages


def parts_go(session, cohort, sitting, parts, *, is_whole, by, at):
    """Seats that are for nothing but these parts are given back; the rows of what goes, go with it."""
    gone = [part.id for part in parts]
    with session.no_autoflush:
        coming = queries.of_sessions(session, [sitting.id])
        for guest in coming:
            if is_whole or not {part.part_id for part in guest.parts} - set(gone):
                give_back(session, guest, sitting, sitting.starts_at, by=by, at=at)
        theirs = select(Guest.id).where(Guest.session_id == sitting.id)
        session.execute(delete(GuestPart).where(GuestPart.part_id.in_(gone)))
        if is_whole:
            session.execute(delete(GuestPart).where(GuestPart.guest_id.in_(theirs)))
            session.execute(delete(Guest).where(Guest.id.in_(theirs)))
        for guest in coming:
            (session.expunge if is_whole else session.expire)(guest)


def session_moved(session, cohort, sitting, *, before, by, at):
    """Another time may not suit a guest: they choose anew."""
    if before > at:
        for guest in queries.of_sessions(session, [sitting.id]):
            give_back(session, guest, sitting, before, by=by, at=at)


def cohort_cancelled(session, cohort, *, by, at):
    """Sessions that were before stay what they were."""
    for guest in queries.of_cohort(session, cohort.id):
        there = queries.sitting_now(session, guest.session_id)
        if there.ends_at > at:
            give_back(session, guest, there, there.starts_at, by=by, at=at)


def give_back(session, guest, there, was_at, *, by, at):
    """`was_at`: when the guest was going to come."""
    enrolment = queries.enrolment_of(session, guest)
    guests.end(session, guest, enrolment, there, guests.ENDED, by=by, at=at)
    messages.tell(
        session,
        enrolment,
        "make_up_over",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"guest:{guest.id}",
        at=at,
        session_at=was_at.isoformat(),
    )
