"""Staff name who takes the roll of the hour of the test, of which no subject says it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_lesson, make_session
from tests.make import MONDAY, make_account
from workforce.access import Role
from workforce.people.actions import merging
from workforce.people.models import Person
from workforce.scheduling.actions import charges as actions
from workforce.scheduling.queries import assignments, charges

NEVER = {"begins": MONDAY - timedelta(days=900), "ends": MONDAY + timedelta(days=900)}


@pytest.fixture
def lesson(session):
    """A session that teaches something."""
    return make_lesson(session, 1)[0]


@pytest.fixture
def examination(session, lesson):
    return make_session(session, cohort_of(session, lesson), starts_at=MONDAY + timedelta(days=1), minutes=())


def name(session, sitting, *ids, account):
    given = {"session_ids": ids or [sitting.id], "person_id": account.person_id}
    return actions.name(session, cohort_of(session, sitting), **given, by=None, at=MONDAY)


def test_whoever_is_named_takes_the_roll_and_nobody_else(session, examination):
    teacher, other = (make_account(session, Role.INSTRUCTOR) for _n in range(2))
    assert name(session, examination, account=teacher) == 1
    assert name(session, examination, account=teacher) == 0, "the same again is nothing new"
    assert assignments.teaches(session, teacher.person_id, examination.id)
    assert not assignments.teaches(session, other.person_id, examination.id)
    assert assignments.sessions_of(session, teacher.person_id, **NEVER) == {examination.id}


def test_nobody_is_named_so_for_what_teaches_something(session, lesson):
    with pytest.raises(actions.SessionsMissing):
        name(session, lesson, account=make_account(session, Role.INSTRUCTOR))


def test_whoever_was_merged_is_still_in_charge_and_not_twice(session, examination):
    named, kept = (make_account(session, Role.INSTRUCTOR) for _n in range(2))
    name(session, examination, account=named)
    people = [session.get(Person, account.person_id) for account in (named, kept)]
    merging.merge(session, people[1], people[0], reason="同じ人", by=kept, at=MONDAY)

    assert assignments.teaches(session, kept.person_id, examination.id)
    assert name(session, examination, account=kept) == 0


def test_office_names_somebody_who_then_opens_the_roll(browser, session):
    begun = datetime.now(UTC) - timedelta(minutes=5)
    lesson, _people = make_lesson(session, 1, starts_at=begun - timedelta(days=1))
    hour = make_session(session, cohort_of(session, lesson), starts_at=begun, minutes=())
    teacher, clerk = browser(Role.INSTRUCTOR), browser(Role.CLERK, "en")
    assert teacher.get(f"/instructor/lessons/{hour.id}").status == 404

    page = clerk.get(f"/staff/cohorts/{cohort_of(session, hour).code}/teaching")
    page = clerk.get(page.select_one("a[href$='/teaching/hours']")["href"])
    assert [box["value"] for box in page.select("input[name=sessions][checked]")] == [str(hour.id)]
    assert clerk.submit(page, "#charge-form").error("person")
    page = clerk.follow(clerk.submit(page, "#charge-form", person=teacher.account.person_id))
    assert teacher.get(f"/instructor/lessons/{hour.id}").status == 200
    overview = clerk.get(f"/staff/cohorts/{cohort_of(session, hour).code}/teaching").select_one(".timetable")
    assert charges.of_cohort(session, hour.cohort_id)[hour.id][0].name in overview.text
    assert str(hour.id) in teacher.get("/instructor/lessons").select_one(".row a")["href"]

    clerk.submit(page, "table form")
    assert charges.of_cohort(session, hour.cohort_id) == {}
    assert teacher.get(f"/instructor/lessons/{hour.id}").status == 404
