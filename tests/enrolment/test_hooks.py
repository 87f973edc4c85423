"""Later features hear of every move in its transaction, and say what cancelling brings."""

import pytest

from tests.enrolment.applying import apply, record, somebody
from tests.enrolment.visitor import enrol
from tests.make import MONDAY, make_cohort, make_open_cohort, saved
from workforce.access import Role
from workforce.catalogue.models import FeeKind, FeeLine
from workforce.enrolment import hooks
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment, State
from workforce.listeners import Listeners


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(hooks, "on_move", Listeners())
    told = []

    @hooks.on_move
    def listen(_session, enrolment, entry, *, move, at):
        told.append((move, enrolment.receipt, enrolment.state, entry.what, at))

    return told


def test_listener_hears_a_new_enrolment_and_what_becomes_of_it(session, heard):
    cohort = make_cohort(session)
    enrolment = record(session, apply(session, cohort))
    moves.cancel(session, enrolment, reason="電話あり", by=None, at=MONDAY)

    assert heard == [
        ("enrol", enrolment.receipt, State.CONFIRMED, "enrol", MONDAY),
        ("cancel", enrolment.receipt, State.CANCELLED, "cancel", MONDAY),
    ]


def test_the_offer_that_a_cancellation_makes_is_heard_too(session, heard):
    cohort = make_cohort(session, capacity=1)
    first = apply(session, cohort, somebody(1))
    second = apply(session, cohort, somebody(2))
    moves.cancel(session, record(session, first), reason="電話あり", by=None, at=MONDAY)

    assert [(move, receipt) for move, receipt, *_ in heard][2:] == [
        ("cancel", first.receipt),
        ("offer", second.receipt),
    ]


def test_new_enrolment_knows_whether_its_cohort_costs_something(session, heard):
    free, priced = make_cohort(session), make_cohort(session)
    saved(session, FeeLine(cohort_id=priced.id, kind=FeeKind.TUITION, yen=5000))

    assert apply(session, free, somebody(1)).has_fees is False
    assert apply(session, priced, somebody(2)).has_fees is True


def test_consequences_stand_before_the_button_for_applicant_and_staff(browser, session, monkeypatch):
    monkeypatch.setattr(hooks, "consequences", Listeners())
    cohort = make_open_cohort(session)
    visitor = browser()
    enrol(visitor, cohort)
    receipt = session.query(Enrolment.receipt).scalar()

    @hooks.consequences
    def say(_session, enrolment, *, at):
        return [f"Nothing comes back for {enrolment.receipt}."]

    for page in (
        visitor.get(f"/enrolments/{receipt}/cancellation"),
        browser(Role.CLERK).get(f"/staff/enrolments/{receipt}/cancellation"),
    ):
        assert f"Nothing comes back for {receipt}." in page.words
