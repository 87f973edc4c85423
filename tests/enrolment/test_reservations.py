"""ENR-10: an operator holds seats without names until a day; then they return by themselves and are offered on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import all_in, apply, full_cohort, loaded, record, somebody
from tests.enrolment.test_groups import named, send
from tests.make import LATER, MONDAY, make_account, make_cohort, make_contact, make_operator
from workforce import outbox, policies
from workforce.access import Role
from workforce.catalogue.models import Selection
from workforce.enrolment.actions import moves, offers
from workforce.enrolment.actions import reservations as actions
from workforce.enrolment.actions.refusals import CapacityBelowTaken, EnrolmentClosed, SeatsNotFree
from workforce.enrolment.models import Reservation, State
from workforce.enrolment.queries import reservations as queries
from workforce.enrolment.queries import seats
from workforce.enrolment.queries.counter import choices
from workforce.enrolment.queries.dates import other_dates
from workforce.enrolment.rules.operator_limits import RESERVATION_LIMITS

A_DAY = timedelta(days=1)
UNTIL = MONDAY + 3 * A_DAY


def hold(session, cohort, count=2, *, operator=None, until=UNTIL, key="r", is_staff=False, at=MONDAY):
    return actions.make(
        session,
        operator=operator or make_operator(session),
        cohort=loaded(session, cohort),
        seats=count,
        until=until,
        key=key,
        by=make_account(session, Role.OPERATOR),
        is_staff=is_staff,
        at=at,
    )


def counted(session, cohort):
    return seats.seats_of(session, cohort.id)


def operator_with_contact(session):
    operator, account = make_operator(session), make_account(session, Role.OPERATOR)
    make_contact(session, operator, account)
    return operator


def test_reserved_seats_are_taken_everywhere(session):
    cohort, other = make_cohort(session, capacity=3), None
    hold(session, cohort)
    other = make_cohort(session, course=session.merge(loaded(session, cohort)).course)

    assert (counted(session, cohort).reserved, counted(session, cohort).free) == (2, 1)
    assert [(one.taken, one.free) for one in choices(session, at=MONDAY) if one.code == cohort.code] == [(2, 1)]
    assert [one.free for one in other_dates(session, loaded(session, other), at=MONDAY)] == [1]


def test_outsider_gets_what_is_not_reserved_and_then_the_waiting_list(session):
    cohort = make_cohort(session, capacity=3)
    hold(session, cohort)
    assert [apply(session, cohort, somebody(n)).state for n in (1, 2)] == [State.CONFIRMED, State.WAITLISTED]


def test_named_people_use_the_reserved_seats_whoever_waits(session):
    cohort, operator = make_cohort(session, capacity=3), make_operator(session)
    reservation = hold(session, cohort, operator=operator)
    for n in (1, 2):
        apply(session, cohort, somebody(n))
    send(session, cohort, [named(11), named(12), named(13)], operator=operator, seats=2)

    assert [one.state for one in all_in(session, cohort)][2:] == [State.CONFIRMED, State.CONFIRMED, State.WAITLISTED]
    assert counted(session, cohort).reserved == 0
    assert session.get_one(Reservation, reservation.id).ended_at == MONDAY


def test_seats_of_one_operator_are_not_used_by_another(session):
    cohort = make_cohort(session, capacity=2)
    hold(session, cohort)
    send(session, cohort, [named(1)])
    assert all_in(session, cohort)[0].state is State.WAITLISTED


def test_named_person_who_cancels_gives_the_seat_to_who_waits_and_not_back(session):
    cohort, operator = make_cohort(session, capacity=1), make_operator(session)
    hold(session, cohort, 1, operator=operator)
    apply(session, cohort, somebody(1))
    send(session, cohort, [named(2)], operator=operator)
    waiting, seated = all_in(session, cohort)
    moves.cancel_own(session, record(session, seated), at=MONDAY)

    assert record(session, waiting).state is State.OFFERED


def test_on_their_day_seats_without_names_are_offered_on(session):
    cohort, operator = make_cohort(session, capacity=2, closes_at=LATER), operator_with_contact(session)
    hold(session, cohort, operator=operator)
    waiting = apply(session, cohort, somebody(1))
    assert offers.queries.unsettled(session, at=UNTIL - A_DAY) == []
    assert offers.queries.unsettled(session, at=UNTIL) == [cohort.id]
    offers.settle_cohort(session, cohort.id, at=UNTIL)

    assert record(session, waiting).state is State.OFFERED
    assert counted(session, cohort).reserved == 0
    assert letters(session, "reservation_over") == 1


def letters(session, template):
    return len(session.scalars(select(outbox.Message.id).where(outbox.Message.template == template)).all())


def test_newcomer_after_the_day_finds_the_seats_free_before_any_worker_looked(session):
    cohort = make_cohort(session, capacity=2, closes_at=LATER)
    hold(session, cohort)
    assert apply(session, cohort, somebody(1), at=UNTIL).state is State.CONFIRMED
    assert session.scalars(select(Reservation.ended_at)).one() == UNTIL


def test_names_that_come_after_the_day_find_no_reserved_seat(session):
    cohort, operator = make_cohort(session, capacity=1, closes_at=LATER), make_operator(session)
    hold(session, cohort, 1, operator=operator)
    waiting = apply(session, cohort, somebody(1))
    send(session, cohort, [named(2)], operator=operator, at=UNTIL)

    assert record(session, waiting).state is State.OFFERED
    assert all_in(session, cohort)[1].state is State.WAITLISTED


def test_seats_given_back_earlier_go_on_at_once(session):
    cohort = make_cohort(session, capacity=2)
    reservation = hold(session, cohort)
    waiting = apply(session, cohort, somebody(1))
    for _twice in range(2):
        loaded_one = queries.one_of(session, reservation.operator_id, reservation.id)
        actions.give_back(session, loaded_one, by=make_account(session), at=MONDAY)

    assert record(session, waiting).state is State.OFFERED
    assert letters(session, "reservation_over") == 0


def test_nobody_reserves_what_is_not_free_or_what_somebody_waits_for(session):
    with pytest.raises(SeatsNotFree):
        hold(session, make_cohort(session, capacity=1))
    cohort = full_cohort(session, capacity=1, waiting=1)
    with pytest.raises(SeatsNotFree):
        hold(session, cohort, 1, key="2")


def test_rule_says_how_many_and_how_long(session):
    cohort, operator = make_cohort(session, capacity=20, closes_at=LATER), make_operator(session)
    with pytest.raises(actions.TooManySeats):
        hold(session, cohort, 6, operator=operator)
    hold(session, cohort, 4, operator=operator)
    with pytest.raises(actions.TooManySeats):
        hold(session, cohort, 2, operator=operator, key="2")
    with pytest.raises(actions.TooLong):
        hold(session, cohort, 1, operator=operator, until=MONDAY + 25 * A_DAY, key="3")
    with pytest.raises(actions.NotLater):
        hold(session, cohort, 1, operator=operator, until=MONDAY, key="4")

    values = RESERVATION_LIMITS.shipped | {"seats": 6}
    day = MONDAY.date()
    policies.set_rule(
        session, RESERVATION_LIMITS, from_day=day, values=values, source="s", by=make_account(session), at=MONDAY
    )
    assert hold(session, cohort, 2, operator=operator, key="5")


def test_operators_reserve_in_the_window_and_staff_also_outside(session):
    cohort = make_cohort(session, closes_at=MONDAY - A_DAY)
    with pytest.raises(EnrolmentClosed):
        hold(session, cohort)
    assert hold(session, cohort, is_staff=True)


def test_same_key_is_the_same_reservation(session):
    cohort, operator = make_cohort(session, capacity=8), make_operator(session)
    first = hold(session, cohort, operator=operator)
    assert hold(session, cohort, operator=operator) is first
    assert counted(session, cohort).reserved == 2


def test_capacity_is_not_lowered_below_what_is_reserved(session):
    cohort = make_cohort(session, capacity=3)
    hold(session, cohort)
    with pytest.raises(CapacityBelowTaken):
        moves.change_capacity(session, loaded(session, cohort), capacity=1, by=make_account(session), at=MONDAY)


def test_cancelled_cohort_ends_what_was_held_and_tells_the_operator(session):
    cohort, operator = make_cohort(session), operator_with_contact(session)
    hold(session, cohort, operator=operator)
    moves.cancel_cohort(session, loaded(session, cohort), reason="台風", by=make_account(session), at=MONDAY)
    assert queries.of_operator(session, operator.id) == []
    assert letters(session, "reservation_over") == 1


def test_operator_is_told_once_before_the_seats_return(session):
    cohort, operator = make_cohort(session, closes_at=LATER), operator_with_contact(session)
    reservation = hold(session, cohort, operator=operator, until=MONDAY + 10 * A_DAY)
    assert queries.to_notice(session, at=MONDAY) == []
    soon = MONDAY + 8 * A_DAY
    assert queries.to_notice(session, at=soon) == [reservation.id]
    for _twice in range(2):
        actions.notice(session, reservation.id, at=soon)
    assert letters(session, "reservation_ending") == 1


def test_reserved_seats_are_not_given_where_all_are_decided_at_once(session):
    cohort = make_cohort(session, capacity=3, selection=Selection.LOTTERY)
    operator = make_operator(session)
    hold(session, cohort, operator=operator)
    assert apply(session, cohort, somebody(1)).state is State.APPLIED
    assert counted(session, cohort).free == 1

    send(session, cohort, [named(2), named(3), named(4)], operator=operator, seats=2)
    assert [one.state for one in all_in(session, cohort)][1:] == [State.CONFIRMED, State.CONFIRMED, State.APPLIED]


def test_cohort_without_reservations_asks_nothing_more(session, count_statements):
    cohort = make_cohort(session)
    with count_statements() as seen:
        counted(session, cohort)
    assert len(seen) == 1
