"""The pages about fees of those who teach: staff see and close a month, instructors read their own."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from tests.checking_browser import Browser
from tests.honoraria.closing import instant_of, made_teacher, taught
from tests.make import make_operator
from tests.scheduling.places import make_place
from tests.scheduling.teaching import make_instructor
from workforce.access import Role
from workforce.clock import today
from workforce.honoraria.actions import closing
from workforce.honoraria.models import Payee
from workforce.honoraria.rules.sheets import before, first_of, following

NOW = datetime.now(UTC).replace(microsecond=0)
LAST = before(first_of(today(NOW)))
"""The month before this one: pages read the real clock."""
LESSON = instant_of(LAST) + timedelta(days=2, hours=10)
MONTH = f"{LAST:%Y-%m}"


@pytest.fixture
def teacher(session):
    account = made_teacher(session, since=LAST - timedelta(days=90))
    taught(session, account, LESSON)
    session.commit()
    return account


def test_staff_see_the_month_and_close_it_once(browser, teacher):
    desk = browser(Role.COHORT_MANAGER, "en")
    page = desk.get(f"/staff/fees/{MONTH}")
    assert "¥22,448" in page.words

    closed = desk.follow(desk.submit(page))

    assert "This stays as it is" in closed.words
    assert "¥22,448" in desk.get("/staff/fees").words
    status, body, _headers = desk.download(f"/staff/fees/{MONTH}/people/{teacher.person_id}.pdf")
    assert (status, body[:4]) == (200, b"%PDF")


def test_only_a_month_that_can_be_closed_offers_it(browser, session, teacher):
    desk, earlier = browser(Role.COHORT_MANAGER, "en"), before(LAST)
    assert "Close this month" in desk.get(f"/staff/fees/{earlier:%Y-%m}").words
    closing.close(session, LAST, by=None, at=NOW)
    session.commit()

    said = {
        earlier: "settled before the first month",
        LAST: "This stays as it is",
        following(LAST): "not over yet",
        following(following(LAST)): "not over yet",
    }
    for month, words in said.items():
        page = desk.get(f"/staff/fees/{month:%Y-%m}")
        assert words in page.words
        assert "Close this month" not in page.words
    assert not desk.get("/staff/fees").select(f"a[href$='{earlier:%Y-%m}']")


def test_what_is_to_be_closed_stands_on_the_first_page(browser, session, teacher):
    closing.close(session, before(before(before(LAST))), by=None, at=NOW)
    session.commit()

    page = browser(Role.COHORT_MANAGER, "en").get("/staff/")

    assert page.select(f"a[href$='/staff/fees/{before(before(LAST)):%Y-%m}']")


def test_staff_note_rank_and_payee(browser, session):
    account = make_instructor(session, "新人 先生")
    taught(session, account, LESSON)
    operator = make_operator(session)
    session.commit()
    desk = browser(Role.CLERK, "en")
    assert "rank and payee are missing" in desk.get(f"/staff/fees/{MONTH}").words
    page = desk.get(f"/staff/instructors/{account.person_id}/payee")

    refused = desk.submit(page, since=str(LAST), rank="second", payee="operator")
    assert refused.status == 422
    desk.submit(page, since=str(LAST), rank="second", payee="operator", operator=str(operator.id))

    month = desk.get(f"/staff/fees/{MONTH}")
    assert operator.name in month.words
    assert "¥25,000" in month.words


def test_staff_note_the_way_with_their_name(browser, session, teacher):
    sitting = taught(session, teacher, LESSON + timedelta(days=1))
    session.commit()
    desk = browser(Role.CLERK, "en")

    page = desk.get(f"/staff/instructors/{teacher.person_id}/fares/{sitting.id}")
    sheet = desk.follow(desk.submit(page, yen="980"))

    assert "¥980" in sheet.words
    assert "¥45,775" in sheet.words  # as computed by hand in test_months


def test_an_instructor_reads_their_own_and_nobody_elses(app, session, teacher):
    other = made_teacher(session, since=LAST, payee=Payee.PERSON, name="別の 先生")
    closing.close(session, LAST, by=None, at=NOW)
    session.commit()

    own, their = (Browser(app, session, account, "en") for account in (teacher, other))
    page = own.get("/instructor/fees")
    assert "¥22,448" in page.words
    assert "2 hours × ¥12,500" in page.words
    assert not page.select("table")  # it would scroll sideways on a phone
    assert own.download(f"/instructor/fees/{MONTH}.pdf")[0] == 200
    assert "¥22,448" not in their.get("/instructor/fees").words
    assert their.get(f"/instructor/fees/{MONTH}.pdf").status == 404


def test_lists_for_the_accounts_department_compute_nothing_that_was_typed(browser, session):
    account = made_teacher(session, since=LAST, name='=HYPERLINK("x") 先生')
    taught(session, account, LESSON)
    closing.close(session, LAST, by=None, at=NOW)
    session.commit()
    desk = browser(Role.COHORT_MANAGER, "en")

    lines = desk.download(f"/staff/fees/{MONTH}/fees-utf-8.csv")[1].decode("utf-8-sig").splitlines()
    assert "'=HYPERLINK" in lines[1]
    assert lines[1].endswith(",25000,0,2552,22448")
    sheet = load_workbook(io.BytesIO(desk.download(f"/staff/fees/{MONTH}/fees.xlsx")[1])).active
    assert sheet["B2"].data_type == "s"


def test_terms_of_a_town_are_offered_and_explained(browser):
    desk = browser(Role.ADMIN, "en")
    page = desk.get("/staff/policies/fees/instructor_fees?like=yonaguni")

    explained = desk.submit(page)

    assert "At most 4 hours a day are paid in full." in explained.words
    assert desk.submit(explained, save="yes").status == 303


def test_withholding_and_ways_have_their_pages(browser):
    desk = browser(Role.ADMIN, "en")
    for name, said in (
        ("instructor_tax", "10.21 percent is withheld"),
        ("instructor_fares", "somebody of the centre noted"),
    ):
        page = desk.get(f"/staff/policies/fees/{name}")
        assert said in desk.submit(page, source="会計課").words


def test_fixed_ways_are_told_by_the_name_of_the_place(browser, session):
    place = make_place(session)
    session.commit()
    desk = browser(Role.ADMIN, "en")
    page = desk.get("/staff/policies/fees/instructor_fares")

    explained = desk.submit(
        page, by="places", source="会計課", **{"steps-0-place": str(place.id), "steps-0-yen": "640"}
    )

    assert f"{place.name['ja']}: ¥640." in explained.words
    assert desk.submit(explained, save="yes").status == 303
    assert f"{place.name['ja']}: ¥640." in desk.get("/staff/policies").words
