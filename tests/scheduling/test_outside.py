"""Staff read beside a name what somebody said of the time of a session."""

from datetime import UTC, datetime, time, timedelta

from tests.attendance.lessons import cohort_of
from tests.make import MONDAY, saved
from tests.scheduling.teaching import lesson_at, make_instructor, name
from workforce import clock
from workforce.access import Role
from workforce.scheduling.models import OtherDays, WeeklyHours, WeeklyPattern

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
