"""What another date of the same course would cost, in sentences: before somebody goes there."""

from flask_babel import gettext as _

from ... import policies
from ...enrolment.models import State
from ...i18n.formats import money
from ..rules.elsewhere import is_same_price, reductions
from ..rules.reductions import REDUCTIONS
from . import ledger
from . import reductions as requests


def of_moving(session, enrolment, cohort_id, *, at) -> list[str]:
    """What it costs there, what comes back or is still to be paid. Nothing where neither date costs anything."""
    found, cohort = ledger.statement_of(session, enrolment.id), ledger.priced_cohort(session, cohort_id)
    if not cohort.fees and not found.lines:
        return []
    if enrolment.state is State.CONFIRMED and is_same_price(found, cohort.fees):
        return [_("That date costs the same. What was paid counts there.")] if found.fees else []
    price = sum(fee.yen for fee in cohort.fees) - sum(reductions(cohort.fees, granted(session, enrolment.id)))
    balance = found.balance - found.price + price
    return [of_the_price(price), *of_what_was_paid(found, price, balance)]


def of_the_price(price):
    if price:
        return _("That date costs %(price)s, once the seat there is sure.", price=money(price))
    return _("That date costs nothing.")


def of_what_was_paid(found, price, balance):
    if found.paid > 0:
        yield _("What was paid counts there: %(paid)s.", paid=money(found.paid))
        if balance > 0:
            yield _("%(owed)s is still to be paid then.", owed=money(balance))
        elif balance < 0:
            yield _("%(back)s comes back.", back=money(-balance))
        elif price:
            yield _("Nothing more is to be paid.")


def granted(session, enrolment_id):
    """(ground, the rule of the day on which it was decided, yen) of each reduction of this enrolment."""
    return [
        (one.ground, policies.current(session, REDUCTIONS, at=one.decided_at or one.asked_at), one.yen or 0)
        for one in requests.granted(session, enrolment_id)
    ]
