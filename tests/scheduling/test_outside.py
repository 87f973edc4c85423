"""Staff read beside a name what somebody said of the time of a session."""

from datetime import UTC, datetime, time, timedelta

from tests.attendance.lessons import cohort_of
from tests.make import MONDAY, make_cohort, make_course, saved
from tests.scheduling.teaching import STATUTORY, lesson_at, make_instructor, make_licence, make_practice, name
from workforce import clock
from workforce.access import Role
from workforce.scheduling.models import OtherDays, RatherNot, WeeklyHours, WeeklyPattern

TODAY = clock.today(datetime.now(UTC))


def test_teaching_page_says_what_somebody_said_and_refuses_nobody(browser, session):
    clerk, teacher = browser(Role.CLERK), make_instructor(session)
    tuesday = TODAY + timedelta(days=14 + (1 - TODAY.weekday()) % 7)
    sitting = lesson_at(session, clock.instant(tuesday, time(18)))
    week = saved(session, WeeklyPattern(person_id=teacher.person_id, since=TODAY, at=MONDAY))
    saved(session, WeeklyHours(pattern_id=week.id, weekday=1, begins=time(9), ends=time(18)))
    name(session, sitting, teacher)
    address = f"/staff/cohorts/{cohort_of(session, sitting).code}/teaching"
    assert "9:00〜18:00" in clerk.get(address).select_one(".timetable .badge").text

    given = {"first_day": tuesday, "last_day": tuesday, "begins": time(17), "ends": time(21)}
    saved(session, OtherDays(person_id=teacher.person_id, at=MONDAY, **given))
    assert "9:00〜18:00" not in clerk.get(address).select_one(".timetable").text


def test_who_would_rather_not_is_named_last_and_marked(browser, session):
    clerk = browser(Role.CLERK, "en")
    teacher, other = make_instructor(session, "青木 一"), make_instructor(session, "馬場 二")
    tuesday = TODAY + timedelta(days=14 + (1 - TODAY.weekday()) % 7)
    six = clock.instant(tuesday, time(18))
    sitting = lesson_at(session, six, cohort=make_cohort(session, course=make_course(session, kind=STATUTORY)))
    for one in (teacher, other):
        make_licence(session, one)
        make_practice(session, one)
    name(session, sitting, teacher)
    saved(session, RatherNot(person_id=teacher.person_id, weekday=1, at=MONDAY))

    page = clerk.get(f"/staff/cohorts/{cohort_of(session, sitting).code}/teaching")

    assert page.select_one(".timetable .badge").text == "would rather not then"
    assert "馬場 二, 青木 一 (would rather not then)" in page.words
