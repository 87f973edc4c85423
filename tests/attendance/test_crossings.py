"""Where recording who was there meets something else: the Back button, a move to another date, a seat got late."""

from datetime import timedelta

from tests.attendance.lessons import make_lesson, minutes_of
from tests.attendance.test_marking import NINE, given, record
from workforce.attendance.actions.roll_refusals import KeyTaken
from workforce.attendance.models import Status

MINUTE = timedelta(minutes=1)


def test_a_page_sent_again_with_something_else_is_refused_and_not_taken_for_the_first(session):
    sitting, (one, *_rest) = make_lesson(session)
    record(session, sitting, given(one, key="page:1"))
    [again] = record(session, sitting, given(one, Status.ABSENT, key="page:1"), at=NINE + 9 * MINUTE)

    assert isinstance(again.refusal, KeyTaken)
    assert minutes_of(session, sitting, one) == [50, 60]
