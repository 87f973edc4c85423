"""What must be true of guardians, of the seats that are held for their answer, and of consents."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, or_, select

from ...catalogue.models import Cohort
from ...enrolment.models import ACTIVE, Consent, Enrolment, GuardianConsent, GuardianRequest, State
from ...enrolment.models.consents import Purpose, Speaker
from ...enrolment.rules.consents import version
from ..registry import check

NOTICED_WITHIN = timedelta(minutes=10)
WAITS = Enrolment.state == State.WAITING_FOR_GUARDIAN


@check(_("A seat that waits for a guardian in a course that is still to begin has a last day."))
def holds_without_a_clock(session, at):
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    begins = or_(Cohort.starts_at.is_(None), Cohort.starts_at > at)
    return session.scalars(query.where(WAITS, Enrolment.held_until.is_(None), begins).order_by(Enrolment.id))


@check(_("Only seats that wait for a guardian have a last day."))
def clocks_of_nobody(session, _at):
    has_clock = or_(Enrolment.held_until.is_not(None), Enrolment.remind_at.is_not(None))
    return session.scalars(select(Enrolment.id).where(~WAITS, has_clock).order_by(Enrolment.id))


@check(_("Seats are held for a guardian no longer than ten minutes past their last day."))
def holds_past_their_time(session, at):
    late = Enrolment.held_until < at - NOTICED_WITHIN
    return session.scalars(select(Enrolment.id).where(WAITS, late).order_by(Enrolment.id))


@check(_("What a guardian agreed to stands there in the words that they read."))
def agreements_without_words(session, _at):
    said = exists().where(
        Consent.enrolment_id == GuardianConsent.enrolment_id,
        Consent.purpose == Purpose.TAKING_PART,
        Consent.speaker == Speaker.GUARDIAN,
        Consent.given.is_(True),
    )
    query = select(GuardianConsent.enrolment_id).where(~said)
    return session.scalars(query.order_by(GuardianConsent.enrolment_id))


@check(_("Nobody is enrolled whose guardian took the agreement back."))
def enrolled_against_a_guardian(session, _at):
    newest = (
        select(func.max(Consent.id).label("id"))
        .where(Consent.purpose == Purpose.TAKING_PART)
        .group_by(Consent.enrolment_id)
        .subquery()
    )
    query = (
        select(Enrolment.id)
        .join(Consent, Consent.enrolment_id == Enrolment.id)
        .join(newest, newest.c.id == Consent.id)
        .where(Enrolment.state.in_(ACTIVE), Consent.given.is_(False))
    )
    return session.scalars(query.order_by(Enrolment.id))


@check(_("Every consent still has the words of its version."))
def consents_in_other_words(session, _at):
    rows = session.execute(select(Consent.id, Consent.wording, Consent.version).order_by(Consent.id))
    return [row.id for row in rows if version(row.wording) != row.version]


@check(_("Of guardians, nothing is left where the enrolment was forgotten."))
def guardians_left_behind(session, _at):
    gone = select(Enrolment.id).where(Enrolment.forgotten_at.is_not(None))
    asked = exists().where(GuardianRequest.enrolment_id == Enrolment.id)
    said = exists().where(
        Consent.enrolment_id == Enrolment.id, or_(Consent.purpose != Purpose.NEWS, Consent.spoken_by.is_not(None))
    )
    return session.scalars(gone.where(or_(asked, said)).order_by(Enrolment.id))
