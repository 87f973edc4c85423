"""Cohorts that cost something, and people in them."""

from sqlalchemy import select

from tests.enrolment.applying import apply, record
from tests.make import make_cohort, saved
from workforce.catalogue.models import FeeKind, FeeLine
from workforce.money.models import LedgerLine
from workforce.money.queries import ledger

TUITION, TEXTBOOK = 5000, 3300
PRICE = TUITION + TEXTBOOK
FEES = {FeeKind.TUITION: TUITION, FeeKind.TEXTBOOK: TEXTBOOK}


def priced(session, cohort):
    for kind, yen in FEES.items():
        saved(session, FeeLine(cohort_id=cohort.id, kind=kind, yen=yen))
    return cohort


def priced_cohort(session, **given):
    return priced(session, make_cohort(session, **given))


def seated(session, cohort, application=None, **given):
    """An enrolment as moves need it."""
    return record(session, apply(session, cohort, *([application] if application else []), **given))


def lines(session, enrolment):
    """(kind, yen) in their order."""
    query = select(LedgerLine).where(LedgerLine.enrolment_id == enrolment.id).order_by(LedgerLine.id)
    return [(line.kind.value, line.yen) for line in session.scalars(query)]


def standing(session, enrolment):
    return ledger.statement_of(session, enrolment.id)
