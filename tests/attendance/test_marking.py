"""Recording who was there, from one device or two, early, late and again."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select

from tests.attendance.lessons import (
    cohort_of,
    make_enrolment,
    make_guest,
    make_lesson,
    make_teacher,
    minutes_of,
    parts_of,
)
from tests.make import MONDAY, make_account
from workforce import history
from workforce.access import Role
from workforce.attendance.actions import marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.actions.roll_refusals import (
    CorrectionNeedsReason,
    KeyTaken,
    NotOnRoll,
    NotOverYet,
    RollNotOpen,
    SessionCancelled,
    StillMissing,
)
from workforce.attendance.models import Attendance, Fate, Mark, MarkSource, RollCall, Status
from workforce.attendance.queries.rolls import Standing, roll
from workforce.attendance.rules.marks import MinutesTooMany
from workforce.catalogue.models import CohortState
from workforce.enrolment.models import State

NINE = MONDAY
MINUTE = timedelta(minutes=1)
NUMBERS = count(1)


@pytest.fixture
def lesson(session):
    return make_lesson(session)


def given(enrolment, status=Status.PRESENT, key=None, **values):
    return Given(key or f"mark-{next(NUMBERS)}", enrolment.id, status, **values)


def record(session, sitting, *marked, source=MarkSource.ROLL_CALL, by=None, at=NINE + 5 * MINUTE):
    return marks.mark_each(session, sitting.id, marked, source=source, by=by, at=at)


def close(session, sitting, people, at=NINE + 120 * MINUTE):
    teacher = make_teacher(session, sitting)
    record(session, sitting, *(given(one) for one in people), by=teacher)
    marks.close(session, sitting.id, by=teacher, at=at)
    return teacher


def test_minutes_of_each_part_come_of_a_mark(session, lesson):
    sitting, (one, other, third) = lesson
    record(session, sitting, given(one), given(other, Status.LATE, late_minutes=12), given(third, Status.ABSENT))

    assert minutes_of(session, sitting, one) == [50, 60]
    assert minutes_of(session, sitting, other) == [38, 60]
    assert minutes_of(session, sitting, third) == [0, 0]


def test_a_mark_sent_twice_is_one(session, lesson):
    sitting, (one, *_rest) = lesson
    first = record(session, sitting, given(one, key="a"))
    again = record(session, sitting, given(one, key="a"), at=NINE + 9 * MINUTE)

    assert first[0].mark.id == again[0].mark.id
    assert session.scalar(select(func.count()).select_from(Mark)) == 1


def test_what_was_noted_later_counts_though_it_arrives_first(session, lesson):
    sitting, (one, *_rest) = lesson
    record(session, sitting, given(one, Status.ABSENT, noted_at=NINE + 4 * MINUTE))
    [late] = record(session, sitting, given(one, noted_at=NINE + 2 * MINUTE), at=NINE + 6 * MINUTE)

    assert late.mark.fate is Fate.OVERTAKEN
    assert minutes_of(session, sitting, one) == [0, 0]


def test_undo_is_a_mark_after_which_nothing_is_recorded(session, lesson):
    sitting, (one, *_rest) = lesson
    record(session, sitting, given(one))
    record(session, sitting, given(one, Status.NOT_RECORDED), at=NINE + 6 * MINUTE)

    assert minutes_of(session, sitting, one) is None
    assert roll(session, sitting.id).rows[one.id].recorded is None
    assert session.scalar(select(func.count()).select_from(Mark)) == 2


def test_one_who_is_refused_takes_nobody_with_them(session, lesson):
    sitting, (one, other, third) = lesson
    stranger = make_enrolment(session, cohort_of(session, sitting), state=State.CANCELLED)
    answers = record(
        session,
        sitting,
        given(one),
        given(stranger),
        given(other, Status.LATE, late_minutes=120),
        given(third, key="x" * 81),
    )

    assert [type(answer.refusal) for answer in answers] == [type(None), NotOnRoll, MinutesTooMany, KeyTaken]
    assert minutes_of(session, sitting, one) == [50, 60]


def test_a_key_belongs_to_one_person(session, lesson):
    sitting, (one, other, _third) = lesson
    answers = record(session, sitting, given(one, key="a"), given(other, key="a"))

    assert isinstance(answers[1].refusal, KeyTaken)


def test_a_session_of_a_cancelled_course_has_no_roll_unless_it_took_place_before(session, lesson):
    sitting, (one, *_rest) = lesson
    cohort = cohort_of(session, sitting)
    cohort.state, cohort.changed_at = CohortState.CANCELLED, NINE - MINUTE
    with pytest.raises(SessionCancelled):
        record(session, sitting, given(one))

    cohort.changed_at = NINE + timedelta(days=1)
    record(session, sitting, given(one))
    assert minutes_of(session, sitting, one) == [50, 60]


def test_a_session_that_lies_ahead_is_refused_until_its_roll_opens(session, lesson):
    sitting, (one, *_rest) = lesson
    with pytest.raises(RollNotOpen):
        record(session, sitting, given(one), at=NINE - 61 * MINUTE)
    record(session, sitting, given(one), at=NINE - 59 * MINUTE)


def test_a_guest_gets_minutes_only_for_what_they_come_for(session, lesson):
    sitting, _people = lesson
    away, [guest] = make_lesson(session, 1, starts_at=NINE - timedelta(days=7))
    make_guest(session, sitting, guest, parts_of(session, sitting)[1:])
    [answer] = record(session, sitting, given(guest, Status.LATE, late_minutes=55))

    assert roll(session, sitting.id).rows[guest.id].standing is Standing.GUEST
    assert list(answer.mark.minutes.values()) == [55]
    assert minutes_of(session, sitting, guest) == [None, 55]
    assert minutes_of(session, away, guest) is None


def test_a_guest_who_gave_the_seat_back_is_not_expected(session, lesson):
    sitting, _people = lesson
    _away, [guest] = make_lesson(session, 1, starts_at=NINE - timedelta(days=7))
    make_guest(session, sitting, guest, parts_of(session, sitting), ended_at=NINE - timedelta(days=1))

    assert isinstance(record(session, sitting, given(guest))[0].refusal, NotOnRoll)


def test_a_roll_closes_only_when_everybody_is_recorded(session, lesson):
    sitting, (one, other, third) = lesson
    teacher = make_teacher(session, sitting)
    record(session, sitting, given(one), given(other))
    with pytest.raises(StillMissing) as refused:
        marks.close(session, sitting.id, by=teacher, at=NINE + 120 * MINUTE)
    assert len(refused.value.values["names"]) == 1

    record(session, sitting, given(third, Status.ABSENT))
    marks.close(session, sitting.id, by=teacher, at=NINE + 120 * MINUTE)
    assert session.scalars(select(RollCall)).one().closed_by_id == teacher.id


def test_nobody_closes_a_session_that_has_not_begun(session, lesson):
    sitting, people = lesson
    teacher = make_teacher(session, sitting)
    record(session, sitting, *(given(one) for one in people), at=NINE - 5 * MINUTE)
    with pytest.raises(RollNotOpen):
        marks.close(session, sitting.id, by=teacher, at=NINE - MINUTE)


def test_roll_closes_before_the_end_only_with_a_reason(session, lesson):
    sitting, people = lesson
    teacher = make_teacher(session, sitting)
    record(session, sitting, *(given(one) for one in people))
    with pytest.raises(NotOverYet):
        marks.close(session, sitting.id, by=teacher, at=NINE + 119 * MINUTE)
    marks.close(session, sitting.id, by=teacher, at=NINE + 119 * MINUTE, reason="警報のため打ち切り")

    [entry] = session.scalars(select(history.Entry).where(history.Entry.what == "roll_closed"))
    assert entry.reason == "警報のため打ち切り"


def test_what_arrives_after_closing_and_says_something_else_waits_for_staff(session, lesson):
    sitting, (one, other, third) = lesson
    teacher = close(session, sitting, (one, other, third))
    answers = record(
        session,
        sitting,
        given(one, Status.LEFT_EARLY, early_minutes=30, noted_at=NINE + 90 * MINUTE),
        given(other, key="same", noted_at=NINE + 90 * MINUTE),
        given(third, Status.ABSENT, noted_at=NINE + MINUTE),
        by=teacher,
        at=NINE + 180 * MINUTE,
    )

    assert [answer.mark.fate for answer in answers] == [Fate.TOO_LATE, Fate.COUNTED, Fate.OVERTAKEN]
    assert minutes_of(session, sitting, one) == [50, 60]


def test_staff_change_a_closed_roll_only_with_a_reason(session, lesson):
    sitting, people = lesson
    close(session, sitting, people)
    clerk = make_account(session, Role.CLERK)
    change = given(people[0], Status.ABSENT)
    [refused] = record(session, sitting, change, source=MarkSource.STAFF, by=clerk, at=NINE + 200 * MINUTE)
    assert isinstance(refused.refusal, CorrectionNeedsReason)

    change = change._replace(reason="署名がない")
    record(session, sitting, change, source=MarkSource.STAFF, by=clerk, at=NINE + 200 * MINUTE)
    assert minutes_of(session, sitting, people[0]) == [0, 0]


def test_who_left_stays_on_the_roll_they_were_recorded_on(session, lesson):
    sitting, people = lesson
    record(session, sitting, given(people[0]))
    people[0].state = people[1].state = State.CANCELLED
    session.flush()
    found = roll(session, sitting.id)

    assert found.rows[people[0].id].standing is Standing.LEFT
    assert people[1].id not in found.rows
    assert [row.enrolment_id for row in found.missing] == [people[2].id]


def test_who_joined_after_the_session_does_not_keep_its_roll_open(session, lesson):
    sitting, people = lesson
    late = make_enrolment(session, cohort_of(session, sitting), at=sitting.ends_at + MINUTE)
    close(session, sitting, people)

    assert roll(session, sitting.id).rows[late.id].standing is Standing.LATER


def test_thirty_marks_take_as_many_statements_as_one(session, count_statements):
    sitting, people = make_lesson(session, 30)
    all_present = [given(one) for one in people]
    with count_statements() as seen:
        record(session, sitting, *all_present)

    assert session.scalar(select(func.count()).select_from(Attendance)) == 60
    assert len(seen) <= 13, "\n".join(seen)
