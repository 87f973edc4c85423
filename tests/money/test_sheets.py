"""PAY-6: whom money goes back to, as a workbook that Excel and its like open."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from tests.enrolment.applying import somebody
from tests.make import LATER, MONDAY
from tests.money.ledgers import PRICE, priced_cohort, seated
from workforce import clock
from workforce.access import Role
from workforce.enrolment.actions import moves
from workforce.money.actions import payments
from workforce.money.queries import balances
from workforce.money.rules.sheets import as_workbook

HEAD = ("受付番号", "氏名", "返す額（円）", "最後の記帳")


def opened(body):
    return load_workbook(BytesIO(body)).active


def test_amounts_are_numbers_and_days_are_days():
    sheet = opened(as_workbook(HEAD, [("1", "山田 花子", 12300, date(2026, 3, 2))], title="返すお金"))

    assert sheet.title == "返すお金"
    assert [cell.value for cell in sheet[1]] == list(HEAD)
    assert (sheet["C2"].data_type, sheet["C2"].value, sheet["C2"].number_format) == ("n", 12300, "#,##0")
    assert (sheet["D2"].is_date, sheet["D2"].value) == (True, datetime(2026, 3, 2))  # noqa: DTZ001
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "1")


def test_nothing_that_somebody_typed_is_computed_or_breaks_the_file():
    sheet = opened(as_workbook(HEAD, [("=1+1", "a\x0bb\x00", 1, date(2026, 3, 2))], title="長" * 40))

    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1")
    assert sheet["B2"].value == "ab"


def test_list_in_japanese_holds_everybody_who_gets_money_back(browser, session):
    cohort = priced_cohort(session, starts_at=LATER)
    for number in (1, 2):
        one = seated(session, cohort, somebody(number))
        payments.pay_cash(session, one, yen=PRICE, day=clock.today(MONDAY), key=str(number), by=None, at=MONDAY)
        moves.cancel(session, one, reason="x", by=None, at=MONDAY)

    assert len(balances.to_pay_back(session, at_most=1)) == 1
    status, body, headers = browser(Role.COHORT_MANAGER, "ja").download("/staff/money/payouts.xlsx")
    sheet = opened(body)

    assert status == 200
    assert headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert [cell.value for cell in sheet[1]][:4] == ["受付番号", "名前", "フリガナ", "返す額（円）"]
    assert sheet.max_row == 3
    assert all(isinstance(row[3], int) and isinstance(row[4], datetime) for row in sheet.values if row[0] != "受付番号")
