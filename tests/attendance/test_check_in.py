"""Entering oneself with the code that the teacher shows: worth something only in the room, and only then."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.attendance.lessons import assign, make_guest, make_lesson, make_teacher, minutes_of, parts_of
from tests.make import MONDAY
from workforce.access import Role
from workforce.attendance.actions import check_in as actions
from workforce.attendance.actions import marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import Mark, MarkSource, Status
from workforce.attendance.rules.check_in import arrival, code_of, is_right, minute_of
from workforce.people.actions.attempts import TooManyTries

NINE = MONDAY
MINUTE = timedelta(minutes=1)


def secret_of(session_id):
    return f"secret of {session_id}"


def shown(sitting, at):
    return code_of(secret_of(sitting.id), minute_of(at))


def enter(session, sitting, one, *, at=NINE, code=None):
    return actions.check_in(session, one, code=code or shown(sitting, at), secret_of=secret_of, at=at)


@pytest.fixture
def lesson(session):
    return make_lesson(session, 2)


def test_code_of_this_minute_and_the_one_before_fit_and_no_other():
    codes = {n: code_of("s", minute_of(NINE) + n) for n in (-2, -1, 0, 1)}

    assert [is_right("s", codes[n], NINE) for n in sorted(codes)] == [False, True, True, False]
    assert is_right("s", f" {codes[0][:3]} {codes[0][3:]} ", NINE)
    assert not is_right("of another session", codes[0], NINE)
    assert not is_right("s", "", NINE)


def test_who_comes_in_the_first_minute_is_present_and_later_is_late():
    assert arrival(NINE, NINE - 5 * MINUTE) == (Status.PRESENT, 0)
    assert arrival(NINE, NINE + timedelta(seconds=59)) == (Status.PRESENT, 0)
    assert arrival(NINE, NINE + 12 * MINUTE) == (Status.LATE, 12)


def test_late_by_the_clock(session, lesson):
    sitting, (one, _other) = lesson
    mark = enter(session, sitting, one, at=NINE + 12 * MINUTE)

    assert (mark.source, mark.late_minutes) == (MarkSource.SELF, 12)
    assert minutes_of(session, sitting, one) == [38, 60]


def test_entering_twice_does_not_make_it_worse(session, lesson):
    sitting, (one, _other) = lesson
    first = enter(session, sitting, one)
    again = enter(session, sitting, one, at=NINE + 30 * MINUTE)

    assert first.id == again.id


def test_code_is_worth_nothing_before_after_and_for_strangers(session, lesson):
    sitting, (one, _other) = lesson
    _elsewhere, [stranger] = make_lesson(session, 1, starts_at=NINE + timedelta(days=1))
    for at in (NINE - 16 * MINUTE, sitting.ends_at):
        with pytest.raises(actions.NoLessonNow):
            enter(session, sitting, one, at=at)
    with pytest.raises(actions.NoLessonNow):
        enter(session, sitting, stranger)
    with pytest.raises(actions.WrongCode):
        enter(session, sitting, one, code=shown(sitting, NINE - 2 * MINUTE))


def test_guest_enters_for_what_they_come_for(session, lesson):
    sitting, _people = lesson
    _away, [guest] = make_lesson(session, 1, starts_at=NINE - timedelta(days=7))
    make_guest(session, sitting, guest, parts_of(session, sitting)[:1])
    enter(session, sitting, guest)

    assert minutes_of(session, sitting, guest) == [50, None]


def test_what_a_teacher_recorded_stands(session, lesson):
    sitting, (one, other) = lesson
    given = [Given("t", one.id, Status.ABSENT)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=NINE)
    with pytest.raises(actions.RecordedByTeacher):
        enter(session, sitting, one, at=NINE + MINUTE)

    enter(session, sitting, other, at=NINE + MINUTE)
    given = [Given("o", other.id, Status.ABSENT, noted_at=NINE)]  # noted before, arrives after
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=NINE + 2 * MINUTE)
    assert minutes_of(session, sitting, other) == [0, 0]


def test_closed_roll_takes_nobody(session, lesson):
    sitting, (one, other) = lesson
    other.cohort_id = make_lesson(session, 0, starts_at=NINE + timedelta(days=3))[0].cohort_id
    given = [Given("t", one.id, Status.PRESENT)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=NINE)
    marks.close(session, sitting.id, by=make_teacher(session, sitting), at=sitting.ends_at)
    other.cohort_id = sitting.cohort_id
    session.flush()
    with pytest.raises(actions.TooLateToEnter):
        enter(session, sitting, other)


def test_from_the_picture_on_the_wall_to_being_entered(browser, session):
    sitting, (one, _other) = make_lesson(session, 2, starts_at=datetime.now(UTC) - timedelta(minutes=3))
    teacher, visitor = browser(Role.INSTRUCTOR), browser(Role.PERSON)
    assign(session, sitting, teacher.account)
    one.person_id = visitor.account.person_id
    page = teacher.get(f"/instructor/lessons/{sitting.id}/code")
    code = page.select_one("#check-code b").text.replace(" ", "")
    assert teacher.download(page.select_one("#check-code img")["src"])[0] == 200

    page = visitor.follow(visitor.get(f"/check-in/{sitting.id}/{code}"))
    page = visitor.follow(visitor.submit(page, "#check-in-form"))
    assert page.flash
    assert session.scalars(select(Mark)).one().source is MarkSource.SELF


def test_visitor_whom_nobody_knows_is_asked_to_sign_in(browser, session):
    sitting, _people = make_lesson(session, 1, starts_at=datetime.now(UTC))
    page = browser().get(f"/check-in/{sitting.id}/123456")

    assert page.select_one("a[href*='/sign-in?next=']")


def test_guessing_is_slowed_down(browser, session, speaking):
    sitting, (one,) = make_lesson(session, 1, starts_at=datetime.now(UTC))
    visitor = browser(Role.PERSON)
    one.person_id = visitor.account.person_id
    address = f"/enrolments/{one.receipt}/check-in"
    for n in range(10):
        page = visitor.post(address, {"code": f"{n:06}"})
    page = visitor.post(address, {"code": "999999"})

    with speaking("ja"):
        assert TooManyTries(wait=timedelta(minutes=15)).text()[:6] in page.words
