"""Where recording who was there meets something else: the Back button, a move to another date, a seat got late."""

from datetime import timedelta

import pytest

from tests.attendance.lessons import make_lesson, minutes_of
from tests.attendance.missing import NOW, make_home, make_host, sittings, trainee
from tests.attendance.taught import seated
from tests.attendance.test_marking import NINE, given, record
from tests.enrolment.applying import BY_TELEPHONE, all_in, apply, loaded, somebody
from tests.enrolment.applying import record as of_receipt
from tests.make import LATER, make_account
from workforce.attendance.actions import contests, making_up, marks
from workforce.attendance.actions.roll_refusals import KeyTaken
from workforce.attendance.forms.roll import changed
from workforce.attendance.models import Status
from workforce.attendance.queries.rolls import Standing, roll
from workforce.attendance.queries.standings import standings
from workforce.attendance.rules.ledger import Source
from workforce.audit.checks.rolls import (
    closed_rolls_with_gaps,
    minutes_of_another_mark,
    minutes_that_differ_from_the_mark,
)
from workforce.enrolment.actions import guests, moves
from workforce.enrolment.actions.transferring import transfer
from workforce.enrolment.models import State

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def begun_with(session, **given):
    """A date whose first two lessons are over, and somebody with a seat in it of whom nothing is recorded."""
    home = make_home(session, **BY_TELEPHONE | given)
    return home, seated(session, home, application=somebody(1))


def first_of(session, cohort):
    return sittings(session, cohort)[0]


def move(session, enrolment, to):
    there, clerk = loaded(session, to), make_account(session)
    transfer(session, of_receipt(session, enrolment), there, by=clerk, at=NOW, reason="仕事")
    session.commit()


def test_a_page_sent_again_with_something_else_is_refused_and_not_taken_for_the_first(session):
    sitting, (one, *_rest) = make_lesson(session)
    record(session, sitting, given(one, key="page:1"))
    [again] = record(session, sitting, given(one, Status.ABSENT, key="page:1"), at=NINE + 9 * MINUTE)

    assert isinstance(again.refusal, KeyTaken)
    assert minutes_of(session, sitting, one) == [50, 60]


def test_who_moved_on_before_the_roll_was_taken_is_still_recorded(app, session):
    home, enrolment = begun_with(session)
    sitting = first_of(session, home)
    move(session, enrolment, make_host(session, home))
    found = roll(session, sitting.id)

    assert found.rows[enrolment.id].standing is Standing.LEFT
    assert found.missing == []
    record(session, sitting, given(enrolment), at=NOW)
    assert standings(session, [enrolment.id], at=NOW)[enrolment.id].counted == 60


def test_who_cancelled_since_is_on_the_roll_of_that_day_and_not_on_the_next(app, session):
    home, enrolment = begun_with(session)
    moves.cancel(session, enrolment, reason="病気", by=make_account(session), at=LATER + 2 * HOUR)
    first, second, *_rest = sittings(session, home)

    assert roll(session, first.id).rows[enrolment.id].standing is Standing.LEFT
    assert roll(session, second.id).rows == {}


def test_the_button_for_the_rest_is_for_who_is_expected(app, session):
    home, enrolment = begun_with(session)
    moves.cancel(session, enrolment, reason="病気", by=make_account(session), at=LATER + 2 * HOUR)
    found = roll(session, first_of(session, home).id)
    typed = {"rest": "y", f"seen-{enrolment.id}": "not_recorded.0.0"}

    assert changed(typed, found, key="page", at=NOW) == []


def test_who_waited_until_after_the_lesson_does_not_keep_its_roll_open(app, session):
    home, first = begun_with(session, capacity=1)
    waiting = apply(session, home, somebody(2))
    assert waiting.state is State.WAITLISTED
    moves.cancel(session, first, reason="病気", by=make_account(session), at=LATER + 2 * HOUR)
    waiting = of_receipt(session, waiting)
    moves.confirm(session, waiting, by=make_account(session), at=LATER + 3 * HOUR)
    session.commit()

    assert waiting.state is State.CONFIRMED
    assert roll(session, first_of(session, home).id).rows[waiting.id].standing is Standing.LATER


