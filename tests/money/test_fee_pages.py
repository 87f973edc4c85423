"""What applicants see of money, and what staff do with it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.enrolled import enrolled
from tests.enrolment.visitor import enrol
from tests.make import make_account, make_open_cohort
from tests.money.ledgers import PRICE, priced
from workforce import clock, policies
from workforce.access import Role
from workforce.enrolment.models import Enrolment
from workforce.money.models import LedgerLine, LineKind
from workforce.money.rules.account import ACCOUNT
from workforce.money.rules.cancellation import CANCELLATION_STEPS
from workforce.people.models import Person
from workforce.policies import Policy

BANK = {
    "bank": "見本銀行",
    "branch": "中央支店",
    "sort": "普通",
    "number": "1234567",
    "holder": "ケアセンター",
    "issuer": "見本市",
    "address": "見本市1-1",
    "registration": "T1234567890123",
}
TODAY = clock.today(datetime.now(UTC))


@pytest.fixture
def visitor(browser, session):
    """Somebody who has just got a seat that costs something."""
    cohort = priced(session, make_open_cohort(session))
    session.commit()
    somebody = browser(language="en")
    enrol(somebody, cohort)
    return somebody


@pytest.fixture
def receipt(session, visitor):
    return session.scalar(select(Enrolment.receipt))


def set_rule(session, of, values):
    given = {"from_day": TODAY, "values": values, "source": "運営会議", "at": datetime.now(UTC)}
    policies.set_rule(session, of, by=make_account(session), **given)
    session.commit()


def test_fees_page_says_what_is_due_until_when_and_how_to_pay(session, visitor, receipt):
    set_rule(session, ACCOUNT, BANK)
    page = visitor.get(f"/enrolments/{receipt}")
    assert page.select(f"a[href$='/enrolments/{receipt}/fees']")

    fees = visitor.get(f"/enrolments/{receipt}/fees")

    assert "Please pay ¥8,300 by" in fees.words
    assert "見本銀行 中央支店" in fees.words
    assert f"{receipt} ヤマダ ハナコ" in fees.words


def test_without_an_account_people_are_asked_to_call(visitor, receipt):
    assert "Please call us: we tell you how to pay." in visitor.get(f"/enrolments/{receipt}/fees").words


def test_a_stranger_sees_no_fees(browser, receipt):
    assert browser().get(f"/enrolments/{receipt}/fees").status == 404


def test_free_cohort_has_no_link_to_fees(browser, session):
    cohort, somebody = make_open_cohort(session), browser()
    page = enrol(somebody, cohort)

    assert not page.select("a[href$='/fees']")


def test_fees_page_takes_seven_statements(visitor, receipt, count_statements):
    with count_statements() as seen:
        visitor.get(f"/enrolments/{receipt}/fees")
    assert len(seen) <= 7


def test_cancelling_says_what_stays_before_the_button(browser, session, visitor, receipt):
    set_rule(session, CANCELLATION_STEPS, {"steps": [[0, 50]]})
    clerk = browser(Role.CLERK, "en")
    clerk.submit(clerk.get(f"/staff/enrolments/{receipt}/money/cash"), yen="5,000")

    for page in (
        visitor.get(f"/enrolments/{receipt}/cancellation"),
        clerk.get(f"/staff/enrolments/{receipt}/cancellation"),
    ):
        assert "Paid so far: ¥5,000 of ¥8,300." in page.words
        assert "By our table, cancelling today costs 50% of the fee: ¥4,150." in page.words
        assert "¥850 comes back." in page.words


def test_clerk_books_cash_and_the_page_is_settled(browser, session, visitor, receipt):
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{receipt}/money/cash")
    assert page.form()[1]["yen"] == str(PRICE)

    assert clerk.submit(page).status == 303
    assert clerk.submit(page).status == 303, "the same form once more books nothing more"

    assert session.scalars(select(LedgerLine.yen).where(LedgerLine.kind == LineKind.PAYMENT)).all() == [-PRICE]
    assert "Everything is settled" in visitor.get(f"/enrolments/{receipt}/fees").words


def test_too_much_cash_is_refused_beside_its_field(browser, visitor, receipt):
    clerk = browser(Role.CLERK, "en")
    answer = clerk.submit(clerk.get(f"/staff/enrolments/{receipt}/money/cash"), yen="9000")

    assert answer.status == 422
    assert "Only ¥8,300 is still to be paid" in answer.error("yen")


def test_manager_waives_and_gives_back(browser, session, visitor, receipt):
    set_rule(session, CANCELLATION_STEPS, {"steps": [[0, 100]]})
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.submit(manager.get(f"/staff/enrolments/{receipt}/money/cash"))
    visitor.submit(visitor.get(f"/enrolments/{receipt}/cancellation"))

    for _fee in range(2):
        page = manager.get(f"/staff/enrolments/{receipt}/money")
        waive = [link for link in page.select("td a[href]") if "Waive" in link.get_text()][0]
        assert manager.submit(manager.get(waive["href"][3:]), reason="病気のため").status == 303
    assert "To give back: ¥8,300" in manager.get(f"/staff/enrolments/{receipt}/money").words
    manager.submit(manager.get(f"/staff/enrolments/{receipt}/money/payout"), words="振込")

    assert "Everything is settled" in visitor.get(f"/enrolments/{receipt}/fees").words


def test_overview_lists_who_is_late_and_the_cohort_page_adds_up(browser, session):
    now = datetime.now(UTC)
    cohort = priced(session, make_open_cohort(session, opens_at=now - timedelta(days=40)))
    session.commit()
    late, early = (enrolled(session, cohort, at=now - timedelta(days=days)) for days in (30, 1))
    name = session.get(Person, late.person_id).name
    session.commit()
    clerk = browser(Role.CLERK, "en")

    page = clerk.get("/staff/money")
    assert name in page.words
    assert session.get(Person, early.person_id).name not in page.words

    clerk.submit(clerk.get(f"/staff/enrolments/{late.receipt}/money/cash"))
    assert "Nobody is late." in clerk.get("/staff/money").words
    sums = clerk.get(f"/staff/cohorts/{cohort.code}/money").words
    assert "Price ¥16,600 − paid ¥8,300 − promised ¥0 = open ¥8,300" in sums


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("cancellation_steps", {"steps-0-days": "14", "steps-1-percent": "80"}, "14 days or more before"),
        ("payment_term", {"days": "5"}, "Fees are due 5 days after"),
        ("account", BANK, "Pay to: 見本銀行 中央支店"),
    ],
)
def test_administrator_reads_what_a_rule_means_before_it_is_set(browser, session, name, typed, said):
    admin = browser(Role.ADMIN, "en")
    page = admin.get(f"/staff/policies/money/{name}")

    shown = admin.submit(page, source="運営会議", **typed)
    assert said in shown.words
    assert session.query(Policy).count() == 0
    assert admin.submit(shown, source="運営会議", save="yes").status == 303

    assert session.query(Policy).one().kind == name
    assert said in admin.get("/staff/policies").words


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("cancellation_steps", {"steps-1-days": "1"}, "One step must begin at 0 days"),
        ("cancellation_steps", {"steps-1-percent": "101"}, "percentage from 0 to 100"),
        ("cancellation_steps", {"steps-0-percent": ""}, "Fill this in."),
        ("cancellation_steps", {"steps-0-percent": "100", "steps-1-percent": "50"}, "cannot cost less"),
        ("payment_term", {"tuition": "7"}, "The tax is 0, 8 or 10 percent"),
        ("account", BANK | {"registration": "T123"}, "T and thirteen digits"),
    ],
)
def test_wrong_rules_are_refused(browser, name, typed, said):
    admin = browser(Role.ADMIN, "en")
    answer = admin.submit(admin.get(f"/staff/policies/money/{name}"), source="運営会議", **typed)

    assert answer.status == 422
    assert said in answer.words
