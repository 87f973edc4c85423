"""LOT-2 to LOT-4, LOT-7: a promise, a list, one draw; the secret stays secret until then, and nothing changes after."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.enrolment.applying import all_in, apply, record, somebody
from tests.enrolment.drawn import AFTER, CLOSES, HOUR, band, count, drawn, lottery, states
from tests.make import MONDAY, make_account, make_cohort, make_course
from workforce import history
from workforce.catalogue.actions import cohorts as cohort_actions
from workforce.catalogue.actions import following
from workforce.catalogue.models import CohortState, Overflow, Selection
from workforce.enrolment.actions import draws, moves, selecting
from workforce.enrolment.actions.draw_refusals import (
    ClosingFixed,
    DrawnAlready,
    ListNotClosed,
    NotDrawn,
    NoValueNamed,
    SeatsAreDrawn,
    SeatsChanged,
    SecondPersonNeeded,
    StillOpen,
    TooLateToName,
    ValueChanged,
    ValueMissing,
    ValueSettled,
)
from workforce.enrolment.actions.refusals import ListClosed
from workforce.enrolment.models import Draw, DrawEntry, DrawOutcome, State
from workforce.enrolment.queries import draws as queries
from workforce.enrolment.queries import seats as counts
from workforce.enrolment.rules import draw_check, draw_file
from workforce.outbox import Message
from workforce.people.actions.merging import merge
from workforce.people.models import Person


def newest(session, cohort):
    return queries.newest(session, cohort.id)


def secret(session, cohort):
    return queries.secret_of(session, newest(session, cohort).id)


def is_true(session, cohort):
    [draw, *_later] = queries.of_cohort(session, cohort.id)
    return all(check.holds for check in draw_check.checks(draw.published))


# --- the promise ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("selection", [Selection.LOTTERY, Selection.LOTTERY_IF_OVER])
def test_published_cohort_that_draws_promises_a_secret_once(session, selection):
    cohort = make_cohort(session, selection=selection)
    assert queries.without_promise(session) == [cohort.id]

    first = draws.promise(session, cohort.id, at=MONDAY)
    again = draws.promise(session, cohort.id, at=MONDAY + HOUR)

    assert first is again
    assert draw_file.digest(secret(session, cohort)) == first.commitment
    assert queries.without_promise(session) == []


@pytest.mark.parametrize("given", [{"selection": Selection.FIRST_COME}, {"state": CohortState.DRAFT}])
def test_cohort_that_does_not_draw_promises_nothing(session, given):
    cohort = make_cohort(session, **{"selection": Selection.LOTTERY, **given})

    assert draws.promise(session, cohort.id, at=MONDAY) is None
    assert queries.without_promise(session) == []


def test_secret_is_read_by_nothing_but_the_draw_and_stands_in_no_history_or_letter(session):
    cohort = lottery(session)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    session.flush()
    session.expire_all()
    kept = secret(session, cohort)

    with pytest.raises(Exception, match="raiseload|not available"):
        _ = newest(session, cohort).secret
    for table in ("history", "history_value", "outbox", "draw_entry"):
        assert kept not in str(session.execute(text(f"SELECT * FROM {table}")).all())
    assert kept not in queries.begins_of(session, newest(session, cohort).id)


# --- the list ---------------------------------------------------------------------------------------------------------


def test_list_is_closed_after_the_window_and_its_hash_is_of_the_list(session):
    cohort = lottery(session, people=3)
    with pytest.raises(StillOpen):
        draws.freeze(session, cohort.id, by=None, at=CLOSES - HOUR)

    draw = draws.freeze(session, cohort.id, by=None, at=AFTER)

    begins = queries.begins_of(session, draw.id)
    assert draw.list_hash == draw_file.digest(begins)
    assert all(f"\n{one.receipt} - 1\n" in begins for one in all_in(session, cohort))
    assert draws.freeze(session, cohort.id, by=None, at=AFTER + HOUR).frozen_at == AFTER


def test_list_is_due_when_the_window_has_closed(session):
    cohort = lottery(session)

    assert draws.freezable(session, at=CLOSES - timedelta(seconds=1)) == []
    assert draws.freezable(session, at=CLOSES) == [cohort.id]
    draws.freeze(session, cohort.id, by=None, at=CLOSES)
    assert draws.freezable(session, at=AFTER) == []


def test_cohort_that_draws_only_if_too_many_apply_closes_no_list_when_all_fit(session):
    cohort = lottery(session, people=2, capacity=2, selection=Selection.LOTTERY_IF_OVER)

    assert draws.freezable(session, at=AFTER) == []
    with pytest.raises(NotDrawn):
        draws.freeze(session, cohort.id, by=None, at=AFTER)


def test_who_cancels_so_that_all_would_fit_does_not_stop_a_draw_whose_list_is_closed(session):
    cohort = lottery(session, people=3, capacity=2, selection=Selection.LOTTERY_IF_OVER)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    moves.cancel_own(session, record(session, all_in(session, cohort)[0]), at=AFTER)

    assert selecting.confirm_everybody(session, cohort.id, at=AFTER + HOUR) is None
    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER + HOUR)
    assert sorted(states(session, cohort)) == ["cancelled", "confirmed", "confirmed"]


def test_nobody_is_added_to_a_closed_list_and_its_seats_stay(session):
    cohort, staff = lottery(session), make_account(session)
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    with pytest.raises(ListClosed):
        apply(session, cohort, somebody(99), by=staff, at=AFTER)
    session.rollback()


def test_seats_of_a_closed_list_cannot_be_changed_before_the_draw(session):
    cohort, staff = lottery(session), make_account(session)
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    with pytest.raises(SeatsAreDrawn):
        moves.change_capacity(session, cohort, capacity=9, by=staff, at=AFTER)
    draws.draw_now(session, cohort.id, by=staff, at=AFTER)
    moves.change_capacity(session, cohort, capacity=9, by=staff, at=AFTER)


def test_draw_is_refused_if_the_seats_of_the_list_are_not_there_any_more(session):
    cohort = lottery(session, capacity=4)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    cohort.capacity = 3

    with pytest.raises(SeatsChanged):
        draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)


def test_window_is_not_opened_again_once_the_list_is_closed(app, session):
    cohort, staff = lottery(session), make_account(session)
    cohort_actions.edit_cohort(session, cohort, closes_at=CLOSES - HOUR, by=staff, at=MONDAY)
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    with pytest.raises(ClosingFixed):
        cohort_actions.edit_cohort(session, cohort, closes_at=AFTER + HOUR, by=staff, at=AFTER)
    cohort_actions.edit_cohort(session, cohort, childcare=True, by=staff, at=AFTER)


def test_background_work_promises_and_closes_what_is_due_and_nothing_twice(app, session):
    promised = lottery(session)
    forgotten = make_cohort(session, selection=Selection.LOTTERY, closes_at=AFTER + HOUR)
    session.commit()
    with app.app_context():
        for _ in range(2):
            draws.settle_all(lambda: AFTER)
    session.expire_all()

    assert newest(session, promised).frozen_at == AFTER
    assert newest(session, forgotten).frozen_at is None
    assert len(queries.of_cohort(session, promised.id)) == 1
    assert not draws.is_due(session, at=AFTER)


def test_cohort_promises_its_secret_with_its_publication(app, session):
    cohort = make_cohort(session, selection=Selection.LOTTERY)

    following.published(session, cohort, at=MONDAY)

    assert newest(session, cohort).committed_at == MONDAY


# --- the draw ---------------------------------------------------------------------------------------------------------


def test_draw_gives_every_seat_ranks_everybody_and_publishes_what_recomputes(session):
    cohort = drawn(session, people=5, capacity=2)

    assert count(session, cohort, State.CONFIRMED) == 2
    assert count(session, cohort, State.WAITLISTED) == 3
    assert is_true(session, cohort)
    results = queries.results(session, newest(session, cohort).id)
    assert [one.rank for one in results] == [1, 2, 3, 4, 5]


def test_losers_wait_in_the_order_of_their_ranks(session):
    cohort = drawn(session, people=6, capacity=2)

    losers = [one.receipt for one in queries.results(session, newest(session, cohort).id) if one.outcome == "waiting"]
    receipts = {one.id: one.receipt for one in all_in(session, cohort)}
    assert [receipts[one] for one in counts.queue_of(session, cohort.id)] == losers


def test_everybody_is_told_once_in_their_language(session):
    cohort = drawn(session, people=5, capacity=2)

    letters = [one for one in session.scalars(select(Message)) if one.details.get("is_result")]
    assert len(letters) == 5
    assert len({one.person_id for one in letters}) == 5
    assert cohort.decided_at == AFTER


def test_draw_is_made_once(session):
    cohort = drawn(session)
    published = queries.of_cohort(session, cohort.id)[0].published

    with pytest.raises(DrawnAlready):
        draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER + HOUR)

    assert queries.of_cohort(session, cohort.id)[0].published == published


def test_nothing_is_drawn_before_the_list_is_closed(session):
    cohort = lottery(session)

    with pytest.raises(ListNotClosed):
        draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)


def test_who_left_since_the_list_was_closed_keeps_the_rank_and_is_shown_so(session):
    cohort = lottery(session, people=3, capacity=2)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    gone = all_in(session, cohort)[0]
    moves.cancel_own(session, record(session, gone), at=AFTER)

    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER + HOUR)

    found = {one.receipt: one.outcome for one in queries.results(session, newest(session, cohort).id)}
    assert found[gone.receipt] is DrawOutcome.WITHDRAWN
    assert count(session, cohort, State.CONFIRMED) == 2
    assert is_true(session, cohort)


def test_band_gets_its_seats_first_and_the_seat_remembers_the_band(session):
    cohort = lottery(session, people=0, capacity=3)
    residents = band(session, cohort, 2)
    for n in range(8):
        apply(session, cohort, somebody(n))
    people = all_in(session, cohort)
    for one in people[:2]:
        one.band_id = residents.id
    session.flush()
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)

    again = all_in(session, cohort)
    assert [one.seat_band_id for one in again[:2]] == [residents.id] * 2
    assert count(session, cohort, State.CONFIRMED) == 3
    assert is_true(session, cohort)


def test_seats_that_a_band_keeps_stay_free(session):
    cohort = lottery(session, people=0, capacity=3)
    band(session, cohort, 2, overflow=Overflow.KEEP)
    for n in range(4):
        apply(session, cohort, somebody(n))
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)

    assert count(session, cohort, State.CONFIRMED) == 1


def test_cancelled_cohort_is_drawn_no_more(session):
    cohort, staff = lottery(session), make_account(session)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    moves.cancel_cohort(session, cohort, reason="雪", by=staff, at=AFTER)

    with pytest.raises(NotDrawn):
        draws.draw_now(session, cohort.id, by=staff, at=AFTER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE draw SET secret = 'x'",
        "UPDATE draw SET published = 'x'",
        "UPDATE draw SET begins = 'x'",
        "UPDATE draw SET file_hash = 'x'",
        "DELETE FROM draw",
        "DELETE FROM draw_entry",
        "UPDATE draw_entry SET rank = rank + 100",
        "UPDATE draw_entry SET weight = 2",
    ],
)
def test_database_itself_keeps_what_was_published(session, statement):
    drawn(session)
    session.commit()

    with pytest.raises(DatabaseError, match="keeps what was published"):
        session.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE draw SET commitment = 'x'", "UPDATE draw_entry SET weight = 2"])
def test_database_keeps_the_promise_and_the_list_before_the_draw(session, statement):
    cohort = lottery(session)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    session.commit()

    with pytest.raises(DatabaseError, match="keeps what was published"):
        session.execute(text(statement))


# --- the public value -------------------------------------------------------------------------------------------------


def with_value(session, **given):
    cohort = lottery(session, **given)
    draws.name_value(session, cohort.id, name="日経平均株価  3月10日 終値", by=make_account(session), at=MONDAY)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    return cohort


def test_public_value_is_named_before_closing_typed_by_one_and_confirmed_by_another(session):
    cohort, one, other = with_value(session), make_account(session), make_account(session)
    with pytest.raises(ValueMissing):
        draws.draw_now(session, cohort.id, by=one, at=AFTER)

    draws.type_value(session, cohort.id, value="３８,915.87", by=one, at=AFTER)
    with pytest.raises(SecondPersonNeeded):
        draws.confirm_value(session, cohort.id, seen="38,915.87", by=one, at=AFTER)
    with pytest.raises(ValueChanged):
        draws.confirm_value(session, cohort.id, seen="38,915.88", by=other, at=AFTER)
    draws.confirm_value(session, cohort.id, seen="38,915.87", by=other, at=AFTER)
    with pytest.raises(ValueSettled):
        draws.type_value(session, cohort.id, value="1", by=one, at=AFTER)
    draws.draw_now(session, cohort.id, by=one, at=AFTER)

    drawn_file = draw_file.read(queries.of_cohort(session, cohort.id)[0].published)
    assert (drawn_file.rules.value_name, drawn_file.value) == ("日経平均株価 3月10日 終値", "38,915.87")
    assert is_true(session, cohort)


def test_two_accounts_of_one_human_are_one_person(session):
    cohort, one, other = with_value(session), make_account(session), make_account(session)
    merge(
        session,
        session.get_one(Person, one.person_id),
        session.get_one(Person, other.person_id),
        reason="同じ人",
        by=make_account(session),
        at=AFTER,
    )
    draws.type_value(session, cohort.id, value="1", by=one, at=AFTER)

    with pytest.raises(SecondPersonNeeded):
        draws.confirm_value(session, cohort.id, seen="1", by=other, at=AFTER)


def test_public_value_cannot_be_named_after_closing_nor_typed_if_none_was(session):
    cohort, staff = lottery(session), make_account(session)
    with pytest.raises(TooLateToName):
        draws.name_value(session, cohort.id, name="日経平均株価", by=staff, at=CLOSES)
    draws.freeze(session, cohort.id, by=None, at=AFTER)

    with pytest.raises(NoValueNamed):
        draws.type_value(session, cohort.id, value="1", by=staff, at=AFTER)


# --- tickets ----------------------------------------------------------------------------------------------------------


def weights(session, cohort):
    query = select(DrawEntry.enrolment_id, DrawEntry.weight).join(Draw, Draw.id == DrawEntry.draw_id)
    found = dict(session.execute(query.where(Draw.cohort_id == cohort.id)).all())
    return [found[one.id] for one in all_in(session, cohort)]


def test_who_lost_an_earlier_draw_of_the_course_has_a_ticket_more_up_to_the_most(session):
    course = make_course(session)
    losers = []
    for number in range(4):
        cohort = lottery(session, people=0, capacity=1, course=course, closes_at=AFTER + timedelta(days=number))
        for n in (0, 10 + number):
            apply(session, cohort, somebody(n, key=f"{number}:{n}"))
        draws.freeze(session, cohort.id, by=None, at=cohort.closes_at)
        losers.append(weights(session, cohort)[0])
        ids = [one.id for one in all_in(session, cohort)]
        force(session, cohort, winner=ids[1], loser=ids[0])

    assert losers == [1, 2, 3, 3]


def force(session, cohort, *, winner, loser):
    """The draw as it would go with luck: the second one wins."""
    selecting.give_result(session, cohort.id, winners=[(winner, None)], waiting=[loser], by=None, at=cohort.closes_at)
    for place, (one, outcome) in enumerate([(winner, "seat"), (loser, "waiting")], 1):
        update = text("UPDATE draw_entry SET rank = :rank, outcome = :outcome WHERE enrolment_id = :one")
        session.execute(update, {"rank": place, "outcome": outcome, "one": one})


def test_seat_since_then_takes_the_ticket_back(session):
    course = make_course(session)
    first = lottery(session, people=0, capacity=1, course=course)
    for n in (0, 1):
        apply(session, first, somebody(n))
    draws.freeze(session, first.id, by=None, at=AFTER)
    ids = [one.id for one in all_in(session, first)]
    force(session, first, winner=ids[1], loser=ids[0])
    later = make_cohort(session, course=course, closes_at=AFTER + timedelta(days=1))
    apply(session, later, somebody(0, key="later"))

    second = lottery(session, people=0, capacity=1, course=course, closes_at=AFTER + timedelta(days=2))
    apply(session, second, somebody(0, key="second"))
    draws.freeze(session, second.id, by=None, at=second.closes_at)

    assert weights(session, second) == [1]


def test_history_says_what_happened_without_the_secret(session):
    cohort = drawn(session)

    told = [entry.what for entry in history.of(session, "cohort", [cohort.id])]

    assert {"draw_promised", "draw_list_closed", "drawn", "decided"} <= set(told)
