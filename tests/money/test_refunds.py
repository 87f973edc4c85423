"""The refund for working in the city: a case that staff open, an employer proves, and a payment ends."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.enrolment.applying import somebody
from tests.enrolment.enrolled import enrolled
from tests.make import LATER, MONDAY, make_open_cohort
from tests.money.ledgers import PRICE, priced, priced_cohort, seated, standing
from workforce import clock, links
from workforce.access import Role
from workforce.enrolment.models import Enrolment
from workforce.enrolment.queries.records import record
from workforce.links import Purpose
from workforce.money.actions import payments, refunds
from workforce.money.models import Case, RefundCase
from workforce.money.rules.refunds import MOVES, months_later
from workforce.money.rules.sheets import as_csv
from workforce.outbox import Message

DONE = LATER + timedelta(days=30)
DONE_ON = clock.today(DONE)
HALF = PRICE // 2
WORKED = DONE + timedelta(days=200)
MAIL = {"employer": "みほん会", "mail": "office@example.jp", "language": "vi"}
SINCE = DONE_ON + timedelta(days=1)


@pytest.fixture
def person(session):
    """Somebody who has paid and whose course is over."""
    enrolment = seated(session, priced_cohort(session), somebody(1))
    payments.pay_cash(session, enrolment, yen=PRICE, day=DONE_ON, key="k", by=None, at=MONDAY)
    return enrolment


@pytest.fixture
def case(session, person):
    return opened(session, person)


def opened(session, person, **given):
    defaults = {"completed_on": DONE_ON, "proof": "修了証 123", "by": None, "at": DONE}
    return refunds.open_case(session, person, **defaults | given)


def ask(session, case, person):
    refunds.ask_employer(session, case, person, **MAIL, by=None, at=DONE)


def prove(session, case, *, since=SINCE, name="事務長", at=WORKED, by="prove"):
    refunds.prove(session, case, works_since=since, name=name, move_by=by, by=None, at=at)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 4, 1), 24, date(2028, 4, 1)),
    ],
)
def test_months_of_work_end_on_the_same_day_of_the_month(day, months, later):
    assert months_later(day, months) == later


def test_case_goes_from_the_letter_to_the_payment(session, case, person):
    ask(session, case, person)
    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert (letter.address, letter.language, letter.link_purpose) == ("office@example.jp", "vi", Purpose.EMPLOYER)
    prove(session, case)
    refunds.approve(session, case, person, by=None, at=WORKED)
    assert (case.yen, standing(session, person).balance) == (HALF, -HALF)

    out = {"day": clock.today(WORKED), "words": "振込", "by": None, "at": WORKED}
    payments.pay_out(session, person, yen=100, key="a", **out)
    assert case.state is Case.APPROVED, "a part is not all"
    payments.pay_out(session, person, yen=HALF - 100, key="b", **out)
    assert case.state is Case.PAID
    assert standing(session, person).paid == PRICE - HALF


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"completed_on": DONE_ON + timedelta(days=1)}, refunds.DayNotPossible),
        ({"completed_on": clock.today(MONDAY)}, refunds.DayNotPossible),
        ({"proof": ""}, refunds.ProofMissing),
    ],
)
def test_case_needs_a_possible_day_and_a_proof(session, person, given, refusal):
    with pytest.raises(refusal):
        opened(session, person, **given)


def test_who_has_not_paid_or_has_a_case_gets_none(session, person):
    opened(session, person)
    with pytest.raises(refunds.CaseOpen):
        opened(session, person)
    with pytest.raises(refunds.NotPaid):
        opened(session, seated(session, priced_cohort(session), somebody(2)))


def test_employer_who_answers_too_early_is_told_the_day(session, case, person):
    ask(session, case, person)
    with pytest.raises(refunds.TooEarly) as refused:
        prove(session, case, at=DONE + timedelta(days=30))
    assert refused.value.values["day"] == months_later(SINCE, 6)
    assert case.state is Case.ASKED


@pytest.mark.parametrize(
    ("given", "refusal"), [({"since": None}, refunds.SinceMissing), ({"name": ""}, refunds.NameMissing)]
)
def test_answer_needs_a_day_and_a_name(session, case, person, given, refusal):
    ask(session, case, person)
    with pytest.raises(refusal):
        prove(session, case, **given)


def test_no_move_is_made_twice_or_out_of_turn(session, case, person):
    with pytest.raises(refunds.MoveNotPossible):
        prove(session, case)
    with pytest.raises(refunds.MoveNotPossible):
        refunds.approve(session, case, person, by=None, at=WORKED)
    prove(session, case, by="prove_on_paper")
    refunds.approve(session, case, person, by=None, at=WORKED)
    with pytest.raises(refunds.MoveNotPossible):
        refunds.approve(session, case, person, by=None, at=WORKED)
    assert standing(session, person).balance == -HALF


def test_every_state_but_the_last_can_be_left():
    assert {state for _move, state in MOVES} == set(Case) - {Case.PAID, Case.REFUSED}


def test_too_late_is_too_late(session, case, person):
    prove(session, case, by="prove_on_paper")
    with pytest.raises(refunds.TooLate):
        refunds.approve(session, case, person, by=None, at=DONE + timedelta(days=800))


def test_refusal_needs_a_reason(session, case):
    with pytest.raises(refunds.ReasonMissing):
        refunds.refuse(session, case, reason="", by=None, at=DONE)
    refunds.refuse(session, case, reason="市外の事業所", by=None, at=DONE)
    assert case.state is Case.REFUSED


def test_list_computes_nothing_that_somebody_typed():
    body = as_csv([["=1+1", "@x", "-5", -5, "𠮷田"]], "cp932").decode("cp932")
    assert body == "'=1+1,'@x,'-5,-5,〓田\r\n"
    assert as_csv([["𠮷"]], "utf-8").decode("utf-8-sig") == "𠮷\r\n"


# --- pages ------------------------------------------------------------------------------------------------------------

NOW = datetime.now(UTC)


@pytest.fixture
def asked(session):
    """A case whose employer was asked; the course was over eight months ago."""
    begun = NOW - timedelta(days=300)
    cohort = priced(session, make_open_cohort(session, opens_at=begun - timedelta(days=60)))
    enrolment = enrolled(session, cohort, at=begun - timedelta(days=50))
    cohort.starts_at = begun
    session.flush()
    person = record(session, enrolment.receipt)
    payments.pay_cash(session, person, yen=PRICE, day=clock.today(begun), key="k", by=None, at=begun)
    case = opened(session, person, completed_on=clock.today(begun + timedelta(days=30)), at=NOW)
    refunds.ask_employer(session, case, person, **MAIL, by=None, at=NOW)
    session.commit()
    return case


def token(app, case, **given):
    how = {"at": datetime.now(UTC), "lasts": timedelta(days=1)} | given
    with app.test_request_context():
        return links.mint(Purpose.EMPLOYER, refunds.subject(case), **how)


def state(session):
    session.rollback()
    return session.scalars(select(RefundCase)).one().state


def test_employer_reads_the_question_and_answers_by_a_button(app, browser, session, asked):
    visitor, link = browser(language="en"), token(app, asked)
    page = visitor.get(f"/employer/{link}")
    assert "work with you?" in page.words
    assert state(session) is Case.ASKED, "reading answers nothing"

    early = visitor.submit(page, works_since=str(clock.today(NOW)), name="Sato")
    assert "That is too early" in early.error("works_since")
    since = str(clock.today(NOW - timedelta(days=250)))
    assert "Thank you" in visitor.follow(visitor.submit(page, works_since=since, name="Sato")).words

    assert state(session) is Case.PROVEN
    again = visitor.submit(page, works_since=since, name="Sato")
    assert again.status == 404
    assert "This link opens nothing any more" in again.words


def test_employer_says_no_and_staff_ask_another(app, browser, session, asked):
    visitor, first = browser(language="vi"), token(app, asked)
    visitor.submit(visitor.get(f"/employer/{first}"), "form[action$='/denial']")
    assert state(session) is Case.COMPLETED

    clerk = browser(Role.CLERK, "en")
    form = clerk.get(f"/staff/money/refunds/{asked.id}/employer")
    assert "mail address" in clerk.submit(form, mail="x").error("mail")
    assert clerk.submit(form, employer="別の会", mail="b@example.jp", speaks="vi").status == 303
    assert visitor.get(f"/employer/{first}").status == 404, "the older link is over"


def test_forged_and_late_links_open_nothing(app, browser, session, asked):
    late = token(app, asked, at=NOW - timedelta(days=9))
    for wrong in (late, late[:-2] + "xx", "nonsense"):
        assert browser().get(f"/employer/{wrong}").status == 404
    with app.test_request_context():
        other = links.mint(Purpose.ENROLMENT, refunds.subject(asked), at=NOW, lasts=timedelta(days=1))
    assert browser().get(f"/employer/{other}").status == 404


def test_staff_take_a_case_to_its_payment(browser, session, asked):
    manager = browser(Role.COHORT_MANAGER, "en")
    receipt = session.scalar(select(Enrolment.receipt))
    address = f"/staff/money/refunds/{asked.id}"
    assert manager.get(f"/staff/enrolments/{receipt}/money/refund").location.endswith(address)
    since = str(clock.today(NOW - timedelta(days=250)))
    manager.submit(manager.get(f"{address}/paper"), works_since=since, name="雇用証明書")
    manager.submit(manager.get(address))
    assert "¥4,150" in manager.get(address).words

    status, body, headers = manager.download("/staff/money/payouts-cp932.csv")
    assert status == 200
    assert "4150" in body.decode("cp932")
    assert "attachment" in headers["Content-Disposition"]
    status, body, headers = manager.download("/staff/money/payouts.xlsx")
    assert (status, "attachment" in headers["Content-Disposition"]) == (200, True)
    assert load_workbook(BytesIO(body)).active["D2"].value == 4150
    manager.submit(manager.get(f"/staff/enrolments/{receipt}/money/payout"), words="振込")
    assert state(session) is Case.PAID
    assert "No case is open." in manager.get("/staff/money/refunds").words


def test_staff_open_and_refuse_a_case(browser, session, asked):
    manager = browser(Role.COHORT_MANAGER, "en")
    address = f"/staff/money/refunds/{asked.id}/refusal"
    assert "Write the reason" in manager.submit(manager.get(address)).error("reason")
    manager.submit(manager.get(address), reason="市外")
    assert state(session) is Case.REFUSED
