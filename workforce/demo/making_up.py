"""What was missed: a few seats booked to make it up, an absence said before, and last night's look ahead."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from .. import clock, policies
from ..attendance.actions import making_up, notices, outlooks
from ..attendance.models import Outlook, Prospect
from ..attendance.queries import making_up as queries
from ..attendance.queries import notices as said
from ..attendance.queries import outlooks as looking
from ..attendance.rules import options
from ..attendance.rules.making_up import MAKING_UP
from ..catalogue.models import Session
from ..enrolment.models import Enrolment, State
from ..enrolment.queries import records
from ..refusals import Refused

BOOKED = 3
AGO = timedelta(hours=20)


def add(session, *, at):
    look_ahead(session, at=at)
    could = select(Outlook.enrolment_id).where(Outlook.prospect.in_((Prospect.REPAIRABLE, Prospect.LAST_CHANCE)))
    for enrolment_id in session.scalars(could.order_by(Outlook.enrolment_id).limit(BOOKED)).all():
        book(session, enrolment_id, at=at)
    coming = select(Enrolment.id).join(Session, Session.cohort_id == Enrolment.cohort_id)
    coming = coming.where(Enrolment.state == State.CONFIRMED, Session.starts_at > at)
    for somebody in session.scalars(coming.order_by(Session.starts_at, Enrolment.id).limit(1)).all():
        say_absence(session, somebody, at=at)
    look_ahead(session, at=at)


def look_ahead(session, *, at):
    for cohort_id in looking.due(session, at=at):
        found = outlooks.compute(session, looking.stale_in(session, cohort_id, at=at), at=at)
        outlooks.keep(session, cohort_id, found, at=at)


def book(session, enrolment_id, *, at):
    """The nearest session in which something of it is taught."""
    rule, case = policies.current(session, MAKING_UP, at=at), queries.case(session, enrolment_id, at=at)
    terms = options.terms(rule, options.bounds(rule, case), clock.today(at))
    found = options.options(case, queries.seats_to_have(session, case.course_id, at=at), terms)
    [enrolment] = records.by_ids(session, [enrolment_id])
    for one in found[:1]:
        with suppress(Refused):
            making_up.book(session, enrolment, one.seat.id, by=None, at=at - AGO)


def say_absence(session, enrolment_id, *, at):
    enrolment = session.get_one(Enrolment, enrolment_id)
    for lesson in said.lessons(session, enrolment, at=at)[:1]:
        notices.announce(session, enrolment, [lesson.session_id], reason="通院のため", by=None, at=at - AGO)
