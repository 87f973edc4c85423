"""An enrolment goes to another date of its course: what was paid counts there, and the fees follow."""

from ... import policies
from ...catalogue.models import FeeKind
from ...enrolment.models import State
from ...enrolment.rules.states import TRANSFER
from ..models import LineKind
from ..queries import elsewhere, ledger
from ..queries import reductions as requests
from ..rules.elsewhere import is_same_price, reductions
from ..rules.terms import PAYMENT_TERM
from .booking import book, charge, take_back


def book_transfer(session, enrolment, entry, *, move, at):
    """Nothing new where both dates cost the same. Otherwise the old fees are taken back and the new ones charged, with
    every reduction that was granted. Changing the date costs nothing by itself.
    """
    if move != TRANSFER or entry.to_state != State.CONFIRMED:
        return
    cohort = ledger.priced_cohort(session, enrolment.cohort_id)
    found = ledger.statement_of(session, enrolment.id)
    enrolment.has_fees = bool(cohort.fees or found.lines)
    if is_same_price(found, cohort.fees):
        return
    for line in found.fees:
        take_back(session, line, by=None, at=at)
    charge(session, enrolment, entry, at=at)
    reduce(session, enrolment, cohort.fees, entry, at=at)
    enrolment.has_fees = bool(cohort.fees or found.lines)


def reduce(session, enrolment, fees, entry, *, at):
    granted = elsewhere.granted(session, enrolment.id)
    tax = policies.current(session, PAYMENT_TERM, at=at).tax[FeeKind.TUITION]
    for request, yen in zip(requests.granted(session, enrolment.id), reductions(fees, granted), strict=True):
        if yen:
            cause = f"reduction:{request.id}:{entry.id}"
            given = {"fee": FeeKind.TUITION, "tax": tax}
            book(session, enrolment.id, LineKind.REDUCTION, -yen, cause=cause, by=None, at=at, **given)
        request.yen = yen
