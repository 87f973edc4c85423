"""LOT-3: a draw is repeated by two people for a reason; both results stay, and who gains or loses by it is told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import MINOR, all_in, apply, record, somebody
from tests.enrolment.drawn import AFTER, HOUR, count, drawn, lottery
from tests.make import LATER, make_account
from workforce.enrolment.actions import answering, draw_again, draws, moves
from workforce.enrolment.actions.draw_again import ask_again, stop_again
from workforce.enrolment.actions.draw_refusals import (
    DrawnAlready,
    NoRepetitionAsked,
    NotDrawn,
    RepetitionAsked,
    SecondPersonNeeded,
    TooLateToRepeat,
    ValueMissing,
)
from workforce.enrolment.actions.refusals import ReasonMissing
from workforce.enrolment.models import State
from workforce.enrolment.queries import draws as queries
from workforce.enrolment.queries import seats as counts
from workforce.enrolment.rules import draw_check
from workforce.outbox import Message

DAY = timedelta(days=1)
WHY = "名簿に誤りがあったため"


def repeated(session, cohort, *, at=AFTER + DAY):
    ask_again(session, cohort.id, reason=WHY, by=make_account(session), at=at)
    return draw_again.draw_again(session, cohort.id, by=make_account(session), at=at)


def outcomes(session, draw):
    return {one.receipt: one.outcome for one in queries.results(session, draw.id)}


def as_it_stands(session, cohort):
    words = {State.CONFIRMED: "seat", State.WAITLISTED: "waiting", State.CANCELLED: "withdrawn"}
    return {one.receipt: words[one.state] for one in all_in(session, cohort)}


def test_repetition_needs_a_reason_and_another_person(session):
    cohort, staff = drawn(session), make_account(session)
    with pytest.raises(ReasonMissing):
        ask_again(session, cohort.id, reason=" ", by=staff, at=AFTER)
    ask_again(session, cohort.id, reason=WHY, by=staff, at=AFTER)
    with pytest.raises(RepetitionAsked):
        ask_again(session, cohort.id, reason=WHY, by=staff, at=AFTER)

    with pytest.raises(SecondPersonNeeded):
        draw_again.draw_again(session, cohort.id, by=staff, at=AFTER)


def test_both_results_stay_and_recompute(session):
    cohort = drawn(session, people=12, capacity=4)

    repeated(session, cohort)

    first, second = queries.of_cohort(session, cohort.id)
    assert all(check.holds for one in (first, second) for check in draw_check.checks(one.published))
    assert (first.reason, second.reason) == (None, WHY)
    assert first.commitment != second.commitment
    assert len(outcomes(session, first)) == len(outcomes(session, second)) == 12


def test_everybody_stands_as_the_second_result_says(session):
    cohort = drawn(session, people=12, capacity=4)

    second = repeated(session, cohort)

    assert as_it_stands(session, cohort) == outcomes(session, second)
    losers = [one.receipt for one in queries.results(session, second.id) if one.outcome == "waiting"]
    receipts = {one.id: one.receipt for one in all_in(session, cohort)}
    assert [receipts[one] for one in counts.queue_of(session, cohort.id)] == losers


def test_who_gains_or_loses_is_told_once_with_the_reason_and_who_keeps_the_seat_is_not(session):
    cohort = drawn(session, people=12, capacity=4)
    first = {one for one, outcome in as_it_stands(session, cohort).items() if outcome == "seat"}
    before = session.scalar(select(func.max(Message.id)))

    repeated(session, cohort)

    second = {one for one, outcome in as_it_stands(session, cohort).items() if outcome == "seat"}
    letters = session.scalars(select(Message).where(Message.id > before)).all()
    by_template = {name: sum(one.template == name for one in letters) for name in {one.template for one in letters}}
    expected = {"draw_again_lost": len(first - second), "enrolment_confirmed": len(second - first)}
    expected["draw_again_waiting"] = 12 - len(first | second)
    assert by_template == {name: number for name, number in expected.items() if number}
    assert {one.details["reason"] for one in letters} == {WHY}


def test_newcomer_who_waits_stays_behind_everybody_of_the_list_and_a_seat_given_outside_it_stays(session):
    cohort = drawn(session, people=6, capacity=2)
    staff = make_account(session)
    late = apply(session, cohort, somebody(50), by=staff, at=AFTER)
    moves.change_capacity(session, cohort, capacity=2, by=staff, at=AFTER)

    repeated(session, cohort)

    assert counts.queue_of(session, cohort.id)[-1] == late.id
    assert count(session, cohort, State.CONFIRMED) == 2


def test_open_offer_ends_with_the_seat_or_becomes_it(session):
    cohort = drawn(session, people=4, capacity=1)
    holder = next(one for one in all_in(session, cohort) if one.state is State.CONFIRMED)
    moves.cancel_own(session, record(session, holder), at=AFTER)
    assert count(session, cohort, State.OFFERED) == 1

    second = repeated(session, cohort, at=AFTER + HOUR)

    assert count(session, cohort, State.OFFERED) == 0
    assert as_it_stands(session, cohort) == outcomes(session, second)


def test_seat_of_a_minor_is_held_for_the_guardian(session):
    cohort = lottery(session, people=0, capacity=1)
    for n in range(2):
        apply(session, cohort, somebody(n, birth_date=MINOR))
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)

    repeated(session, cohort)

    assert count(session, cohort, State.WAITING_FOR_GUARDIAN) == 1


def test_nothing_is_repeated_once_the_cohort_has_begun(session):
    cohort = drawn(session)

    with pytest.raises(TooLateToRepeat):
        ask_again(session, cohort.id, reason=WHY, by=make_account(session), at=LATER)


def test_what_was_asked_before_the_start_is_not_drawn_after_it(session):
    cohort = drawn(session)
    ask_again(session, cohort.id, reason=WHY, by=make_account(session), at=AFTER)

    with pytest.raises(TooLateToRepeat):
        draw_again.draw_again(session, cohort.id, by=make_account(session), at=LATER)


def test_repetition_that_somebody_decides_against_changes_nothing_and_another_can_be_asked(session):
    cohort, staff = drawn(session), make_account(session)
    ask_again(session, cohort.id, reason=WHY, by=staff, at=AFTER)
    stop_again(session, cohort.id, by=staff, at=AFTER)
    with pytest.raises(NoRepetitionAsked):
        draw_again.draw_again(session, cohort.id, by=make_account(session), at=AFTER)

    third = repeated(session, cohort)

    assert third.number == 3
    assert [bool(one.drawn_at) for one in queries.of_cohort(session, cohort.id)] == [True, False, True]


def test_nothing_is_repeated_that_was_not_drawn(session):
    cohort = lottery(session)

    with pytest.raises(NotDrawn):
        ask_again(session, cohort.id, reason=WHY, by=make_account(session), at=AFTER)


def test_public_value_of_a_repetition_is_named_with_the_wish_and_confirmed_by_two(session):
    cohort, one, other = drawn(session), make_account(session), make_account(session)
    ask_again(session, cohort.id, reason=WHY, value_name="日経平均株価 3月12日", by=one, at=AFTER)
    with pytest.raises(ValueMissing):
        draw_again.draw_again(session, cohort.id, by=other, at=AFTER)
    draws.type_value(session, cohort.id, value="38,000.01", by=one, at=AFTER)
    draws.confirm_value(session, cohort.id, seen="38,000.01", by=other, at=AFTER)

    second = draw_again.draw_again(session, cohort.id, by=other, at=AFTER)

    assert second.value == "38,000.01"


def test_repetition_is_not_drawn_by_the_button_of_the_first_draw(session):
    cohort = drawn(session)
    ask_again(session, cohort.id, reason=WHY, by=make_account(session), at=AFTER)

    with pytest.raises(DrawnAlready):
        draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)


def test_who_took_an_offered_seat_after_the_first_draw_takes_part_like_all_others(session):
    cohort = drawn(session, people=3, capacity=1)
    holder = next(one for one in all_in(session, cohort) if one.state is State.CONFIRMED)
    moves.cancel_own(session, record(session, holder), at=AFTER)
    offered = next(one for one in all_in(session, cohort) if one.state is State.OFFERED)
    answering.accept(session, record(session, offered), by=None, at=AFTER)

    second = repeated(session, cohort, at=AFTER + HOUR)

    assert outcomes(session, second)[holder.receipt] == "withdrawn"
    assert as_it_stands(session, cohort) == outcomes(session, second)
