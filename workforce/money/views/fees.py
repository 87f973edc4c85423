"""What one enrolment costs, for whoever its link was given to: what is due until when, and how to pay it."""

from ... import clock, policies
from ...access import public
from ...database import db
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...people.rules.receipts import shown
from ...web import render
from ..queries import documents, ledger, reductions
from ..rules.account import ACCOUNT
from ..rules.bank_kana import as_typed
from ..rules.cancellation import CANCELLATION_STEPS, words
from ..rules.reductions import REDUCTIONS
from . import views


@views.get("/enrolments/<receipt>/fees")
@public
def fees(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    found = ledger.statement_of(db.session, enrolment.id)
    return render(
        "money/fees.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        found=found,
        papers=[one.document for one in documents.of_enrolment(db.session, enrolment.id) if one.void is None],
        is_overdue=found.is_overdue(clock.today(at)),
        account=policies.current(db.session, ACCOUNT, at=at),
        number=shown(enrolment.receipt),
        reference=f"{enrolment.receipt} {as_typed(enrolment.person.kana)}",
        requests=reductions.of_enrolment(db.session, enrolment.id),
        may_ask=bool(found.fees) and bool(policies.current(db.session, REDUCTIONS, at=at).off),
        rule=words(policies.current(db.session, CANCELLATION_STEPS, at=at)),
    )
