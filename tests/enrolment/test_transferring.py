"""ENR-14: to another date of the same course, with everything that belongs to the enrolment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.enrolment.applying import CHEN, all_in, apply, loaded, record, somebody
from tests.enrolment.elsewhere import NEXT_MONTH, go, two_dates
from tests.enrolment.guarded import answer, apply_young
from tests.enrolment.test_bands import living, make_band
from tests.enrolment.test_together import group_up
from tests.make import LATER, MONDAY, make_account, make_cohort, saved
from workforce import history
from workforce.audit import running
from workforce.catalogue.models import BandKind, Cohort, CohortState, Course, Selection, Session
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.catalogue.rules.eligibility import UnderAge
from workforce.enrolment.actions import moves, offers, waiting
from workforce.enrolment.actions.answering import accept
from workforce.enrolment.actions.draws import draw_now, freeze, promise
from workforce.enrolment.actions.refusals import (
    CohortCancelled,
    EnrolmentClosed,
    MovedMeanwhile,
    MoveNotPossible,
    ReasonMissing,
    TooLateToChange,
)
from workforce.enrolment.actions.transfer_refusals import (
    EnrolledThere,
    ListThereClosed,
    NoSeatThere,
    OtherCourse,
    SameDate,
    SeatsGivenLater,
)
from workforce.enrolment.actions.transferring import transfer
from workforce.enrolment.models import DrawEntry, DrawOutcome, Enrolment, Offer, Outcome, State, Transfer
from workforce.enrolment.queries import feeds, seats
from workforce.outbox import Message, letters

HOUR = timedelta(hours=1)


def letters_of(session, enrolment, template="enrolment_moved"):
    query = select(Message).where(Message.person_id == enrolment.person_id, Message.template == template)
    return session.scalars(query.order_by(Message.id)).all()


def states(session, cohort):
    session.expire_all()
    return [one.state.value for one in all_in(session, cohort)]


def entries(session, enrolment):
    return history.of(session, "enrolment", [enrolment.id])


def test_the_row_goes_with_its_number_answers_and_history(session):
    first, second = two_dates(session)
    enrolment = apply(session, first)
    receipt, answers = enrolment.receipt, enrolment.answers

    go(session, enrolment, second, at=MONDAY + HOUR)

    found = session.get(Enrolment, enrolment.id)
    assert (found.cohort_id, found.receipt, found.answers) == (second.id, receipt, answers)
    assert found.state is State.CONFIRMED
    newest = entries(session, found)[0]
    assert (newest.what, newest.from_state, newest.to_state) == ("transfer", "confirmed", "confirmed")
    (change,) = history.values_of(session, [newest.id])[newest.id]
    assert (change.field, change.old, change.new) == ("cohort", first.code, second.code)
    assert seats.seats_of(session, first.id).taken == 0


def test_one_letter_says_the_new_date_and_the_old_one(session, speaking):
    first, second = two_dates(session)
    enrolment = apply(session, first)

    go(session, enrolment, second, at=MONDAY + HOUR)

    (letter,) = letters_of(session, enrolment)
    with speaking("en"):
        letter.language = "en"
        words = letters.editable(letter).body
    assert "You have a seat on the new date." in words
    assert "Until now: " in words


def test_the_seat_that_is_left_is_offered_to_the_next_in_the_same_transaction(session):
    first, second = two_dates(session, first={"capacity": 1})
    enrolment = apply(session, first)
    waits = apply(session, first, somebody(1))

    go(session, enrolment, second, at=MONDAY + HOUR)

    assert session.get(Enrolment, waits.id).state is State.OFFERED


def test_who_has_a_seat_keeps_it_when_there_is_none_on_the_other_date(session):
    first, second = two_dates(session, second={"capacity": 1})
    apply(session, second, somebody(1))
    enrolment = apply(session, first)

    with pytest.raises(NoSeatThere):
        go(session, enrolment, second, at=MONDAY)

    found = session.get(Enrolment, enrolment.id)
    assert (found.cohort_id, found.state) == (first.id, State.CONFIRMED)
    assert session.scalars(select(Transfer)).all() == []


def test_somebody_who_waits_is_passed_by_nobody_who_comes_from_elsewhere(session):
    first, second = two_dates(session, second={"capacity": 1})
    apply(session, second, somebody(1))
    apply(session, second, somebody(2))
    moves.change_capacity(session, second, capacity=2, by=None, at=MONDAY)
    enrolment = apply(session, first)

    with pytest.raises(NoSeatThere):
        go(session, enrolment, second, at=MONDAY)


def test_who_waits_gets_what_a_newcomer_gets(session):
    first, second = two_dates(session, first={"capacity": 1}, second={"capacity": 1})
    apply(session, first, somebody(1))
    one, two = apply(session, first, somebody(2)), apply(session, first, somebody(3))

    go(session, one, second, at=MONDAY)
    go(session, two, second, at=MONDAY)

    assert states(session, second) == ["confirmed", "waitlisted"]
    assert states(session, first) == ["confirmed"]


def test_an_open_offer_ends_and_goes_on(session):
    first, second = two_dates(session, first={"capacity": 1})
    seated = apply(session, first, somebody(1))
    offered, third = apply(session, first, somebody(2)), apply(session, first, somebody(3))
    moves.cancel_own(session, record(session, seated), at=MONDAY)

    go(session, offered, second, at=MONDAY + HOUR)

    assert session.get(Enrolment, offered.id).state is State.CONFIRMED
    assert session.get(Enrolment, third.id).state is State.OFFERED
    outcome = session.scalars(select(Offer.outcome).where(Offer.enrolment_id == offered.id)).one()
    assert outcome is Outcome.WITHDRAWN


def test_a_second_click_is_one_move_and_one_letter(session):
    first, second = two_dates(session)
    enrolment = apply(session, first)

    one = go(session, enrolment, second, at=MONDAY)
    again = go(session, enrolment, second, at=MONDAY)

    assert one.id == again.id
    assert len(letters_of(session, enrolment)) == 1


def test_a_page_from_before_the_move_moves_nothing(session):
    """Two browsers choose different dates at one moment: the one that comes second is told."""
    first, second = two_dates(session)
    third = make_cohort(session, course=session.get(Course, first.course_id))
    enrolment = record(session, apply(session, first))
    there = cohort_brief(session, third.code)
    session.execute(update(Enrolment.__table__).values(cohort_id=second.id))

    with pytest.raises(MovedMeanwhile):
        transfer(session, enrolment, there, by=None, at=MONDAY)


def test_the_same_date_is_no_move(session):
    first, _second = two_dates(session)
    with pytest.raises(SameDate):
        go(session, apply(session, first), first, at=MONDAY)


def test_another_course_is_refused(session):
    first, _second = two_dates(session)
    with pytest.raises(OtherCourse):
        go(session, apply(session, first), make_cohort(session), at=MONDAY)


def test_who_is_there_already_is_not_there_twice(session):
    first, second = two_dates(session)
    enrolment = apply(session, first)
    apply(session, second, replace(CHEN, key="again"))

    with pytest.raises(EnrolledThere):
        go(session, enrolment, second, at=MONDAY)


def test_a_cancelled_or_closed_date_is_refused_and_staff_may_still_use_a_closed_one(session):
    first, second = two_dates(session)
    enrolment = apply(session, first)
    second.closes_at = MONDAY + HOUR
    session.flush()
    with pytest.raises(EnrolmentClosed):
        go(session, enrolment, second, at=MONDAY + 2 * HOUR)
    staff = make_account(session)
    with pytest.raises(ReasonMissing):
        go(session, enrolment, second, by=staff, at=MONDAY + 2 * HOUR)
    go(session, enrolment, second, by=staff, at=MONDAY + 2 * HOUR, reason="電話で依頼")
    assert entries(session, enrolment)[0].reason == "電話で依頼"
    session.get(type(first), first.id).state = CohortState.CANCELLED
    session.flush()
    with pytest.raises(CohortCancelled):
        go(session, enrolment, first, by=staff, at=MONDAY + 2 * HOUR, reason="電話で依頼")


def test_after_the_last_day_for_changes_only_staff_move(session):
    first, second = two_dates(session, first={"changes_until": MONDAY + HOUR})
    enrolment = apply(session, first)
    with pytest.raises(TooLateToChange):
        go(session, enrolment, second, at=MONDAY + HOUR)
    go(session, enrolment, second, by=make_account(session), at=MONDAY + HOUR, reason="電話で依頼")


def test_the_age_counts_on_the_first_day_there(session):
    first, second = two_dates(session, minimum_age=18)
    born = date(LATER.year - 18, LATER.month, LATER.day)
    enrolment = apply(session, second, somebody(1, birth_date=born.replace(month=NEXT_MONTH.month)))
    with pytest.raises(UnderAge):
        go(session, enrolment, first, at=MONDAY)


def test_a_list_that_is_closed_for_a_draw_takes_nobody_and_a_seat_is_not_given_up_for_a_chance(session):
    first, second = two_dates(session, second={"selection": Selection.LOTTERY, "capacity": 1})
    enrolment = apply(session, first)
    with pytest.raises(SeatsGivenLater):
        go(session, enrolment, second, at=MONDAY)
    promise(session, second.id, at=MONDAY)
    for n in range(2):
        apply(session, second, somebody(10 + n))
    closed = MONDAY + timedelta(days=8)
    freeze(session, second.id, by=None, at=closed)
    staff = make_account(session)
    with pytest.raises(ListThereClosed):
        go(session, enrolment, second, by=staff, at=closed, reason="電話で依頼")


def test_who_waits_may_apply_where_the_seats_are_given_later(session):
    first, second = two_dates(session, first={"capacity": 1}, second={"selection": Selection.LOTTERY})
    apply(session, first, somebody(1))
    enrolment = apply(session, first)
    go(session, enrolment, second, at=MONDAY)
    assert session.get(Enrolment, enrolment.id).state is State.APPLIED


def test_the_clock_of_a_guardian_begins_anew_and_they_are_asked_about_the_new_date(session):
    first, second = two_dates(session)
    enrolment = apply_young(session, first)
    before = record(session, enrolment).held_until

    go(session, enrolment, second, at=MONDAY + timedelta(days=2))

    found = record(session, enrolment)
    assert found.state is State.WAITING_FOR_GUARDIAN
    assert found.held_until > before
    asked = session.scalars(select(Message).where(Message.template == "guardian_request").order_by(Message.id)).all()
    assert [one.state.value for one in asked] == ["cancelled", "queued"]
    assert asked[-1].details["starts_at"] == NEXT_MONTH.isoformat()


def test_what_a_guardian_has_agreed_to_stays(session):
    first, second = two_dates(session)
    enrolment = apply_young(session, first)
    answer(session, enrolment)
    go(session, enrolment, second, at=MONDAY + HOUR)
    assert record(session, enrolment).state is State.CONFIRMED
    assert record(session, enrolment).consent


def test_the_seats_that_are_first_for_some_people_count_anew(session):
    first, second = two_dates(session, first={"capacity": 2}, second={"capacity": 2})
    make_band(session, first, kind=BandKind.RESIDENTS, seats=1, position=1)
    band = make_band(session, second, kind=BandKind.RESIDENTS, seats=1, position=1)
    enrolment = apply(session, first, living(1, "lives"))

    go(session, enrolment, second, at=MONDAY)

    found = session.get(Enrolment, enrolment.id)
    assert (found.band_id, found.seat_band_id) == (band.id, band.id)


def test_somebody_who_never_had_another_seat_is_still_new(session):
    first, second = two_dates(session)
    band = make_band(session, second, kind=BandKind.FIRST_TIME, seats=1, position=1)
    enrolment = apply(session, first)
    go(session, enrolment, second, at=MONDAY)
    assert session.get(Enrolment, enrolment.id).band_id == band.id


def test_what_ended_stays_ended(session):
    first, second = two_dates(session)
    enrolment = apply(session, first)
    moves.cancel_own(session, record(session, enrolment), at=MONDAY)
    with pytest.raises(MoveNotPossible):
        go(session, enrolment, second, at=MONDAY)


def test_an_enrolment_whose_date_was_cancelled_comes_back_to_life(session):
    first, second = two_dates(session)
    enrolment, gone = apply(session, first), apply(session, first, somebody(1))
    moves.cancel_own(session, record(session, gone), at=MONDAY)
    moves.cancel_cohort(session, loaded(session, first), reason="台風", by=make_account(session), at=MONDAY + HOUR)

    go(session, enrolment, second, at=MONDAY + 2 * HOUR)

    assert session.get(Enrolment, enrolment.id).state is State.CONFIRMED
    with pytest.raises(MoveNotPossible):
        go(session, gone, second, at=MONDAY + 2 * HOUR)


def test_who_looked_at_the_old_date_while_it_moved_decides_nothing(session):
    """What another request loaded before the move is held by its old cohort."""
    first, second = two_dates(session)
    enrolment = record(session, apply(session, first))
    session.execute(update(Enrolment.__table__).values(cohort_id=second.id))
    with pytest.raises(MovedMeanwhile):
        accept(session, enrolment, by=None, at=MONDAY)


def test_the_audit_finds_nothing_after_all_of_it(session, speaking):
    first, second = two_dates(session, first={"capacity": 2}, second={"capacity": 3}, items=())
    people = [apply(session, first, somebody(n)) for n in range(4)]
    go(session, people[0], second, at=MONDAY + HOUR)
    go(session, people[3], second, at=MONDAY + HOUR)
    accept(session, record(session, people[2]), by=None, at=MONDAY + 2 * HOUR)
    offers.settle_cohort(session, first.id, at=MONDAY + 3 * HOUR)
    with speaking("ja"):
        assert running.found(session, at=MONDAY + 3 * HOUR) == {}


def test_the_calendar_takes_out_the_old_date_and_puts_in_the_new_one(session):
    first, second = two_dates(session)
    for cohort in (first, second):
        saved(session, Session(cohort_id=cohort.id, starts_at=cohort.starts_at, ends_at=cohort.ends_at))
    enrolment = apply(session, first)
    before = feeds.events(session, enrolment.person_id, at=MONDAY)

    go(session, enrolment, second, at=MONDAY + HOUR)
    there = feeds.events(session, enrolment.person_id, at=MONDAY + HOUR)
    go(session, enrolment, first, at=MONDAY + 2 * HOUR)
    back = feeds.events(session, enrolment.person_id, at=MONDAY + 2 * HOUR)

    assert [(one.cohort.id, one.is_cancelled) for one in before] == [(first.id, False)]
    assert [(one.cohort.id, one.is_cancelled) for one in there] == [(first.id, True), (second.id, False)]
    assert [(one.cohort.id, one.is_cancelled) for one in back] == [(first.id, False), (second.id, True)]
    assert before[0].number < there[0].number < back[0].number


def test_who_leaves_a_closed_list_is_passed_over_by_the_draw(session):
    first, second = two_dates(session, first={"selection": Selection.LOTTERY, "capacity": 1})
    promise(session, first.id, at=MONDAY)
    people = [apply(session, first, somebody(n)) for n in range(3)]
    closed = MONDAY + timedelta(days=8)
    draw = freeze(session, first.id, by=None, at=closed)
    staff = make_account(session)

    go(session, people[0], second, by=staff, at=closed, reason="電話で依頼")
    draw_now(session, first.id, by=staff, at=closed + HOUR)

    outcomes = dict(session.execute(select(DrawEntry.enrolment_id, DrawEntry.outcome)).all())
    assert outcomes[people[0].id] is DrawOutcome.WITHDRAWN
    assert session.get(Enrolment, people[0].id).state is State.CONFIRMED
    assert sorted(states(session, first)) == ["confirmed", "waitlisted"]
    assert draw.id


def test_who_leaves_a_group_that_waits_lets_the_others_in(session):
    first, second = two_dates(session, first={"capacity": 2})
    seated = apply(session, first)
    apply(session, first, somebody(1))
    both = [apply(session, first, somebody(n)) for n in (2, 3)]
    group_up(session, *(record(session, one) for one in both))
    moves.cancel_own(session, record(session, seated), at=MONDAY + HOUR)
    assert states(session, first)[2:] == ["waitlisted", "waitlisted"], "one seat is too few for both"

    go(session, both[0], second, at=MONDAY + 2 * HOUR)

    found = session.get(Enrolment, both[0].id)
    assert (found.state, found.waiting_group_id) == (State.CONFIRMED, None)
    assert session.get(Enrolment, both[1].id).state is State.OFFERED


def test_who_waited_in_vain_takes_another_date_with_the_same_number(session):
    first, second = two_dates(session, first={"capacity": 1})
    apply(session, first)
    late = apply(session, first, somebody(1))
    session.execute(update(Cohort).where(Cohort.id == second.id).values(closes_at=LATER + timedelta(days=9)))
    waiting.end(session, first.id, at=LATER + timedelta(days=1))

    go(session, late, second, at=LATER + timedelta(days=2))

    assert states(session, second) == ["confirmed"]
