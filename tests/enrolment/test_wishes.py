"""WL-8: several dates of one course in an order; getting one ends the others, or not, as the person chose."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.enrolment.applying import all_in, apply, loaded, record, somebody
from tests.enrolment.elsewhere import go, two_dates
from tests.enrolment.guarded import apply_young
from tests.make import LATER, MONDAY, make_account, make_cohort, make_course
from tests.money.ledgers import PRICE, priced, standing
from workforce import clock
from workforce.audit import running
from workforce.catalogue.models import Selection
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.enrolment.actions import merging, moves, selecting, wishes
from workforce.enrolment.actions.answering import accept
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.actions.refusals import EnrolmentClosed
from workforce.enrolment.actions.transfer_refusals import EnrolledThere, OtherCourse
from workforce.enrolment.models import Choice, Enrolment, State, Wish
from workforce.enrolment.queries import wishes as queries
from workforce.enrolment.rules.wishes import Wanted, ending
from workforce.money.actions import payments
from workforce.outbox import Message, letters
from workforce.people.models import Person

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SEAT, WAITS = State.CONFIRMED, State.WAITLISTED


# --- the rule ---------------------------------------------------------------------------------------------------------


def test_a_better_seat_ends_the_worse_dates_and_better_ones_wait_on():
    dates = [Wanted(1, 1, WAITS), Wanted(2, 2, SEAT), Wanted(3, 3, WAITS)]
    assert ending(Choice.BETTER, dates) == [3]
    assert ending(Choice.ONE, dates) == [1, 3]
    assert ending(Choice.ALL, dates) == []


def test_an_offer_is_not_a_seat_and_one_held_for_a_guardian_is():
    for state, over in ((State.OFFERED, []), (State.WAITING_FOR_GUARDIAN, [2])):
        assert ending(Choice.BETTER, [Wanted(1, 1, state), Wanted(2, 2, WAITS)]) == over


def test_of_two_seats_at_once_the_better_one_is_kept():
    dates = [Wanted(1, 2, SEAT), Wanted(2, 1, SEAT)]
    assert ending(Choice.BETTER, dates) == ending(Choice.ONE, dates) == [1]


def test_a_seat_that_can_no_longer_be_given_up_stays_and_the_others_end():
    dates = [Wanted(1, 2, SEAT, is_fixed=True), Wanted(2, 1, WAITS)]
    assert ending(Choice.BETTER, dates) == [2]


WANTED = st.lists(
    st.builds(Wanted, id=st.integers(1, 9), rank=st.none() | st.integers(1, 5), state=st.sampled_from(State)),
    unique_by=lambda one: one.id,
).map(lambda dates: [one for one in dates if one.state is not State.CANCELLED])


@given(dates=WANTED, choice=st.sampled_from(Choice), data=st.data())
def test_the_order_in_which_things_come_makes_no_difference(dates, choice, data):
    """Whatever order they are read in the same ends; and after that nothing more does, and one seat is left."""
    over = set(ending(choice, dates))
    assert set(ending(choice, data.draw(st.permutations(dates)))) == over
    left = [one for one in dates if one.id not in over]
    assert ending(choice, left) == []
    seats = [one for one in left if one.has_seat]
    given_up = [one for one in seats if not one.is_fixed]  # could be given up, and is not
    assert choice is Choice.ALL or len(given_up) <= (0 if len(given_up) < len(seats) else 1)
    assert bool(seats) is any(one.has_seat for one in dates)


# --- one more date ----------------------------------------------------------------------------------------------------


def also(session, enrolment, cohort, *, at=MONDAY):
    found = record(session, enrolment)
    return wishes.want_also(session, found, cohort_brief(session, cohort.code), at=at)


def full(session, cohort, n=900):
    for one in range(cohort.capacity):
        apply(session, cohort, somebody(n + one))


CHECKS = [
    "decisions_nobody_was_told",
    "dates_ended_untold",
    "dates_kept_against_the_wish",
    "enrolments_unlike_their_history",
    "orders_of_several_people",
    "ranks_given_twice",
]


def settle(session, at=MONDAY):
    """What the worker does, and what the audit says of it an hour later."""
    session.expire_all()
    ended = [wishes.settle(session, one, at=at) for one in queries.due(session, at=at)]
    assert running.found(session, at=at + HOUR, names=CHECKS) == {}
    return ended


def state(session, enrolment):
    session.expire_all()
    return session.get(Enrolment, enrolment.id).state


def ranks(session):
    return dict(session.execute(select(Wish.enrolment_id, Wish.rank)).all())


def told(session, template):
    return session.scalars(select(Message).where(Message.template == template).order_by(Message.id)).all()


@pytest.fixture
def two(session):
    """The first date has a seat left, the second is full."""
    first, second = two_dates(session, first={"capacity": 2}, second={"capacity": 1})
    full(session, second)
    return first, second


def test_who_has_a_seat_waits_elsewhere_with_the_same_answers_and_likes_that_better(session, two, speaking):
    first, second = two
    enrolment = apply(session, first, somebody(1))

    new = also(session, enrolment, second)

    assert (new.state, new.answers, new.person_id) == (WAITS, enrolment.answers, enrolment.person_id)
    assert ranks(session) == {new.id: 1, enrolment.id: 2}
    assert settle(session) == []
    (letter,) = told(session, "date_added")
    with speaking("en"):
        letter.language = "en"
        assert "When you get a seat, dates that you like less end by themselves." in letters.editable(letter).body


def test_a_second_click_is_one_more_date_once(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    assert also(session, enrolment, second).id == also(session, enrolment, second).id
    assert len(all_in(session, second)) == 2
    assert len(told(session, "date_added")) == 1


def test_after_cancelling_there_one_may_wait_there_again(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    new = also(session, enrolment, second)
    moves.cancel_own(session, record(session, new), at=MONDAY)
    assert also(session, enrolment, second).state is WAITS


def test_nobody_collects_two_seats_this_way(session):
    first, second = two_dates(session)
    enrolment = apply(session, first, somebody(1))
    with pytest.raises(wishes.SeatIsFree):
        also(session, enrolment, second)


def test_the_rules_of_enrolling_count(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    with pytest.raises(OtherCourse):
        also(session, enrolment, make_cohort(session))
    with pytest.raises(EnrolmentClosed):
        also(session, enrolment, second, at=second.closes_at)


def test_a_form_that_asks_more_there_is_filled_in_there(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    course = record(session, enrolment).cohort.course
    course.questions = ["residency_tie"]
    session.flush()
    with pytest.raises(wishes.AskedMore):
        also(session, enrolment, second)


# --- getting one ------------------------------------------------------------------------------------------------------


def free(session, cohort, at=MONDAY):
    """Somebody in `cohort` cancels, so its seat is offered."""
    session.expire_all()
    seated = next(one for one in all_in(session, cohort) if one.state is SEAT)
    moves.cancel_own(session, record(session, seated), at=at)


def test_an_accepted_offer_ends_the_other_date_and_its_seat_goes_on(session, two):
    first, second = two
    enrolment, _other = apply(session, first, somebody(1)), apply(session, first, somebody(2))
    waits = apply(session, first, somebody(3))
    new = also(session, enrolment, second)
    free(session, second)
    assert settle(session) == []  # offered is not got

    accept(session, record(session, new), by=None, at=MONDAY + HOUR)
    assert settle(session, MONDAY + HOUR) == [1]

    assert (state(session, enrolment), state(session, new)) == (State.CANCELLED, SEAT)
    assert state(session, waits) is State.OFFERED
    assert settle(session, MONDAY + HOUR) == []
    (letter,) = told(session, "dates_ended")
    assert letter.person_id == enrolment.person_id
    assert [one["starts_at"] for one in letter.details["ended"]] == [LATER.isoformat()]


def test_who_wants_to_keep_all_keeps_all(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    new = also(session, enrolment, second)
    arrange(session, enrolment, [new, enrolment], Choice.ALL)
    free(session, second)
    accept(session, record(session, new), by=None, at=MONDAY)
    assert settle(session) == []
    assert state(session, enrolment) is state(session, new) is SEAT


def arrange(session, enrolment, order, choice):
    order = [session.get(Enrolment, one.id).receipt for one in order]
    wishes.arrange(session, record(session, enrolment), order=order, choice=choice, at=MONDAY)


def test_one_seat_is_enough_ends_better_dates_too(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    new = also(session, enrolment, second)
    arrange(session, enrolment, [new, enrolment], Choice.ONE)
    assert settle(session) == [1]
    assert (state(session, enrolment), state(session, new)) == (SEAT, State.CANCELLED)


def test_an_order_of_other_dates_than_those_on_record_is_refused(session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    new = also(session, enrolment, second)
    moves.cancel_own(session, record(session, new), at=MONDAY)
    with pytest.raises(wishes.DatesChanged):
        arrange(session, enrolment, [new, enrolment], Choice.ONE)


@pytest.mark.parametrize("best_first", [True, False])
def test_two_draws_that_both_give_a_seat_leave_the_better_one(session, best_first):
    course = make_course(session)
    given = {"course": course, "selection": Selection.LOTTERY, "capacity": 5}
    first, second = make_cohort(session, **given), make_cohort(session, **given)
    one = apply(session, first, somebody(1))
    two = also(session, one, second)
    better, worse = (one, two) if best_first else (two, one)
    arrange(session, one, [better, worse], Choice.BETTER)
    for cohort, enrolment in ((first, one), (second, two)):
        selecting.give_result(session, cohort.id, winners=[(enrolment.id, None)], waiting=[], by=None, at=MONDAY + HOUR)

    assert settle(session, MONDAY + HOUR) == [1]

    assert (state(session, better), state(session, worse)) == (SEAT, State.CANCELLED)


def test_a_seat_held_for_a_guardian_counts_and_their_letters_for_the_other_date_stop(session):
    first, second = two_dates(session, first={"capacity": 1}, second={"capacity": 1})
    full(session, first)
    full(session, second, 800)
    waits = apply_young(session, first, 1)
    new = also(session, waits, second)
    arrange(session, waits, [new, waits], Choice.BETTER)
    free(session, second)
    accept(session, record(session, new), by=None, at=MONDAY)
    assert state(session, new) is State.WAITING_FOR_GUARDIAN
    assert settle(session) == [1]
    assert state(session, waits) is State.CANCELLED


def test_giving_way_costs_nothing_and_what_was_paid_comes_back(session, two):
    first, second = two
    priced(session, first)
    priced(session, second)
    enrolment = record(session, apply(session, first, somebody(1)))
    payments.pay_cash(session, enrolment, yen=PRICE, day=clock.today(MONDAY), key="k", by=None, at=MONDAY)
    late = LATER - 2 * DAY  # cancelling would cost everything
    session.get(type(second), second.id).closes_at = LATER
    new = also(session, enrolment, second)
    free(session, second, at=late)
    accept(session, record(session, new), by=None, at=late)

    assert settle(session, late) == [1]

    assert standing(session, enrolment).balance == -PRICE
    assert standing(session, new).balance == PRICE


def test_what_was_applied_for_apart_stays_apart(session):
    first, second = two_dates(session)
    one = apply(session, first, somebody(1))
    two = enrol(
        session, cohort=loaded(session, second), application=replace(somebody(1), key="two"), by=None, at=MONDAY
    )
    assert settle(session) == []
    assert state(session, one) is state(session, two) is SEAT
    with pytest.raises(EnrolledThere):
        also(session, one, second)


def test_the_worker_finds_it_and_does_it_once(app, session, two):
    first, second = two
    enrolment = apply(session, first, somebody(1))
    new = also(session, enrolment, second)
    arrange(session, enrolment, [new, enrolment], Choice.ONE)
    session.commit()
    with app.app_context():
        wishes.settle_all(lambda: MONDAY)
        wishes.settle_all(lambda: MONDAY)
    assert state(session, new) is State.CANCELLED
    assert len(told(session, "dates_ended")) == 1


def test_a_date_that_comes_back_to_life_takes_a_place_of_its_own_in_the_order(session, two):
    """Its date was cancelled, and its place went to another one meanwhile."""
    first, second = two
    best = apply(session, second)
    wanted = also(session, best, first)
    third, fourth = (make_cohort(session, course=first.course, capacity=1) for _ in range(2))
    full(session, third, 950)
    moves.cancel_cohort(session, loaded(session, second), reason="台風", by=make_account(session), at=MONDAY)
    liked = also(session, wanted, third)

    go(session, best, fourth, at=MONDAY)

    settle(session)
    assert sorted(ranks(session).values()) == [1, 2, 3]
    assert state(session, liked) is WAITS


def test_a_merge_that_was_an_error_leaves_two_people_their_own_dates(session, two):
    """While they were taken for one, a date of the one was put beside a date of the other."""
    first, second = two
    mine, of_other = apply(session, first, somebody(1)), apply(session, make_cohort(session), somebody(2))
    keep, absorb = (session.get(Person, one.person_id) for one in (of_other, mine))
    by = make_account(session)
    merged = merging.merge(session, keep, absorb, reason="電話が同じ", by=by, at=MONDAY)
    beside = also(session, mine, second)

    merging.undo(session, merged, by=by, at=MONDAY)

    assert running.found(session, at=MONDAY, names=CHECKS) == {}
    assert [[one.id for one in queries.dates_of(session, one.id, at=MONDAY)] for one in (mine, beside)] == [
        [mine.id],
        [beside.id],
    ]
