"""The ledger follows the moves of an enrolment: charged with the seat, reversed without it, never edited."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.enrolment.applying import MINOR, apply, loaded, record, somebody
from tests.make import LATER, MONDAY, make_account, make_cohort
from tests.money.ledgers import PRICE, TEXTBOOK, TUITION, lines, priced_cohort, seated, standing
from workforce import history, policies
from workforce.catalogue.actions import cohorts as catalogue
from workforce.catalogue.models import FeeKind
from workforce.enrolment.actions import answering, moves
from workforce.enrolment.models import State
from workforce.money.actions import payments
from workforce.money.actions.prices import PriceIsPromised
from workforce.money.models import LedgerLine
from workforce.money.rules.cancellation import CANCELLATION_STEPS
from workforce.money.rules.terms import PAYMENT_TERM
from workforce.outbox import Message

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)
FIRST_DAY = date(2026, 4, 1)
CHARGED = [("charge", TUITION), ("charge", TEXTBOOK)]
REVERSED = [("reversal", -TUITION), ("reversal", -TEXTBOOK)]


@pytest.fixture
def cohort(session):
    return priced_cohort(session, capacity=2)


def pay(session, enrolment, yen=PRICE, key="k", at=MONDAY):
    return payments.pay_cash(session, enrolment, yen=yen, day=TODAY, key=key, by=None, at=at)


def test_confirmed_seat_books_its_fees_with_the_day_they_are_due(session, cohort):
    enrolment = seated(session, cohort)

    found = standing(session, enrolment)
    assert lines(session, enrolment) == CHARGED
    assert found.balance == found.price == PRICE
    assert found.due_on == TODAY + timedelta(days=10)
    assert {line.tax for line in found.lines} == {10}


def test_fees_are_never_due_after_the_first_day(session):
    rule = policies.current(session, PAYMENT_TERM, at=MONDAY)
    assert rule.due_on(FIRST_DAY - 3 * DAY, FIRST_DAY) == FIRST_DAY
    assert rule.due_on(FIRST_DAY + DAY, FIRST_DAY) == FIRST_DAY + DAY, "whoever comes late pays at once"


def test_free_cohort_books_nothing_and_asks_no_statement_more(session, count_statements):
    free = make_cohort(session)
    enrolment = seated(session, free)

    assert lines(session, enrolment) == []
    with count_statements() as seen:
        apply(session, loaded(session, free), somebody(2))
    assert not [statement for statement in seen if "ledger_line" in statement]


def test_who_waits_or_is_offered_a_seat_is_charged_only_when_they_take_it(session):
    cohort = priced_cohort(session, capacity=1)
    first, second = seated(session, cohort, somebody(1)), seated(session, cohort, somebody(2))
    assert lines(session, second) == []

    moves.cancel(session, first, reason="電話あり", by=None, at=MONDAY)
    second = record(session, second)
    assert second.state is State.OFFERED
    assert lines(session, second) == []

    answering.accept(session, second, by=None, at=MONDAY)
    assert lines(session, second) == CHARGED


def test_seat_held_for_a_guardian_is_charged_when_the_paper_comes(session, cohort):
    girl = seated(session, cohort, somebody(1, birth_date=MINOR))
    assert lines(session, girl) == []

    moves.record_consent(session, girl, guardian_name="山田 太郎", relation="父", signed_on=TODAY, by=None, at=MONDAY)
    assert lines(session, girl) == CHARGED


@pytest.mark.parametrize(
    ("days", "stays"), [(30, 0), (7, 0), (6, PRICE), (0, PRICE), (-1, PRICE)], ids=["30", "7", "6", "0", "after"]
)
def test_what_stays_of_a_cancelled_seat_follows_the_table(session, cohort, days, stays):
    enrolment = seated(session, cohort)
    pay(session, enrolment)

    moves.cancel(session, enrolment, reason="電話あり", by=None, at=LATER - days * DAY)

    kept = [("cancellation_fee", TUITION), ("cancellation_fee", TEXTBOOK)] if stays else []
    assert lines(session, enrolment) == [*CHARGED, ("payment", -PRICE), *REVERSED, *kept]
    assert standing(session, enrolment).balance == stays - PRICE


def test_table_that_staff_set_counts(session, cohort):
    admin = make_account(session)
    values = {"steps": [[20, 0], [3, 20], [0, 50]]}
    policies.set_rule(
        session, CANCELLATION_STEPS, from_day=TODAY, values=values, source="運営会議", by=admin, at=MONDAY
    )
    enrolment = seated(session, cohort)

    moves.cancel(session, enrolment, reason="電話あり", by=None, at=LATER - 5 * DAY)

    found = standing(session, enrolment)
    assert [line.yen for line in found.cancellation_fees] == [1000, 660]
    assert found.due_on == FIRST_DAY - timedelta(days=5) + timedelta(days=10), "and is due like any fee"


def test_back_to_the_waiting_list_costs_nothing(session):
    cohort = priced_cohort(session, capacity=1)
    first = seated(session, cohort, somebody(1))
    seated(session, cohort, somebody(2))

    moves.waitlist(session, record(session, first), reason="入れ替え", by=None, at=LATER - DAY)

    assert lines(session, first) == [*CHARGED, *REVERSED]


def test_cancelled_cohort_gives_everything_back_on_the_last_day_too(session, cohort):
    paid, unpaid = seated(session, cohort, somebody(1)), seated(session, cohort, somebody(2))
    pay(session, paid)

    moves.cancel_cohort(session, loaded(session, cohort), reason="講師の急病", by=None, at=LATER - DAY)

    assert standing(session, paid).balance == -PRICE
    assert standing(session, unpaid).balance == 0
    letters = {
        letter.person_id: letter.details for letter in session.query(Message).filter_by(template="cohort_cancelled")
    }
    assert letters[paid.person_id]["refund_yen"] == PRICE
    assert "refund_yen" not in letters[unpaid.person_id]


def test_letter_about_the_seat_says_what_to_pay_until_when(session, cohort):
    seated(session, cohort)
    letter = session.query(Message).one()

    assert letter.details["fee_yen"] == PRICE
    assert letter.details["fee_due_on"] == "2026-03-12"


def test_same_cash_sent_twice_is_booked_once_and_never_more_than_is_owed(session, cohort):
    enrolment = seated(session, cohort)

    assert pay(session, enrolment, 5000).id == pay(session, enrolment, 5000).id
    with pytest.raises(payments.MoreThanOwed) as refused:
        pay(session, enrolment, 5000, key="other")
    assert refused.value.values["open"] == 3300
    assert standing(session, enrolment).paid == 5000


def test_money_goes_back_once_and_never_more_than_is_due(session, cohort):
    enrolment = seated(session, cohort)
    pay(session, enrolment)
    moves.cancel(session, enrolment, reason="電話あり", by=None, at=MONDAY)
    out = {"day": TODAY, "words": "振込", "by": None, "at": MONDAY}

    first = payments.pay_out(session, enrolment, yen=PRICE, key="k", **out)
    assert payments.pay_out(session, enrolment, yen=PRICE, key="k", **out).id == first.id
    with pytest.raises(payments.MoreThanDue):
        payments.pay_out(session, enrolment, yen=1, key="other", **out)
    assert standing(session, enrolment).balance == 0


def test_wrong_booking_is_taken_back_once_with_a_reason(session, cohort):
    enrolment = seated(session, cohort)
    line = pay(session, enrolment)
    given = {"by": None, "at": MONDAY}

    with pytest.raises(payments.ReasonMissing):
        payments.correct(session, enrolment, line, reason="", **given)
    payments.correct(session, enrolment, line, reason="別の人の入金", **given)
    with pytest.raises(payments.TakenBackAlready):
        payments.correct(session, enrolment, line, reason="別の人の入金", **given)
    with pytest.raises(payments.StandsForGood):
        payments.correct(session, enrolment, standing(session, enrolment).lines[0], reason="誤り", **given)
    assert standing(session, enrolment).balance == PRICE
    assert standing(session, enrolment).paid == 0


@pytest.mark.parametrize("change", [update(LedgerLine).values(yen=1), delete(LedgerLine)], ids=["edit", "delete"])
def test_lines_are_never_edited_or_deleted(session, cohort, change):
    seated(session, cohort)
    session.commit()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(change)
    session.rollback()
    with history.retention(session):
        session.execute(change)


def test_fees_change_only_as_long_as_nobody_has_a_seat_at_them(session, cohort):
    loaded(session, cohort)
    cheaper = {FeeKind.TUITION: TUITION - 1000}
    catalogue.edit_cohort(session, cohort, fees=cheaper, by=None, at=MONDAY)
    enrolment = seated(session, cohort)
    session.expire(cohort)

    with pytest.raises(PriceIsPromised):
        catalogue.edit_cohort(session, cohort, fees={FeeKind.TUITION: TUITION}, by=None, at=MONDAY)
    catalogue.edit_cohort(session, cohort, fees=cheaper, minimum=1, by=None, at=MONDAY)

    assert lines(session, enrolment) == [("charge", TUITION - 1000)]
