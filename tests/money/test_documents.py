"""Receipts and invoices: gapless numbers, tax by rate, frozen as issued, void with a reason."""

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from tests.enrolment.applying import somebody
from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_account, make_open_cohort
from tests.money.ledgers import PRICE, TEXTBOOK, TUITION, priced, priced_cohort, seated
from workforce import policies
from workforce.access import Role
from workforce.clock import today
from workforce.enrolment.queries.records import record
from workforce.money.actions import documents, payments
from workforce.money.actions.documents import Wish, issue_invoice, issue_receipt
from workforce.money.models import Document, Register
from workforce.money.queries import documents as queries
from workforce.money.rules.account import ACCOUNT
from workforce.money.rules.documents import Addressee, Calendar, tax_lines, written
from workforce.people.models import Person

TODAY = date(2026, 3, 2)
BY = {"by": None, "at": MONDAY}
WISH = Wish("山田 花子")
NEW_YEAR = MONDAY + timedelta(days=40)


@pytest.fixture
def cohort(session):
    return priced_cohort(session, capacity=8)


@pytest.fixture
def person(session, cohort):
    return seated(session, cohort, somebody(1))


def pay(session, enrolment, yen=PRICE, key="k"):
    return payments.pay_cash(session, enrolment, yen=yen, day=TODAY, key=key, **BY)


def fee(yen, tax):
    return SimpleNamespace(yen=yen, tax=tax)


@pytest.mark.parametrize(
    ("total", "fees", "said"),
    [
        (8300, [(5000, 10), (3300, 10)], [(10, 8300, 754)]),
        (6000, [(5000, 10), (1000, 0)], [(10, 5000, 454), (0, 1000, 0)]),
        (3000, [(5000, 10), (1000, 0)], [(10, 2500, 227), (0, 500, 0)]),
        (100, [(1, 10), (2, 8)], [(10, 1, 0), (8, 2, 0), (0, 97, 0)]),
        (2500, [(5000, 10), (-2500, 10)], [(10, 2500, 227)]),
        (500, [], [(0, 500, 0)]),
        (10, [(5, 10), (5, 8), (5, 0)], [(10, 4, 0), (8, 3, 0), (0, 3, 0)]),
    ],
)
def test_tax_lines_add_up_to_the_amount(total, fees, said):
    found = tax_lines(total, [fee(*one) for one in fees])

    assert [tuple(line) for line in found] == said
    assert sum(line.yen for line in found) == total


def test_dates_are_written_in_either_calendar():
    assert written(date(2026, 11, 2), Calendar.WESTERN) == "2026年11月2日"
    assert written(date(2026, 11, 2), Calendar.ERA) == "令和8年11月2日"


def test_receipt_names_every_payment_once(session, person):
    pay(session, person, 5000)
    pay(session, person, 3300, key="rest")

    receipt = issue_receipt(session, person, WISH, key="a", **BY)

    assert (receipt.shown_number, receipt.content["total"]) == ("2025-00001", PRICE)
    assert receipt.content["taxes"] == [{"rate": 10, "yen": PRICE, "tax": 754}]
    assert issue_receipt(session, person, WISH, key="a", **BY).id == receipt.id
    with pytest.raises(documents.NothingToReceipt):
        issue_receipt(session, person, WISH, key="b", **BY)


def test_registers_count_by_themselves_and_begin_anew_in_april(session, cohort, person):
    other = seated(session, cohort, somebody(2))
    person = record(session, person.receipt)
    numbers = [
        issue_invoice(session, person, WISH, key="a", **BY),
        issue_invoice(session, other, WISH, key="b", **BY),
    ]
    pay(session, person)
    numbers.append(issue_receipt(session, person, WISH, key="c", **BY))
    numbers.append(issue_invoice(session, other, WISH, key="d", by=None, at=NEW_YEAR))

    assert [(one.register, one.shown_number) for one in numbers] == [
        (Register.INVOICE, "2025-00001"),
        (Register.INVOICE, "2025-00002"),
        (Register.RECEIPT, "2025-00001"),
        (Register.INVOICE, "2026-00001"),
    ]


def test_refused_paper_takes_no_number(session, cohort, person):
    with pytest.raises(documents.NothingToReceipt):
        issue_receipt(session, person, WISH, key="a", **BY)
    with pytest.raises(documents.NameMissing):
        issue_invoice(session, person, Wish(""), key="b", **BY)
    assert issue_invoice(session, person, WISH, key="c", **BY).number == 1

    pay(session, person)
    with pytest.raises(documents.NothingToInvoice):
        issue_invoice(session, person, WISH, key="d", **BY)


