"""ENR-14: to another date, and the ledger follows: what was paid counts there, and only the difference is open."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import apply, loaded, record, somebody
from tests.enrolment.elsewhere import go, two_dates
from tests.make import MONDAY, make_account, saved
from tests.money.ledgers import PRICE, TEXTBOOK, TUITION, lines, priced, standing
from tests.money.test_reductions import SEEN, set_rule
from workforce.audit import running
from workforce.catalogue.models import FeeKind, FeeLine
from workforce.enrolment.actions import moves
from workforce.money.actions import payments, reductions
from workforce.money.actions.booking import book
from workforce.money.models import Ground, LineKind, ReductionRequest
from workforce.money.queries.elsewhere import of_moving
from workforce.money.rules.words import line_words
from workforce.outbox import Message

HOUR = timedelta(hours=1)
TODAY = date(2026, 3, 2)
DEARER, CHEAPER = 8000, 3000  # tuition
MADE_UP = 1500
CHECKS = [
    "seats_without_charges",
    "charges_without_a_seat",
    "reversals_that_do_not_fit",
    "payments_without_a_source",
    "transfers_charged_wrongly",
]


def dates(session, tuition=TUITION):
    """Two dates, the second with another tuition; None: free."""
    first, second = two_dates(session)
    priced(session, first)
    if tuition == TUITION:
        return first, priced(session, second)
    for kind, yen in {FeeKind.TUITION: tuition, FeeKind.TEXTBOOK: TEXTBOOK}.items() if tuition else ():
        saved(session, FeeLine(cohort_id=second.id, kind=kind, yen=yen))
    return first, second


def paid(session, cohort, yen=PRICE, key="k"):
    enrolment = record(session, apply(session, cohort, somebody(1)))
    payments.pay_cash(session, enrolment, yen=yen, day=TODAY, key=key, by=None, at=MONDAY)
    return enrolment


@pytest.fixture(autouse=True)
def the_books_are_right(session):
    yield
    assert running.found(session, at=MONDAY + HOUR, names=CHECKS) == {}


def test_the_same_price_books_nothing(session):
    first, second = dates(session)
    enrolment = paid(session, first)
    before = lines(session, enrolment)

    go(session, enrolment, second, at=MONDAY + HOUR)

    assert lines(session, enrolment) == before


def test_what_a_lesson_made_up_elsewhere_costs_stays_as_it_is(session, speaking):
    first, second = dates(session, DEARER)
    enrolment = paid(session, first)
    given = {"fee": FeeKind.TUITION, "tax": 0, "due_on": TODAY, "words": "補講"}
    book(session, enrolment.id, LineKind.CHARGE, MADE_UP, cause="guest:7", by=None, at=MONDAY, **given)

    go(session, enrolment, second, at=MONDAY + HOUR)

    found = standing(session, enrolment)
    assert found.price == DEARER + TEXTBOOK
    assert [line.cause for line in found.besides] == ["guest:7"]
    assert found.balance == DEARER - TUITION + MADE_UP
    with speaking("en"):
        assert [line_words(line) for line in found.besides] == ["Make-up lesson"]


def test_a_dearer_date_asks_for_the_difference(session):
    first, second = dates(session, DEARER)
    enrolment = paid(session, first)

    go(session, enrolment, second, at=MONDAY + HOUR)

    found = standing(session, enrolment)
    assert (found.price, found.paid, found.balance) == (DEARER + TEXTBOOK, PRICE, DEARER - TUITION)
    letter = session.scalars(select(Message).where(Message.template == "enrolment_moved")).one()
    assert letter.details["fee_yen"] == DEARER - TUITION


@pytest.mark.parametrize(("tuition", "back"), [(CHEAPER, TUITION - CHEAPER), (None, PRICE)])
def test_a_cheaper_date_gives_the_difference_back_and_a_free_one_everything(session, tuition, back):
    first, second = dates(session, tuition)
    enrolment = paid(session, first)
    go(session, enrolment, second, at=MONDAY + HOUR)
    assert standing(session, enrolment).balance == -back


def test_there_and_back_costs_nothing(session):
    first, second = dates(session, DEARER)
    enrolment = paid(session, first)
    go(session, enrolment, second, at=MONDAY + HOUR)
    go(session, enrolment, first, at=MONDAY + HOUR)
    assert standing(session, enrolment).balance == 0


def test_what_was_taken_off_is_taken_off_there_too_by_the_same_rule(session):
    set_rule(session)
    first, second = dates(session, DEARER)
    enrolment, manager = paid(session, first, yen=1000), make_account(session)
    request = reductions.ask(session, enrolment, ground=Ground.STUDENT, words="学生です", by=None, at=MONDAY)
    reductions.grant(session, enrolment, request, **SEEN, by=manager)

    go(session, enrolment, second, at=MONDAY + HOUR)

    assert standing(session, enrolment).balance == DEARER // 2 + TEXTBOOK - 1000
    assert session.scalars(select(ReductionRequest.yen)).one() == DEARER // 2


def test_who_waits_is_charged_when_the_other_date_has_a_seat(session):
    first, second = two_dates(session, first={"capacity": 1})
    priced(session, first)
    priced(session, second)
    apply(session, first, somebody(1))
    enrolment = apply(session, first, somebody(2))
    go(session, enrolment, second, at=MONDAY)
    assert standing(session, enrolment).balance == PRICE


def test_what_was_paid_for_a_cancelled_date_is_credited_and_not_returned_twice(session):
    first, second = dates(session)
    enrolment = paid(session, first)
    staff = make_account(session)
    moves.cancel_cohort(session, loaded(session, first), reason="台風", by=staff, at=MONDAY)
    assert standing(session, enrolment).balance == -PRICE

    go(session, enrolment, second, at=MONDAY + HOUR)

    assert standing(session, enrolment).balance == 0
    assert standing(session, enrolment).paid == PRICE


def test_what_was_already_returned_is_to_be_paid_again(session):
    first, second = dates(session)
    enrolment = paid(session, first)
    staff = make_account(session)
    moves.cancel_cohort(session, loaded(session, first), reason="台風", by=staff, at=MONDAY)
    payments.pay_out(
        session, record(session, enrolment), yen=PRICE, key="out", words="振込", day=TODAY, by=staff, at=MONDAY
    )

    go(session, enrolment, second, at=MONDAY + HOUR)

    assert standing(session, enrolment).balance == PRICE


def test_the_page_says_before_what_the_ledger_says_after(session, speaking):
    first, second = dates(session, DEARER)
    enrolment = paid(session, first)
    with speaking("en"):
        said = of_moving(session, record(session, enrolment), second.id, at=MONDAY)
    assert said == [
        "That date costs ¥11,300, once the seat there is sure.",
        "What was paid counts there: ¥8,300.",
        "¥3,000 is still to be paid then.",
    ]
