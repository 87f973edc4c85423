"""What a copy (再交付) costs is booked with it: besides the seat, once, and waivable."""

from datetime import timedelta

import pytest

from tests.certificates.completed import NOW, completed, issue, over
from tests.enrolment.applying import record
from tests.make import MONDAY, make_account, saved
from tests.money.ledgers import PRICE, lines, priced, standing
from workforce import clock
from workforce.access import Role
from workforce.attendance.queries.standings import standings
from workforce.catalogue.models import CourseKind
from workforce.certificates.actions import correcting
from workforce.certificates.rules.registers import REGISTERS
from workforce.money.actions import documents, payments
from workforce.money.actions.documents import Wish
from workforce.money.models import LineKind
from workforce.money.queries import balances
from workforce.people.models import Document
from workforce.policies import Policy

FEE = 2490
BY = {"by": None, "at": NOW}


def holder(session, *, kind=CourseKind.CERTIFIED_HELPER, is_priced=False):
    """(enrolment, certificate) of somebody who owes nothing."""
    cohort = over(session, kind=kind)
    if is_priced:
        priced(session, cohort)
        enrolment = completed(session, cohort, 1)
        payments.pay_cash(session, enrolment, yen=PRICE, day=NOW.date(), key="all", **BY)
    else:
        enrolment = completed(session, cohort, 1)
    [certificate] = issue(session, cohort)
    return record(session, enrolment), certificate


@pytest.fixture(autouse=True)
def fee(session):
    kind = REGISTERS[CourseKind.CERTIFIED_HELPER]
    values = kind.shipped | {"fee": FEE}
    given = {"kind": kind.name, "from_day": clock.today(MONDAY), "values": values, "source": "test", "set_at": MONDAY}
    saved(session, Policy(**given))


def copy(session, enrolment, certificate, *, seen=0):
    given = {"document": Document.PASSPORT.value, "reason": "紛失", "seen": seen}
    return correcting.copy(session, enrolment, certificate, **given, **BY)


def test_copy_is_charged_once_however_often_the_button_is_pressed(session):
    enrolment, certificate = holder(session)

    first = copy(session, enrolment, certificate)
    assert copy(session, enrolment, certificate) is first

    [line] = standing(session, enrolment).besides
    assert (line.kind, line.yen, line.fee, line.tax) == (LineKind.CHARGE, FEE, None, 10)
    assert line.due_on == NOW.date() + timedelta(days=10)
    assert enrolment.has_fees is True
    copy(session, enrolment, certificate, seen=1)
    assert standing(session, enrolment).balance == 2 * FEE


def test_copy_that_costs_nothing_books_nothing(session):
    enrolment, certificate = holder(session, kind=CourseKind.INTRODUCTORY_TRAINING)

    copy(session, enrolment, certificate)

    assert lines(session, enrolment) == []


def test_seat_and_copy_are_counted_apart(session):
    enrolment, certificate = holder(session, is_priced=True)
    copy(session, enrolment, certificate)

    found = standing(session, enrolment)
    [row] = balances.of_cohort(session, enrolment.cohort_id)
    assert (found.price, found.paid_for_seat, found.balance) == (PRICE, PRICE - FEE, FEE)
    assert (row.price, row.paid, row.balance) == (PRICE + FEE, PRICE, FEE)
    assert standings(session, [enrolment.id], at=NOW)[enrolment.id].is_complete, "a copy leaves nobody incomplete"


def test_copy_stands_on_invoice_and_can_be_waived(session):
    enrolment, certificate = holder(session)
    copy(session, enrolment, certificate)
    manager = make_account(session)

    invoice = documents.issue_invoice(session, enrolment, Wish("山田 花子"), key="k", by=manager, at=NOW)
    assert invoice.content["lines"] == [["修了証明書の再交付", FEE]]
    [line] = standing(session, enrolment).besides
    payments.correct(session, enrolment, line, reason="当方の印刷不良", by=manager, at=NOW)

    [row] = balances.of_cohort(session, enrolment.cohort_id)
    assert standing(session, enrolment).balance == 0
    assert (row.price, row.paid, row.balance) == (0, 0, 0)
    with pytest.raises(payments.TakenBackAlready):
        payments.correct(session, enrolment, line, reason="x", by=manager, at=NOW)


def test_person_reads_what_it_costs_and_staff_waive_it(browser, session):
    enrolment, certificate = holder(session)
    session.commit()
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/certificates/{certificate.id}/copies")
    assert "It is booked together with the copy" in page.words
    done = manager.follow(manager.submit(page, document="passport", reason="紛失"))
    assert "¥2,490 for it is booked, due on" in done.flash

    own = browser(language="en")
    with own.client.session_transaction() as cookie:
        cookie["granted:enrolment"] = [enrolment.receipt]
    fees = own.get(f"/enrolments/{enrolment.receipt}/fees")
    assert "Copy of the certificate" in fees.words
    assert "If you cancel" not in fees.words
    admin = browser(Role.ADMIN, "en")
    money = admin.get(f"/staff/enrolments/{enrolment.receipt}/money")
    assert money.select_one("main a[href$='/correction']").get_text().startswith("Waive")
