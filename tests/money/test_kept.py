"""Names on papers and in lines of the bank go when the law needs them no more; amounts and numbers stay."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.applying import somebody
from tests.make import MONDAY
from tests.money.ledgers import priced_cohort, seated
from workforce.audit import running
from workforce.money.actions import bank, documents, payments
from workforce.money.models import BankFile, BankRow, Document, LedgerLine
from workforce.operations import retention
from workforce.settings import Keeping

BY = {"by": None, "at": MONDAY}  # in the fiscal year 2025, which ends on 31 March 2026
LAST_DAY = datetime(2033, 3, 31, 3, tzinfo=UTC)
GO = datetime(2033, 4, 1, 3, tzinfo=UTC)


@pytest.fixture
def books(session):
    """A receipt, an unclear payment, and a line that was taken back for a reason."""
    person = seated(session, priced_cohort(session), somebody(1))
    wrong = payments.pay_cash(session, person, yen=100, day=MONDAY.date(), key="a", **BY)
    payments.correct(session, person, wrong, reason="佐藤さんの分", **BY)
    payments.pay_cash(session, person, yen=200, day=MONDAY.date(), key="b", **BY)
    documents.issue_receipt(session, person, documents.Wish("山田 花子"), key="r", **BY)
    kept = bank.take_in(session, name="a.csv", body="日付,入金額,摘要\n2026/3/1,300,ｽｽﾞｷ\n".encode(), **BY)
    bank.book_file(session, kept, mark=bank.trial(session, kept, at=MONDAY).mark, **BY)
    session.commit()
    return session


def run(session, app, at):
    session.rollback()
    with app.app_context():
        done = retention.run(lambda: at, Keeping())
    session.expire_all()
    return done


def test_names_go_seven_years_after_their_fiscal_year(app, books):
    assert not {"papers", "bank_rows", "ledger_words"} & set(run(books, app, LAST_DAY))

    assert run(books, app, GO).items() >= {"papers": 1, "bank_rows": 1, "ledger_words": 1}.items()

    [paper] = books.query(Document)
    assert (paper.content["name"], paper.content["for_person"], paper.content["total"]) == ("", "", 200)
    assert books.query(BankRow).one().kana == ""
    assert [line.words for line in books.query(LedgerLine) if line.words] == []
    with app.app_context():
        assert not {"numbers_with_gaps", "receipts_that_do_not_add_up"} & set(running.found(books, at=GO))
    assert not {"papers", "bank_rows", "ledger_words"} & set(run(books, app, GO)), "and once"


def test_file_that_nobody_booked_goes_after_two_weeks(app, session):
    bank.take_in(session, name="a.csv", body=b"1,2\n", **BY)
    session.commit()

    assert "bank_files" not in run(session, app, MONDAY + timedelta(days=13))
    assert run(session, app, MONDAY + timedelta(days=14))["bank_files"] == 1
    assert session.query(BankFile).count() == 0
