"""The money of one person and of one cohort, for staff."""

from flask import abort

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import cohorts
from ...database import db
from ...enrolment.queries import records
from ...web import render
from ..actions.payments import can_be_taken_back
from ..queries import balances, bank, documents, ledger, reductions, refunds
from . import views


@views.get("/staff/money")
@requires(Permission.MONEY_READ)
def overview():
    """Who is late, who gets money back, and what waits for a hand."""
    today = clock.today(clock.now())
    return render(
        "money/staff_overview.html",
        overdue=balances.overdue(db.session, today),
        back=balances.to_pay_back(db.session),
        unclear=bank.unclear_count(db.session),
        requests=reductions.waiting_count(db.session),
        today=today,
    )


@views.get("/staff/enrolments/<receipt>/money")
@requires(Permission.MONEY_READ)
def person(receipt):
    enrolment = load(receipt)
    found = ledger.statement_of(db.session, enrolment.id)
    return render(
        "money/staff_person.html",
        enrolment=enrolment,
        person=enrolment.person,
        cohort=enrolment.cohort,
        found=found,
        requests=reductions.of_enrolment(db.session, enrolment.id),
        case=refunds.of_enrolment(db.session, enrolment.id),
        papers=documents.of_enrolment(db.session, enrolment.id),
        can_be_receipted=bool(documents.unreceipted(db.session, found)),
        standing={line.id for line in found.standing if can_be_taken_back(line)},
        today=clock.today(clock.now()),
    )


@views.get("/staff/cohorts/<code>/money")
@requires(Permission.MONEY_READ)
def cohort(code):
    found = cohorts.cohort_brief(db.session, code) or abort(404)
    people = balances.of_cohort(db.session, found.id)
    return render(
        "money/staff_cohort.html",
        cohort=found,
        people=people,
        sums=balances.sums(people),
        today=clock.today(clock.now()),
    )


def load(receipt):
    return records.record(db.session, receipt) or abort(404)
