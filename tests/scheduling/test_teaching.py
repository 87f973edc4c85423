"""Staff name who teaches; whoever is named finds the session."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_lesson, make_session, parts_of
from tests.make import MONDAY, make_account, saved
from tests.scheduling.teaching import lesson_at
from workforce import clock
from workforce.access import Role
from workforce.people.actions import merging
from workforce.people.models import Person
from workforce.policies import Policy
from workforce.scheduling.actions import assignments as actions
from workforce.scheduling.models import Duty
from workforce.scheduling.queries import assignments as queries
from workforce.scheduling.rules.days import LIMITS

NEVER = {"begins": MONDAY - timedelta(days=900), "ends": MONDAY + timedelta(days=900)}


@pytest.fixture
def lesson(session):
    return make_lesson(session, 0)[0]


def name(session, sitting, account, parts=None, duty=Duty.LEAD):
    ids = [part.id for part in parts or parts_of(session, sitting)]
    given = {"part_ids": ids, "person_id": account.person_id, "duty": duty}
    return actions.assign(session, cohort_of(session, sitting), **given, by=None, at=MONDAY)


def test_who_is_named_teaches_and_nobody_else(session, lesson):
    teacher, other = (make_account(session, Role.INSTRUCTOR) for _n in range(2))

    assert name(session, lesson, teacher) == 2
    assert name(session, lesson, teacher) == 0  # the same again is nothing new
    assert queries.teaches(session, teacher.person_id, lesson.id)
    assert not queries.teaches(session, other.person_id, lesson.id)
    assert queries.sessions_of(session, teacher.person_id, **NEVER) == {lesson.id}


def test_another_duty_takes_the_place_of_the_first(session, lesson):
    teacher = make_account(session, Role.INSTRUCTOR)
    name(session, lesson, teacher)
    name(session, lesson, teacher, parts_of(session, lesson)[:1], Duty.ASSISTANT)
    duties = [one.duty for several in queries.of_cohort(session, lesson.cohort_id).values() for one in several]

    assert sorted(duties) == [Duty.ASSISTANT, Duty.LEAD]


def test_parts_of_another_cohort_are_passed_over(session, lesson):
    other = make_session(session, cohort_of(session, make_lesson(session, 0)[0]), starts_at=MONDAY + timedelta(days=1))
    teacher = make_account(session, Role.INSTRUCTOR)
    with pytest.raises(actions.PartsMissing):
        name(session, lesson, teacher, parts_of(session, other))


def test_whoever_was_merged_still_finds_their_sessions(session, lesson):
    named, kept = (make_account(session, Role.INSTRUCTOR) for _n in range(2))
    name(session, lesson, named)
    people = [session.get(Person, account.person_id) for account in (named, kept)]
    merging.merge(session, people[1], people[0], reason="同じ人", by=kept, at=MONDAY)

    assert queries.teaches(session, kept.person_id, lesson.id)


def test_office_names_somebody_and_takes_them_out(browser, session, lesson):
    teacher = make_account(session, Role.INSTRUCTOR, "田村 先生")
    clerk = browser(Role.CLERK)
    address = f"/staff/cohorts/{cohort_of(session, lesson).code}/teaching"
    parts = [str(part.id) for part in parts_of(session, lesson)]
    page = clerk.get(address)
    assert [box["value"] for box in page.select("input[name=parts][checked]")] == parts
    page = clerk.follow(clerk.post(address, {"person": teacher.person_id, "duty": "lead", "parts": parts[0]}))
    assert "田村 先生" in page.select_one(".timetable").text

    page = clerk.follow(clerk.submit(page, ".timetable form"))
    assert "田村 先生" not in page.select_one(".timetable").text
    page = clerk.post(address, {"person": teacher.person_id, "duty": "lead"})
    assert page.status == 422


def test_office_takes_somebody_out_of_all_parts(browser, session, lesson):
    teacher = make_account(session, Role.INSTRUCTOR)
    name(session, lesson, teacher)
    clerk = browser(Role.CLERK)
    page = clerk.get(f"/staff/cohorts/{cohort_of(session, lesson).code}/teaching")
    clerk.submit(page, "form[action*='/people/']")

    assert queries.of_cohort(session, lesson.cohort_id) == {}


def test_page_says_how_long_somebody_may_teach_and_who_has_no_break(browser, session):
    teacher, soon = make_account(session, Role.INSTRUCTOR, "田村 先生"), datetime.now(UTC) + timedelta(days=7)
    begins = clock.instant(clock.today(soon), time(9))
    rule = {"day_minutes": 420, "stretch_minutes": 180, "break_minutes": 30, "is_strict": False}
    saved(session, Policy(kind=LIMITS.name, from_day=MONDAY.date(), values=rule, source="センター", set_at=MONDAY))
    for hour in (0, 2):
        lesson = lesson_at(session, begins + timedelta(hours=hour))
        name(session, lesson, teacher)

    page = browser(Role.CLERK, "en").get(f"/staff/cohorts/{cohort_of(session, lesson).code}/teaching")

    assert "田村 先生 teaches for 4 hours without a break" in page.words
    assert "At most 3 hours without 30 minutes between two sessions." in page.words
