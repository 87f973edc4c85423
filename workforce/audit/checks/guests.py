"""What must be true of guests in single sessions."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from ...catalogue.models import Cohort, Session, SessionPart
from ...enrolment.models import TAKES_SEAT, Enrolment, Guest, GuestPart, State
from ...enrolment.queries.reserved import RESERVED
from ..registry import check

COMING = Guest.ended_at.is_(None)
DAY = timedelta(days=1)


@check(_("No session has more people, with its guests, than its cohort has seats."))
def sessions_over_capacity(session, at):
    """Of sessions to come: who had a seat in those that are over, nobody asks any more."""
    taken = (
        select(func.count())
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(TAKES_SEAT))
        .correlate(Cohort)
        .scalar_subquery()
    )
    query = (
        select(Guest.session_id)
        .join(Cohort, Cohort.id == Guest.cohort_id)
        .join(Session, Session.id == Guest.session_id)
        .where(COMING, Session.starts_at > at)
        .group_by(Guest.session_id, Cohort.id, Cohort.capacity)
        .having(func.count() + taken + RESERVED > Cohort.capacity)
        .order_by(Guest.session_id)
    )
    return session.scalars(query)


@check(_("Every guest comes to a session of another cohort of their own course, for parts of that session."))
def guests_in_the_wrong_session(session, _at):
    own, host = Cohort.__table__.alias("own"), Cohort.__table__.alias("host")
    elsewhere = (
        select(Guest.id)
        .join(Session, Session.id == Guest.session_id)
        .join(Enrolment, Enrolment.id == Guest.enrolment_id)
        .join(own, own.c.id == Enrolment.cohort_id)
        .join(host, host.c.id == Guest.cohort_id)
        .where(COMING, (Session.cohort_id != Guest.cohort_id) | (own.c.course_id != host.c.course_id))
    )
    parts = (
        select(Guest.id)
        .join(GuestPart, GuestPart.guest_id == Guest.id)
        .join(SessionPart, SessionPart.id == GuestPart.part_id)
        .where(COMING, SessionPart.session_id != Guest.session_id)
    )
    nothing = select(Guest.id).where(COMING, ~select(GuestPart.id).where(GuestPart.guest_id == Guest.id).exists())
    return sorted({*session.scalars(elsewhere), *session.scalars(parts), *session.scalars(nothing)})


@check(_("Nobody has a guest seat in a session to come who has no seat of their own."))
def guests_without_a_seat(session, at):
    """The worker ends such seats within a minute; a day later somebody must look."""
    return session.scalars(
        select(Guest.id)
        .join(Session, Session.id == Guest.session_id)
        .join(Enrolment, Enrolment.id == Guest.enrolment_id)
        .where(COMING, Session.starts_at > at, Enrolment.state != State.CONFIRMED)
        .where(Enrolment.changed_at < at - DAY)
        .order_by(Guest.id)
    )
