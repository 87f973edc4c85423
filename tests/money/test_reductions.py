"""Paying less: asked once, decided once by somebody who saw a paper, told with the way to object."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import somebody
from tests.enrolment.enrolled import enrolled
from tests.enrolment.visitor import enrol
from tests.make import MONDAY, make_account, make_open_cohort
from tests.money.ledgers import PRICE, TUITION, lines, priced, priced_cohort, seated, standing
from workforce import clock, policies
from workforce.access import Role
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment
from workforce.money.actions import payments, reductions
from workforce.money.models import Asking, Evidence, Ground, ReductionRequest
from workforce.money.rules.reductions import REDUCTIONS
from workforce.outbox import Message, letters

TODAY = date(2026, 3, 2)
RULE = {"student": [50, 0], "income": [0, 9000], "objection_days": 90}
SEEN = {"evidence": Evidence.STUDENT_CARD, "seen_on": TODAY, "reason": "", "at": MONDAY}


def set_rule(session, at=MONDAY):
    given = {"from_day": clock.today(at), "values": RULE, "source": "運営会議", "at": at}
    policies.set_rule(session, REDUCTIONS, by=make_account(session), **given)
    session.commit()


@pytest.fixture
def person(session):
    set_rule(session)
    return seated(session, priced_cohort(session), somebody(1))


@pytest.fixture
def manager(session):
    return make_account(session)


def ask(session, person, ground=Ground.STUDENT):
    return reductions.ask(session, person, ground=ground, words="学生です", by=None, at=MONDAY)


def test_granted_request_takes_its_part_off_the_tuition_and_tells_the_person(session, person, manager, speaking):
    request = ask(session, person)
    reductions.grant(session, person, request, **SEEN, by=manager)

    assert lines(session, person)[-1] == ("reduction", -TUITION // 2)
    assert standing(session, person).balance == PRICE - TUITION // 2
    assert (request.state, request.yen, request.decided_by_id) == (Asking.GRANTED, TUITION // 2, manager.id)
    with speaking("ja"):
        body = letters.written(session.scalars(select(Message).order_by(Message.id.desc())).first()).body
    assert "2,500" in body


def test_after_payment_what_was_too_much_goes_back(session, person, manager):
    payments.pay_cash(session, person, yen=PRICE, day=TODAY, key="k", by=None, at=MONDAY)
    reductions.grant(session, person, ask(session, person), **SEEN, by=manager)

    assert standing(session, person).balance == -TUITION // 2


def test_nothing_is_taken_off_beyond_the_tuition(session, person, manager):
    reductions.grant(session, person, ask(session, person), **SEEN, by=manager)
    reductions.grant(session, person, ask(session, person, Ground.INCOME), **SEEN, by=manager)

    assert standing(session, person).balance == PRICE - TUITION
    with pytest.raises(reductions.NothingToReduce):
        ask(session, person)


def test_second_click_and_second_decision_change_nothing(session, person, manager):
    request = ask(session, person)
    with pytest.raises(reductions.AskedAlready):
        ask(session, person)
    reductions.grant(session, person, request, **SEEN, by=manager)

    with pytest.raises(reductions.DecidedAlready):
        reductions.grant(session, person, request, **SEEN, by=manager)
    with pytest.raises(reductions.DecidedAlready):
        reductions.refuse(session, person, request, reason="期限切れ", by=manager, at=MONDAY)
    assert len(lines(session, person)) == 3


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"evidence": None}, reductions.EvidenceMissing),
        ({"seen_on": None}, reductions.EvidenceMissing),
        ({"seen_on": TODAY + timedelta(days=1)}, reductions.SeenInTheFuture),
    ],
)
def test_nothing_is_granted_without_a_paper_that_was_seen(session, person, manager, given, refusal):
    with pytest.raises(refusal):
        reductions.grant(session, person, ask(session, person), **SEEN | given, by=manager)


def test_ground_that_is_not_offered_is_refused(session, person):
    with pytest.raises(reductions.NotOffered):
        ask(session, person, Ground.RESIDENT)


def test_refusal_needs_a_reason_and_an_objection_is_decided_by_somebody_else(session, person, manager):
    request = ask(session, person)
    with pytest.raises(reductions.ReasonMissing):
        reductions.refuse(session, person, request, reason="", by=manager, at=MONDAY)
    reductions.refuse(session, person, request, reason="学生証の期限が切れていました", by=manager, at=MONDAY)
    assert session.scalars(select(Message).order_by(Message.id.desc())).first().details["objection_days"] == 90

    again = ask(session, person)
    with pytest.raises(reductions.SomebodyElseDecides):
        reductions.grant(session, person, again, **SEEN, by=manager)
    reductions.grant(session, person, again, **SEEN, by=make_account(session))
    assert again.state is Asking.GRANTED


def test_cancelled_seat_takes_the_reduction_back_with_the_fee(session, person, manager):
    reductions.grant(session, person, ask(session, person), **SEEN, by=manager)
    moves.cancel(session, person, reason="電話あり", by=None, at=MONDAY)

    assert standing(session, person).balance == 0


# --- pages ------------------------------------------------------------------------------------------------------------


def test_applicant_asks_and_reads_what_became_of_it(browser, session):
    set_rule(session, datetime.now(UTC))
    cohort = priced(session, make_open_cohort(session))
    session.commit()
    visitor, manager = browser(language="en"), browser(Role.COHORT_MANAGER, "en")
    enrol(visitor, cohort)
    fees = f"/enrolments/{session.scalar(select(Enrolment.receipt))}/fees"
    assert "Choose one." in visitor.submit(visitor.get(f"{fees}/reduction"), ground="").error("ground")
    assert visitor.submit(visitor.get(f"{fees}/reduction"), ground="student", words="大学生です").status == 303
    assert "We are looking at it" in visitor.get(fees).words

    assert "大学生です" in manager.get(f"/staff/money/reductions/{session.scalar(select(ReductionRequest.id))}").words
    page = manager.follow(manager.get("/staff/money/reductions"))
    decision = manager.get(page.select_one("td a")["href"][3:])
    assert "Choose what you saw" in manager.submit(decision, "#grant-form").error("seen_on")
    day = str(clock.today(datetime.now(UTC)))
    assert manager.submit(decision, "#grant-form", evidence="student_card", seen_on=day).status == 303

    assert "Granted" in visitor.get(fees).words
    assert "Please pay ¥5,800" in visitor.get(fees).words


def test_staff_ask_for_somebody_and_refuse_with_a_reason(browser, session):
    set_rule(session, datetime.now(UTC))
    person = enrolled(session, priced(session, make_open_cohort(session)))
    session.commit()
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.submit(manager.get(f"/staff/enrolments/{person.receipt}/money/reduction"), ground="income")
    decision = manager.get(f"/staff/money/reductions/{session.scalar(select(ReductionRequest.id))}")

    assert "Write the reason" in manager.submit(decision, "#refusal-form").error("reason")
    manager.submit(decision, "#refusal-form", reason="所得が基準を超えています")

    assert "所得が基準を超えています" in manager.get(f"/staff/enrolments/{person.receipt}/money").words


def test_nothing_is_offered_while_no_rule_is_set(browser, session):
    cohort = priced(session, make_open_cohort(session))
    session.commit()
    visitor = browser(language="en")
    enrol(visitor, cohort)

    assert "Ask to pay less" not in visitor.get(f"/enrolments/{session.scalar(select(Enrolment.receipt))}/fees").words