def test_void_paper_keeps_its_number_and_another_takes_its_place(session, person):
    pay(session, person)
    wrong = issue_receipt(session, person, WISH, key="a", **BY)
    with pytest.raises(documents.ReasonMissing):
        documents.void(session, person, wrong, reason="", **BY)
    documents.void(session, person, wrong, reason="宛名の誤り", **BY)
    with pytest.raises(documents.VoidAlready):
        documents.void(session, person, wrong, reason="宛名の誤り", **BY)

    operator = Wish("社会福祉法人 みほん", Addressee.OPERATOR, Calendar.ERA, replaces_id=wrong.id)
    right = issue_receipt(session, person, operator, key="b", **BY)

    assert [(one.document.number, bool(one.void)) for one in queries.of_enrolment(session, person.id)] == [
        (2, False),
        (1, True),
    ]
    assert right.replaces_id == wrong.id
    assert right.content["honorific"] == "御中"
    assert right.content["issued_on"] == "令和8年3月2日"


def test_payment_that_was_taken_back_is_on_no_new_receipt(session, person):
    line = pay(session, person)
    payments.correct(session, person, line, reason="誤り", **BY)

    with pytest.raises(documents.NothingToReceipt):
        issue_receipt(session, person, WISH, key="a", **BY)


def test_invoice_lists_the_fees_and_what_was_paid(session, person):
    pay(session, person, 300)
    invoice = issue_invoice(session, person, WISH, key="a", **BY)

    assert invoice.content["lines"] == [["受講料", TUITION], ["テキスト代", TEXTBOOK], ["入金済み", -300]]
    assert invoice.content["total"] == 8000
    assert invoice.content["due_on"] == "2026年3月12日"


def test_papers_are_never_edited(session, person):
    issue_invoice(session, person, WISH, key="a", **BY)
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(update(Document).values(number=9))
    session.rollback()


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def now():
    return datetime.now(tz=MONDAY.tzinfo)


@pytest.fixture
def paying(session, now):
    """Somebody who has paid and whose centre has an account and a registration number."""
    values = {"issuer": "見本市", "address": "見本市1-1", "registration": "T1234567890123"}
    given = {"from_day": today(now), "values": values, "source": "運営会議", "by": make_account(session), "at": now}
    policies.set_rule(session, ACCOUNT, **given)
    enrolment = enrolled(session, priced(session, make_open_cohort(session)))
    found = record(session, enrolment.receipt)
    payments.pay_cash(session, found, yen=PRICE, day=today(now), key="k", by=None, at=now)
    session.commit()
    return found


def read(answer):
    status, body, _headers = answer
    assert status == 200
    return PdfReader(io.BytesIO(body)).pages[0].extract_text().replace(" ", "").replace("\n", "")


def test_staff_issue_a_receipt_and_whoever_paid_reads_it_unchanged(browser, session, paying):
    clerk = browser(Role.CLERK, "en")
    form = clerk.get(f"/staff/enrolments/{paying.receipt}/money/papers/receipt")
    assert "For payments without a receipt: ¥8,300" in form.words
    assert clerk.submit(form, name="株式会社 見本", addressee="operator", calendar="era").status == 303
    assert clerk.submit(form, name="株式会社 見本", addressee="operator").status == 303, "twice is once"

    paper = session.scalars(select(Document)).one()
    address = f"/staff/enrolments/{paying.receipt}/money/papers/{paper.id}.pdf"
    before = clerk.download(address)
    words = read(before)
    for said in ("領収書", paper.shown_number, "株式会社見本", "御中", "8,300円", "T1234567890123", "令和", "754円"):
        assert said in words, said

    session.get(Person, paying.person_id).family_name = "新"
    session.commit()
    assert clerk.download(address)[1] == before[1]
    assert browser().get(f"/enrolments/{paying.receipt}/fees/papers/{paper.id}.pdf").status == 404


def test_void_receipt_says_so_and_is_issued_again_in_its_place(browser, session, paying):
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.submit(manager.get(f"/staff/enrolments/{paying.receipt}/money/papers/receipt"))
    first = session.scalars(select(Document)).one()
    address = f"/staff/enrolments/{paying.receipt}/money/papers/{first.id}"

    assert "Write why" in manager.submit(manager.get(f"{address}/voiding")).error("reason")
    again = manager.follow(manager.submit(manager.get(f"{address}/voiding"), reason="宛名の誤り"))
    manager.submit(again, name="正しい 名前")

    second = session.scalars(select(Document).order_by(Document.id.desc())).first()
    assert (second.number, second.replaces_id) == (2, first.id)
    assert "無効" in read(manager.download(f"{address}.pdf"))
    page = manager.get(f"/staff/enrolments/{paying.receipt}/money")
    assert "Void" in page.words
    assert "宛名の誤り" in page.words
