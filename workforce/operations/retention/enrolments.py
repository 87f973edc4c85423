"""Enrolments whose time is over: everything personal goes, the row stays and is counted."""

import json

from flask_babel import ngettext
from sqlalchemy import and_, delete, func, or_, select, update

from ... import history
from ...catalogue.models import Cohort
from ...enrolment.models import (
    Arrangement,
    Consent,
    Enrolment,
    GuardianConsent,
    GuardianRequest,
    Offer,
    OwnPart,
    State,
    WaitingGroup,
    Wish,
)
from ...enrolment.models.consents import Purpose as ConsentPurpose
from ...links import Purpose
from ...money.models import ReductionRequest, RefundCase
from ...outbox import Message
from ...people.models.persons import FORGOTTEN
from . import certificates, fetches, hours, making_up, rolls, screening, seating
from .answers import AFTER_A_WHILE
from .steps import QUIETLY, Step, delete_messages, ended, fiscal_end, silence

SEATED = Enrolment.state == State.CONFIRMED


def past(at, keeping):
    """The condition, of an enrolment joined with its cohort, that its time is over."""
    return or_(
        and_(SEATED, ended() < fiscal_end(at, keeping.records)),
        and_(~SEATED, ended() < fiscal_end(at, keeping.unseated)),
    )


def seated(at, keeping):
    return remembered().where(SEATED, past(at, keeping))


def unseated(at, keeping):
    return remembered().where(~SEATED, past(at, keeping))


def remembered():
    found = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return found.where(Enrolment.forgotten_at.is_(None)).order_by(Enrolment.id)


def forget(session, ids, at):
    """What stays: the state, the dates, how it came, its receipt number, for which group its seat was; and in history
    who did what when.
    """
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.receipt).where(Enrolment.id.in_(ids)).with_for_update()
    ).all()
    forget_guardians(session, ids)
    forget_groups(session, ids, at)
    bare = {
        "held_until": None,
        "remind_at": None,
        "answers": {},
        "needs": {},
        "trimmed": AFTER_A_WHILE,
        "forgotten_at": at,
    }
    session.execute(update(Enrolment).where(Enrolment.id.in_(ids)).values(bare), execution_options=QUIETLY)
    session.execute(delete(Wish).where(Wish.enrolment_id.in_(ids)), execution_options=QUIETLY)
    session.execute(delete(Arrangement).where(Arrangement.enrolment_id.in_(ids)), execution_options=QUIETLY)
    session.execute(delete(GuardianConsent).where(GuardianConsent.enrolment_id.in_(ids)), execution_options=QUIETLY)
    forget_requests(session, ids)
    screening.forget(session, ids)
    seating.trim(session, ids)
    hours.forget(session, ids)
    fetches.forget(session, ids)
    rolls.forget(session, ids)
    making_up.forget(session, ids)
    certificates.forget(session, ids, at)
    unnamed = update(OwnPart).where(OwnPart.enrolment_id.in_(ids)).values(typed_name=FORGOTTEN)
    session.execute(unnamed, execution_options=QUIETLY)
    silence(session, Enrolment, ids)
    delete_messages(
        session,
        Message.person_id.in_([row.person_id for row in rows]),
        Message.link_purpose == Purpose.ENROLMENT,
        Message.link_subject.in_([json.dumps(row.receipt) for row in rows]),
    )


def forget_groups(session, ids, at):
    """With whom somebody waited, or was offered a seat: that goes for all of the group at once."""
    named = select(Enrolment.waiting_group_id).where(Enrolment.id.in_(ids), Enrolment.waiting_group_id.is_not(None))
    groups = list(session.scalars(named.distinct()))
    alone = {"queued_at": Enrolment.own_queued_at, "waiting_group_id": None, "own_queued_at": None}
    theirs = update(Enrolment).where(Enrolment.waiting_group_id.in_(groups)).values(alone)
    session.execute(theirs, execution_options=QUIETLY)
    over = (
        update(WaitingGroup)
        .where(WaitingGroup.id.in_(groups))
        .values(ended_at=func.coalesce(WaitingGroup.ended_at, at))
    )
    session.execute(over, execution_options=QUIETLY)
    offered = select(Offer.waiting_group_id).where(Offer.enrolment_id.in_(ids), Offer.waiting_group_id.is_not(None))
    before = list(session.scalars(offered.distinct()))
    unsaid = update(Offer).where(Offer.waiting_group_id.in_(before)).values(waiting_group_id=None)
    session.execute(unsaid, execution_options=QUIETLY)
    nobody = update(WaitingGroup).where(WaitingGroup.id.in_(before)).values(offered=None)
    session.execute(nobody, execution_options=QUIETLY)


def forget_requests(session, ids):
    """Why somebody asked for money and where they work; what was decided, and how much it was, stays with the books."""
    asked = list(session.scalars(select(ReductionRequest.id).where(ReductionRequest.enrolment_id.in_(ids))))
    bare = update(ReductionRequest).where(ReductionRequest.id.in_(asked)).values(words="", reason=None)
    session.execute(bare, execution_options=QUIETLY)
    silence(session, ReductionRequest, asked)
    cases = list(session.scalars(select(RefundCase.id).where(RefundCase.enrolment_id.in_(ids))))
    nobody = {"proof": "", "employer": None, "mail": None, "proven_by": None, "reason": None}
    session.execute(update(RefundCase).where(RefundCase.id.in_(cases)).values(nobody), execution_options=QUIETLY)
    silence(session, RefundCase, cases)
    letters = [Message.link_subject.like(f'"{case}.%') for case in cases]
    if letters:
        delete_messages(session, Message.link_purpose == Purpose.EMPLOYER, or_(*letters))


def forget_guardians(session, ids):
    """Who was asked, and every word about this course. A yes or no to letters outlives it, without the course."""
    asked = list(session.scalars(select(GuardianRequest.id).where(GuardianRequest.enrolment_id.in_(ids))))
    delete_messages(
        session,
        Message.link_purpose == Purpose.GUARDIAN,
        Message.link_subject.in_([json.dumps(one) for one in asked]),
    )
    session.execute(delete(GuardianRequest).where(GuardianRequest.id.in_(asked)), execution_options=QUIETLY)
    about = Consent.enrolment_id.in_(ids)
    news = Consent.purpose == ConsentPurpose.NEWS
    with history.retention(session):
        session.execute(delete(Consent).where(about, ~news), execution_options=QUIETLY)
        session.execute(update(Consent).where(about, news).values(spoken_by=None), execution_options=QUIETLY)


STEPS = (
    Step(
        "unseated",
        lambda keeping: ngettext(
            "Enrolments that were cancelled or got no seat, %(num)s year after the fiscal year of the course",
            "Enrolments that were cancelled or got no seat, %(num)s years after the fiscal year of the course",
            keeping.unseated,
        ),
        unseated,
        forget,
    ),
    Step(
        "seated",
        lambda keeping: ngettext(
            "Enrolments that had a seat, %(num)s year after the fiscal year of the course",
            "Enrolments that had a seat, %(num)s years after the fiscal year of the course",
            keeping.records,
        ),
        seated,
        forget,
    ),
)
