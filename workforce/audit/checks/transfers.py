"""What must be true of enrolments that went from one date to another."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, FeeLine
from ...enrolment.models import Enrolment, State, Transfer
from ...enrolment.rules.states import TRANSFER
from ...history import Entry
from ...money.models import LedgerLine, LineKind
from ...money.queries.ledger import OF_SEAT
from ..registry import check
from .money import TAKEN_BACK

EARLIER, ORIGIN, GOAL = aliased(Transfer), aliased(Cohort), aliased(Cohort)
LAST = select(func.max(EARLIER.id)).where(EARLIER.enrolment_id == Enrolment.id).scalar_subquery()


@check(_("Whoever went to another date is where the last move took them."))
def transfers_without_effect(session, _at):
    query = select(Enrolment.id).join(Transfer, Transfer.id == LAST)
    return session.scalars(query.where(Transfer.to_cohort_id != Enrolment.cohort_id).order_by(Enrolment.id))


@check(_("Each move to another date begins where the one before ended, and stays within one course."))
def transfers_that_do_not_follow(session, _at):
    before = (
        select(func.max(EARLIER.id))
        .where(EARLIER.enrolment_id == Transfer.enrolment_id, EARLIER.id < Transfer.id)
        .correlate(Transfer)
        .scalar_subquery()
    )
    previous = aliased(Transfer)
    query = select(Transfer.id).outerjoin(previous, previous.id == before)
    query = query.join(ORIGIN, ORIGIN.id == Transfer.from_cohort_id).join(GOAL, GOAL.id == Transfer.to_cohort_id)
    wrong = or_(previous.to_cohort_id != Transfer.from_cohort_id, ORIGIN.course_id != GOAL.course_id)
    return session.scalars(query.where(wrong).order_by(Transfer.id))


@check(_("History and the list of moves to another date say the same."))
def transfers_unlike_history(session, _at):
    listed = exists().where(Transfer.entry_id == Entry.id, Transfer.enrolment_id == Entry.subject_id)
    told = select(Entry.id).where(Entry.subject == Enrolment.__tablename__, Entry.what == TRANSFER)
    written = exists().where(
        Entry.id == Transfer.entry_id, Entry.what == TRANSFER, Entry.subject_id == Transfer.enrolment_id
    )
    return [
        *session.scalars(told.where(~listed).order_by(Entry.id)),
        *session.scalars(select(Transfer.entry_id).where(~written).order_by(Transfer.id)),
    ]


@check(_("Whoever went to another date is charged what that date costs."))
def transfers_charged_wrongly(session, _at):
    """Whose seat is confirmed; prices of a date stay as they were once somebody is charged."""
    moved = exists().where(Transfer.enrolment_id == Enrolment.id)
    charge = (LedgerLine.enrolment_id == Enrolment.id) & (LedgerLine.kind == LineKind.CHARGE) & ~TAKEN_BACK
    charge &= OF_SEAT
    charged = select(func.coalesce(func.sum(LedgerLine.yen), 0)).where(charge).scalar_subquery()
    price = select(func.coalesce(func.sum(FeeLine.yen), 0)).where(FeeLine.cohort_id == Enrolment.cohort_id)
    query = select(Enrolment.id).where(Enrolment.state == State.CONFIRMED, moved)
    return session.scalars(query.where(charged != price.scalar_subquery()).order_by(Enrolment.id))
