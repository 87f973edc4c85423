"""LOT-1: in a cohort that is not first come everybody applies first, and all are decided at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import MINOR, all_in, apply, record, somebody
from tests.make import MONDAY, make_account, make_cohort
from workforce.catalogue.models import CohortState, Selection
from workforce.enrolment.actions import moves, selecting
from workforce.enrolment.actions.refusals import DecidedAlready, TooManyChosen
from workforce.enrolment.models import State
from workforce.enrolment.queries import seats
from workforce.enrolment.queries import selecting as queries
from workforce.history import Entry
from workforce.outbox import Message

CLOSES = MONDAY + timedelta(days=7)
AFTER = CLOSES + timedelta(hours=1)


def applied_for(session, *, people, capacity=2, **given):
    cohort = make_cohort(session, capacity=capacity, **{"selection": Selection.LOTTERY_IF_OVER, **given})
    for n in range(people):
        apply(session, cohort, somebody(n))
    return cohort


def ids(session, cohort):
    return [one.id for one in all_in(session, cohort)]


def states(session, cohort):
    return [one.state for one in all_in(session, cohort)]


def letters(session, template):
    return session.scalars(select(Message).where(Message.template == template).order_by(Message.id)).all()


@pytest.mark.parametrize("selection", [Selection.LOTTERY, Selection.LOTTERY_IF_OVER, Selection.SCREENING])
def test_everybody_who_applies_waits_for_the_decision_and_takes_no_seat(session, selection):
    cohort = applied_for(session, people=3, selection=selection)

    assert states(session, cohort) == [State.APPLIED] * 3
    counted = seats.seats_of(session, cohort.id)
    assert (counted.taken, counted.waiting, counted.applied, counted.next_position) == (0, 0, 3, 0)
    assert counted.is_collecting


def test_receipt_says_when_and_how_it_is_decided(session):
    applied_for(session, people=1)

    [letter] = letters(session, "enrolment_applied")
    assert letter.details["closes_at"] == CLOSES.isoformat()
    assert letter.details["selection"] == "lottery_if_over"
    assert letter.details["is_receipt"] is True


def test_whom_staff_enter_before_the_decision_applies_like_everybody(session):
    cohort = applied_for(session, people=0)

    assert apply(session, cohort, somebody(1), by=make_account(session), at=AFTER).state is State.APPLIED


def test_who_has_applied_can_cancel(session):
    cohort = applied_for(session, people=1)
    [enrolment] = all_in(session, cohort)

    moves.cancel_own(session, record(session, enrolment), at=MONDAY)

    assert states(session, cohort) == [State.CANCELLED]


def test_everybody_is_confirmed_where_everybody_fits(session):
    cohort = applied_for(session, people=2)
    assert queries.without_draw(session, at=CLOSES - timedelta(seconds=1)) == []
    assert queries.without_draw(session, at=CLOSES) == [cohort.id]

    assert selecting.confirm_everybody(session, cohort.id, at=AFTER) == 2

    assert states(session, cohort) == [State.CONFIRMED] * 2
    assert cohort.decided_at == AFTER
    assert [letter.details["is_result"] for letter in letters(session, "enrolment_confirmed")] == [True, True]
    assert queries.without_draw(session, at=AFTER) == []


def test_nobody_is_confirmed_where_more_applied_than_seats_fit(session):
    cohort = applied_for(session, people=3)

    assert queries.without_draw(session, at=AFTER) == []
    assert selecting.confirm_everybody(session, cohort.id, at=AFTER) is None
    assert states(session, cohort) == [State.APPLIED] * 3


@pytest.mark.parametrize("given", [{"selection": Selection.LOTTERY}, {"state": CohortState.CANCELLED}])
def test_nobody_is_confirmed_without_a_draw_elsewhere(session, given):
    cohort = applied_for(session, people=1)
    for name, value in given.items():
        setattr(cohort, name, value)
    session.flush()

    assert queries.without_draw(session, at=AFTER) == []
    assert selecting.confirm_everybody(session, cohort.id, at=AFTER) is None


def test_result_gives_seats_to_the_chosen_and_the_list_to_the_others_in_their_order(session):
    cohort = applied_for(session, people=4)
    one, two, three, four = ids(session, cohort)

    told = selecting.give_result(
        session, cohort.id, winners=[(three, None), (one, None)], waiting=[four, two], by=None, at=AFTER
    )

    assert told == 4
    assert states(session, cohort) == [State.CONFIRMED, State.WAITLISTED, State.CONFIRMED, State.WAITLISTED]
    assert seats.queue_of(session, cohort.id) == [four, two]
    assert [letter.details["position"] for letter in letters(session, "enrolment_waitlisted")] == [1, 2]
    assert all(letter.details["is_result"] for letter in letters(session, "enrolment_waitlisted"))
    decided = session.scalars(select(Entry).where(Entry.subject == "cohort", Entry.what == "decided")).one()
    assert (decided.subject_id, decided.at) == (cohort.id, AFTER)


def test_after_the_decision_newcomers_wait_behind_everybody(session):
    cohort = applied_for(session, people=3)
    one, two, three = ids(session, cohort)
    selecting.give_result(session, cohort.id, winners=[(one, None), (two, None)], waiting=[three], by=None, at=AFTER)

    late = apply(session, cohort, somebody(9), by=make_account(session), at=AFTER)

    assert late.state is State.WAITLISTED
    assert seats.queue_of(session, cohort.id) == [three, late.id]


def test_seat_of_a_minor_is_held_for_the_guardian(session):
    cohort = make_cohort(session, selection=Selection.LOTTERY_IF_OVER)
    apply(session, cohort, replace(somebody(1), birth_date=MINOR))

    selecting.confirm_everybody(session, cohort.id, at=AFTER)

    assert states(session, cohort) == [State.WAITING_FOR_GUARDIAN]
    assert len(letters(session, "enrolment_waiting_for_guardian")) == 1


def test_seat_of_a_minor_whose_guardian_has_signed_is_confirmed(session):
    cohort = make_cohort(session, selection=Selection.LOTTERY_IF_OVER)
    enrolment = apply(session, cohort, replace(somebody(1), birth_date=MINOR))
    signed = {"guardian_name": "山田 父", "relation": "父", "signed_on": date(2026, 3, 2)}
    moves.record_consent(session, record(session, enrolment), **signed, by=None, at=MONDAY)

    selecting.confirm_everybody(session, cohort.id, at=AFTER)

    assert states(session, cohort) == [State.CONFIRMED]


def test_who_cancelled_meanwhile_is_passed_over_and_their_seat_offered(session):
    cohort = applied_for(session, people=3)
    one, two, three = ids(session, cohort)
    [first, *_] = all_in(session, cohort)
    moves.cancel_own(session, record(session, first), at=MONDAY)

    selecting.give_result(session, cohort.id, winners=[(one, None), (two, None)], waiting=[three], by=None, at=AFTER)

    assert states(session, cohort) == [State.CANCELLED, State.CONFIRMED, State.OFFERED]


def test_who_applied_after_the_order_was_made_waits_at_the_end(session):
    cohort = applied_for(session, people=4)
    one, two, three, late = ids(session, cohort)

    selecting.give_result(session, cohort.id, winners=[(one, None), (two, None)], waiting=[three], by=None, at=AFTER)

    assert seats.queue_of(session, cohort.id) == [three, late]


def test_result_is_given_once(session):
    cohort = applied_for(session, people=2)
    selecting.confirm_everybody(session, cohort.id, at=AFTER)

    with pytest.raises(DecidedAlready):
        selecting.give_result(session, cohort.id, winners=[], waiting=[], by=None, at=AFTER)


def test_more_winners_than_seats_are_refused(session):
    cohort = applied_for(session, people=3)

    with pytest.raises(TooManyChosen):
        selecting.give_result(
            session, cohort.id, winners=[(one, None) for one in ids(session, cohort)], waiting=[], by=None, at=AFTER
        )


def test_first_come_cohort_is_never_decided(session):
    cohort = make_cohort(session)

    with pytest.raises(DecidedAlready):
        selecting.give_result(session, cohort.id, winners=[], waiting=[], by=None, at=AFTER)
