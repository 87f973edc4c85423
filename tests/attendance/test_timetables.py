"""What was taught stays in the timetable; who moves or whose course is cancelled keeps what is recorded."""

from datetime import timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_lesson, make_session, minutes_of
from tests.make import MONDAY, make_account, saved
from workforce.attendance.actions import marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.actions.roll_refusals import SessionCancelled
from workforce.attendance.actions.timetables import HoursCounted, RollTaken
from workforce.attendance.models import MarkSource, Notice, Status
from workforce.attendance.queries.rolls import Standing, roll
from workforce.catalogue.actions import courses, sessions, subjects
from workforce.catalogue.models import CohortState, Course, CourseKind
from workforce.catalogue.models import Session as Sitting
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.catalogue.queries.courses import course_page
from workforce.enrolment.actions import moves

NINE = MONDAY
DAY = timedelta(days=1)


@pytest.fixture
def lesson(session):
    """A draft of a timetable: nothing that it teaches is missed where it changes."""
    sitting, people = make_lesson(session, 2, state=CohortState.DRAFT)
    return sitting, people


def record(session, sitting, one, at=NINE):
    given = [Given(f"t{one.id}-{sitting.id}", one.id, Status.PRESENT)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=at)


def changes(session, sitting):
    cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
    [own] = [one for one in cohort.sessions if one.id == sitting.id]
    given = {"by": None, "at": NINE}
    times = {"starts_at": own.starts_at, "ends_at": own.ends_at, "online": False, "room": "201"}
    return {
        "remove": lambda: sessions.remove_session(session, cohort, own, **given),
        "move": lambda: sessions.edit_session(session, cohort, own, **times | {"ends_at": own.ends_at + DAY}, **given),
        "teach less": lambda: sessions.remove_part(session, cohort, own, own.parts[0], **given),
        "teach longer": lambda: sessions.edit_part(session, cohort, own, own.parts[0], minutes=55, **given),
        "room": lambda: sessions.edit_session(session, cohort, own, **times, **given),
    }


@pytest.mark.parametrize("change", ["remove", "move", "teach less", "teach longer"])
def test_lesson_whose_roll_was_taken_stays_as_it_is(session, lesson, change):
    sitting, (one, _other) = lesson
    record(session, sitting, one)
    with pytest.raises(RollTaken):
        changes(session, sitting)[change]()

    assert minutes_of(session, sitting, one) == [50, 60]


def test_room_of_a_lesson_that_took_place_may_be_corrected(session, lesson):
    sitting, (one, _other) = lesson
    record(session, sitting, one)
    changes(session, sitting)["room"]()

    assert session.get(Sitting, sitting.id).room == "201"


def test_lesson_of_which_nothing_is_known_can_be_taken_out_with_the_absences_announced_for_it(session, lesson):
    sitting, (one, _other) = lesson
    saved(session, Notice(enrolment_id=one.id, session_id=sitting.id, reason="通院", at=NINE - DAY))
    changes(session, sitting)["remove"]()

    assert session.get(Sitting, sitting.id) is None


def test_course_that_is_cancelled_in_the_middle_keeps_what_is_recorded(session):
    sitting, people = make_lesson(session, 2, ends_at=NINE + 9 * DAY)
    record(session, sitting, people[0])
    ahead = make_session(session, cohort_of(session, sitting), starts_at=NINE + 7 * DAY)
    cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
    moves.cancel_cohort(session, cohort, reason="講師の都合", by=make_account(session), at=NINE + DAY)

    assert minutes_of(session, sitting, people[0]) == [50, 60]
    assert roll(session, sitting.id).rows[people[0].id].standing is Standing.LEFT
    with pytest.raises(SessionCancelled):
        record(session, ahead, people[0], at=NINE + 7 * DAY)


def test_who_moves_to_another_date_takes_their_minutes_along(session, lesson):
    sitting, (one, _other) = lesson
    record(session, sitting, one)
    there, _nobody = make_lesson(session, 0, starts_at=NINE + DAY)
    one.cohort_id = there.cohort_id
    session.flush()

    assert minutes_of(session, sitting, one) == [50, 60]
    assert roll(session, sitting.id).rows[one.id].standing is Standing.LEFT
    assert roll(session, there.id).rows[one.id].standing is Standing.MEMBER


def test_minutes_that_hours_are_counted_against_stay_when_the_course_is_over(session, lesson):
    sitting, (one, _other) = lesson
    slug = session.get(Course, cohort_of(session, sitting).course_id).slug
    own = {"by": None, "at": NINE + 100 * DAY}

    def longer():
        course = course_page(session, slug)
        [item, *_rest] = course.subjects[0].items
        subjects.edit_item(session, course, item, minutes=item.minutes + 10, **own)

    longer()
    record(session, sitting, one)
    with pytest.raises(HoursCounted):
        longer()
    with pytest.raises(HoursCounted):
        courses.edit_course(session, course_page(session, slug), kind=CourseKind.WORKSHOP, **own)


def test_absence_said_for_one_day_is_over_when_the_lesson_goes_to_another(session, lesson):
    sitting, (one, _other) = lesson
    said = saved(session, Notice(enrolment_id=one.id, session_id=sitting.id, reason="通院", at=NINE - DAY))
    for hours, withdrawn_at in ((1, None), (48, NINE)):
        cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
        [own] = cohort.sessions
        later = timedelta(hours=hours)
        times = {"starts_at": own.starts_at + later, "ends_at": own.ends_at + later, "online": False, "room": ""}
        sessions.edit_session(session, cohort, own, **times, by=None, at=NINE)

        assert said.withdrawn_at == withdrawn_at
