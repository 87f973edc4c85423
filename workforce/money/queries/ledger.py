"""The lines of the ledger, and what they belong to."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort
from ..models import LedgerLine
from ..rules.ledger import MAKING_UP, Statement, statement

OF_COURSE = LedgerLine.fee.is_not(None) | LedgerLine.tax.is_(None)
"""What the course costs, with what was made up, and what was paid: not about a copy of its certificate."""
OF_SEAT = OF_COURSE & ~LedgerLine.cause.startswith(f"{MAKING_UP}:")
"""Not about something besides the seat: see `rules.ledger.is_besides`."""


def statement_of(session, enrolment_id) -> Statement:
    query = select(LedgerLine).where(LedgerLine.enrolment_id == enrolment_id)
    return statement(session.scalars(query.order_by(LedgerLine.id)))


def priced_cohort(session, cohort_id) -> Cohort:
    """The cohort with its fees."""
    return session.scalars(select(Cohort).where(Cohort.id == cohort_id).options(joinedload(Cohort.fees))).unique().one()


def line_booked(session, cause) -> LedgerLine | None:
    return session.scalar(select(LedgerLine).where(LedgerLine.cause == cause))