def test_who_moved_to_the_date_they_were_to_visit_attends_there_and_makes_nothing_up(app, session):
    home = make_home(session)
    host = make_host(session, home)
    enrolment, lesson = trainee(session, home), first_of(session, host)
    guest = making_up.book(session, of_receipt(session, enrolment), lesson.id, by=None, at=NOW)
    session.commit()
    move(session, enrolment, host)
    guests.settle(session, guest.id, at=NOW)
    record(session, first_of(session, host), given(enrolment), at=first_of(session, host).starts_at)

    [line, *_rest] = standings(session, [enrolment.id], at=NOW + 30 * DAY)[enrolment.id].lines
    assert line.by_source == {Source.ATTENDED: 60}


def test_what_was_contested_before_somebody_moved_can_be_decided_after_it(app, session):
    home, enrolment = begun_with(session)
    lesson = first_of(session, home)
    contests.contest(session, of_receipt(session, enrolment), lesson.id, words="出席しました", by=None, at=NOW)
    session.commit()
    move(session, enrolment, make_host(session, home))
    present = given(enrolment, reason="名簿の署名")
    contests.change(session, of_receipt(session, enrolment), lesson.id, present, by=make_account(session), at=NOW)

    assert standings(session, [enrolment.id], at=NOW)[enrolment.id].counted == 60


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_all_others_present_changes_nobody_whom_somebody_else_recorded(session, order):
    sitting, (one, other, _third) = make_lesson(session)
    absent = given(one, Status.ABSENT, noted_at=NINE + 4 * MINUTE)
    rest = [given(each, key=f"rest:{each.id}", noted_at=NINE + 9 * MINUTE) for each in (one, other)]
    for which in order:
        record(session, sitting, *((absent,), rest)[which], at=NINE + 20 * MINUTE)

    assert minutes_of(session, sitting, one) == [0, 0]
    assert minutes_of(session, sitting, other) == [50, 60]
    assert [*minutes_of_another_mark(session, NINE), *minutes_that_differ_from_the_mark(session, NINE)] == []


def test_all_others_present_is_for_whom_a_mark_was_undone(session):
    sitting, (one, *_rest) = make_lesson(session)
    record(session, sitting, given(one, Status.ABSENT))
    record(session, sitting, given(one, Status.NOT_RECORDED), at=NINE + 6 * MINUTE)
    record(session, sitting, given(one, key="rest:1"), at=NINE + 9 * MINUTE)

    assert minutes_of(session, sitting, one) == [50, 60]


def test_a_mark_that_was_undone_makes_nobody_expected_who_joined_later(app, session):
    home, _first = begun_with(session)
    late = apply(session, home, somebody(2), by=make_account(session), at=LATER + 2 * HOUR)
    lesson = first_of(session, home)
    for status in (Status.PRESENT, Status.NOT_RECORDED):
        record(session, lesson, given(late, status), at=NOW)

    assert roll(session, lesson.id).rows[late.id].standing is Standing.LATER


def test_a_roll_is_whole_without_whoever_waited_again_on_that_day(app, session):
    home, enrolment = begun_with(session, capacity=1)
    clerk = make_account(session)
    apply(session, home, somebody(2), by=clerk, at=LATER - 2 * DAY)
    moves.waitlist(session, of_receipt(session, enrolment), reason="本人の希望", by=clerk, at=LATER - DAY)
    marks.close(session, first_of(session, home).id, by=clerk, at=LATER + HOUR)
    moves.change_capacity(session, home, capacity=3, by=clerk, at=LATER + 2 * HOUR)
    for one in reversed(all_in(session, home)):
        if one.state is State.WAITLISTED:
            moves.confirm(session, of_receipt(session, one), by=clerk, at=LATER + 2 * HOUR)

    assert of_receipt(session, enrolment).state is State.CONFIRMED
    assert list(closed_rolls_with_gaps(session, NOW)) == []
