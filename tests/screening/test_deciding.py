"""The decision: seats along the ranking, ties by the rule of the sheet, everybody told once, nobody who gave points."""

import pytest
from sqlalchemy import select

from tests.enrolment.applying import all_in, record
from tests.enrolment.drawn import band
from tests.make import make_account
from tests.screening.assessed import AFTER, basis, begun, close, decide, give, marked, outcomes
from workforce.catalogue.models import Overflow
from workforce.enrolment.actions import moves
from workforce.enrolment.models import State
from workforce.outbox import Message
from workforce.refusals import Refused
from workforce.screening.actions import deciding
from workforce.screening.actions.deciding import Ordered
from workforce.screening.actions.refusals import (
    ChangedSinceSeen,
    DeciderAssessed,
    NotAssessed,
    NotReady,
    OrderMissing,
)
from workforce.screening.models import TieRule
from workforce.screening.queries import assessments, rankings
from workforce.screening.rules.ranking import lot


def test_seats_go_to_the_most_points_and_the_others_wait_in_their_order(app, session):
    cohort = marked(session, {1: (3, 3), 2: (9, 4), 3: (7, 5), 4: (8, 2)})
    decision = decide(session, cohort)

    assert outcomes(session, decision) == {2: (1, "seat"), 3: (2, "seat"), 4: (3, "waiting"), 1: (4, "waiting")}
    by_number = {one.number: one for one in assessments.candidates(session, cohort.id)}
    assert [by_number[n].state for n in (2, 3)] == [State.CONFIRMED] * 2
    waiting = sorted(
        (one for one in all_in(session, cohort) if one.state is State.WAITLISTED), key=lambda e: e.queued_at
    )
    assert [one.id for one in waiting] == [by_number[4].enrolment_id, by_number[1].enrolment_id]


def test_everybody_is_told_once_that_they_were_assessed(app, session):
    cohort = marked(session, {1: (3, 3), 2: (9, 4), 3: (1, 0)}, capacity=1, minimum=5)
    decide(session, cohort)

    told = [one for one in session.scalars(select(Message)) if one.template != "enrolment_applied"]
    assert sorted(one.template for one in told) == ["enrolment_confirmed", "enrolment_waitlisted", "not_chosen"]
    assert len({one.person_id for one in told}) == 3
    assert all(one.details["is_assessed"] for one in told if one.template != "not_chosen")


def test_too_few_points_get_no_seat_also_if_one_is_free(app, session):
    cohort = marked(session, {1: (3, 1), 2: (3, 2)}, capacity=8, minimum=5)
    decision = decide(session, cohort)

    assert outcomes(session, decision) == {2: (1, "seat"), 1: (None, "below")}
    assert sorted(one.state for one in all_in(session, cohort)) == [State.CANCELLED, State.CONFIRMED]


def test_seats_of_a_band_go_to_the_first_of_it_also_with_fewer_points(app, session):
    cohort, both = begun(session, people=4, capacity=2, ties=("lives", "none", "none", "none"))
    first = band(session, cohort, 1, overflow=Overflow.KEEP)
    for enrolment in all_in(session, cohort):
        enrolment.band_id = first.id if enrolment.answers["residency_tie"]["value"] == "lives" else None
    session.flush()
    resident = next(one.number for one in assessments.candidates(session, cohort.id) if one.band_id)
    for account in both:
        for number in range(1, 5):
            give(session, cohort, account, number, 1 if number == resident else 9, 5 - number % 2)
        close(session, cohort, account)
    decision = decide(session, cohort)

    seated = {number for number, (_rank, outcome) in outcomes(session, decision).items() if outcome == "seat"}
    assert resident in seated
    assert len(seated) == 2


def test_tie_at_the_cut_is_reported_and_drawn_with_a_lot_that_can_be_drawn_again(app, session):
    cohort = marked(session, {1: (9, 5), 2: (5, 5), 3: (5, 5), 4: (5, 5)})
    decision = decide(session, cohort)

    [tie] = decision.ties["groups"]
    assert tie["numbers"] == [2, 3, 4]
    assert tie["at_cut"]
    assert tie["order"] == sorted([2, 3, 4], key=lambda number: lot(decision.lot_key, number))
    ranks = outcomes(session, decision)
    assert [ranks[number] for number in tie["order"]] == [(2, "seat"), (3, "waiting"), (4, "waiting")]


def test_tie_goes_to_more_points_in_the_first_criterion(app, session):
    cohort = marked(session, {1: (5, 5), 2: (7, 3), 3: (6, 4)}, capacity=1, tie_rule=TieRule.FIRST_CRITERION)
    decision = decide(session, cohort)

    assert decision.lot_key is None
    assert decision.ties["groups"][0]["order"] == [2, 3, 1]


def test_tie_that_is_left_to_us_needs_an_order_and_a_reason(app, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 5), 3: (9, 4)}, tie_rule=TieRule.DECISION)
    for ordered in ([], [Ordered((2, 1), "")]):
        with pytest.raises(OrderMissing):
            decide(session, cohort, ordered=ordered)

    decision = decide(session, cohort, ordered=[Ordered((2, 1), "夜勤があるため")])
    [tie] = decision.ties["groups"]
    assert (tie["order"], tie["reason"]) == ([2, 1], "夜勤があるため")
    assert outcomes(session, decision)[2] == (2, "seat")


def test_tie_of_whom_all_get_a_seat_needs_no_decision(app, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 5), 3: (1, 1)}, tie_rule=TieRule.DECISION)
    assert decide(session, cohort).ties == {"groups": []}


def test_who_gave_points_does_not_decide_also_with_another_account(app, session):
    cohort, both = begun(session)
    other = make_account(session)
    other.person_id = both[0].person_id
    session.flush()
    for account in both:
        for number in range(1, 5):
            give(session, cohort, account, number, number, 1)
        close(session, cohort, account)
    for account in (both[1], other):
        with pytest.raises(DeciderAssessed):
            decide(session, cohort, by=account)

    decide(session, cohort, by=make_account(session))


def test_nothing_is_decided_before_both_have_closed(app, session):
    cohort, both = begun(session)
    for number in range(1, 5):
        give(session, cohort, both[0], number, number, 1)
    close(session, cohort, both[0])
    with pytest.raises(NotReady):
        decide(session, cohort)


def test_second_press_finds_it_decided(app, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 4)})
    decide(session, cohort)
    with pytest.raises(NotAssessed):
        decide(session, cohort)


def test_who_cancels_after_the_page_was_opened_makes_somebody_look_again(app, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 4), 3: (1, 1)})
    seen = deciding.fingerprint(basis(session, cohort))
    moves.cancel_own(session, record(session, all_in(session, cohort)[0]), at=AFTER)
    with pytest.raises(ChangedSinceSeen):
        deciding.decide(session, cohort.id, seen=seen, by=None, at=AFTER)

    decision = decide(session, cohort)
    assert sorted(one.outcome.value for _number, one in rankings.placings(session, decision.id)) == [
        "seat",
        "seat",
        "withdrawn",
    ]


def test_cancelled_cohort_is_not_decided(app, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 4)})
    moves.cancel_cohort(session, cohort, reason="会場が使えない", by=None, at=AFTER)
    with pytest.raises(Refused):
        decide(session, cohort)
