"""What cancelling now would cost, in sentences: before the button, for the applicant and for staff."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ... import clock, policies
from ...enrolment.models import State
from ...i18n.formats import money
from ..rules.cancellation import CANCELLATION_STEPS, staying
from . import balances, ledger


def of_cancelling(session, enrolment, *, at) -> list[str]:
    """`enrolment` with its cohort. Nothing for somebody who owes no fee."""
    if enrolment.state is not State.CONFIRMED:
        return []
    found = ledger.statement_of(session, enrolment.id)
    if not found.fees:
        return []
    table, starts = policies.current(session, CANCELLATION_STEPS, at=at), enrolment.cohort.starts_at
    percent = table.percent(clock.today(at), clock.today(starts) if starts else None)
    stays = sum(staying(found.fees, percent).values())
    return [*of_the_table(found, percent, stays), of_the_rest(found.balance - found.price + stays)]


def of_cancelling_all(session, cohort_id, *, at) -> list[str]:
    """What goes back if the cohort is cancelled: everything that was paid for a seat."""
    paid = [one.paid for one in balances.of_cohort(session, cohort_id) if one.paid > 0 and one.state is State.CONFIRMED]
    if not paid:
        return []
    said = ngettext(
        "%(money)s goes back to %(num)s person who has paid, or counts for another date.",
        "%(money)s goes back to %(num)s people who have paid, or counts for another date.",
        len(paid),
        money=money(sum(paid)),
    )
    return [said]


def of_the_table(found, percent, stays):
    if found.paid:
        yield _("Paid so far: %(paid)s of %(price)s.", paid=money(found.paid), price=money(found.price))
    else:
        yield _("Nothing has been paid yet of the fee of %(price)s.", price=money(found.price))
    if stays:
        yield _(
            "By our table, cancelling today costs %(percent)s%% of the fee: %(stays)s.",
            percent=percent,
            stays=money(stays),
        )
    else:
        yield _("By our table, cancelling today costs nothing.")


def of_the_rest(balance):
    """`balance`: what would be open after it."""
    if balance < 0:
        return _("%(back)s comes back.", back=money(-balance))
    if balance > 0:
        return _("%(owed)s is still to be paid.", owed=money(balance))
    return _("Nothing comes back, and nothing is to be paid.")
