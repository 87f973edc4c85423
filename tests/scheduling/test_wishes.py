"""Those who teach say when they would rather not, and how much they would like to; staff note what they were told."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from tests.make import MONDAY, saved
from tests.scheduling.teaching import make_instructor
from workforce import clock
from workforce.access import Role
from workforce.history import Entry
from workforce.operations.retention import RECORDS, take
from workforce.operations.retention.instructors import take_papers
from workforce.people.models import Person, RoleGrant
from workforce.people.queries.persons import group_ids
from workforce.scheduling.actions import merging, qualifications, wishes
from workforce.scheduling.models import Instructor, RatherNot
from workforce.scheduling.queries import instructors
from workforce.scheduling.rules.availability import Hours
from workforce.scheduling.rules.spans import Span
from workforce.scheduling.rules.wishes import Rather, is_against, spans
from workforce.settings import Keeping

TODAY = clock.today(datetime.now(UTC))
DAY = timedelta(days=1)
OWN = "/instructor/availability"
EVENING = Hours(time(18), time(21))
FRIDAY = datetime.fromisoformat("2026-12-04T00:00+09:00")
WEEK = Span(FRIDAY, FRIDAY + 7 * DAY)


@pytest.fixture
def teacher(browser):
    return browser(Role.INSTRUCTOR, "en")


def rows(session):
    session.expire_all()
    return session.scalars(select(RatherNot).order_by(RatherNot.id)).all()


# --- rules ------------------------------------------------------------------------------------------------------------


def test_a_weekday_comes_every_week_and_days_once():
    evenings, weekend = Rather(4, None, None, EVENING), Rather(None, FRIDAY.date(), (FRIDAY + DAY).date(), None)
    at_six = Span(FRIDAY + timedelta(hours=18), FRIDAY + timedelta(hours=21))

    assert spans([evenings], WEEK) == [at_six]
    assert spans([evenings, weekend], WEEK) == [Span(FRIDAY, FRIDAY + 2 * DAY)]
    assert spans([weekend], Span(FRIDAY + 7 * DAY, FRIDAY + 14 * DAY)) == []


def test_a_session_is_against_it_if_any_of_it_is():
    evenings = [Rather(4, None, None, EVENING)]
    noon = FRIDAY + timedelta(hours=12)

    assert not is_against(evenings, Span(noon, noon + timedelta(hours=6)))
    assert is_against(evenings, Span(noon, noon + timedelta(hours=7)))


# --- pages ------------------------------------------------------------------------------------------------------------


def test_weekdays_are_said_on_a_phone_once_and_taken_back(teacher, session):
    given = {"weekdays": ["4", "5"], "begins": "18:00", "ends": "21:00"}

    page = teacher.submit(teacher.get(f"{OWN}/rather-not/week"), "#rather-form", **given)

    assert "Every week on Friday : 18:00–21:00" in teacher.follow(page).words
    teacher.post(f"{OWN}/rather-not/week", given)
    friday, saturday = rows(session)
    assert (friday.weekday, friday.ends, saturday.weekday, friday.said_by) == (4, time(21), 5, "")
    told = session.scalars(select(Entry.what).where(Entry.subject_id == teacher.account.person_id))
    assert [*told].count("rather_not_said") == 1
    teacher.post(f"{OWN}/rather-not/{friday.id}/take-back")
    assert [one.weekday for one in rows(session)] == [5]


def test_days_are_said_all_day_and_stand_on_the_page_until_they_are_over(teacher, session):
    days = {"first_day": TODAY.isoformat(), "last_day": (TODAY + DAY).isoformat()}

    page = teacher.submit(teacher.get(f"{OWN}/rather-not/days"), "#rather-form", **days)

    assert "all day" in teacher.follow(page).words
    session.execute(update(RatherNot).values(first_day=TODAY - 2 * DAY, last_day=TODAY - DAY))
    session.commit()
    assert "all day" not in teacher.get(OWN).words


@pytest.mark.parametrize(
    ("noun", "given", "field"),
    [
        ("week", {"begins": "18:00"}, "ends"),
        ("week", {}, "weekdays"),
        ("days", {"first_day": (TODAY - DAY).isoformat()}, "first_day"),
        ("days", {"first_day": TODAY.isoformat(), "last_day": (TODAY - DAY).isoformat()}, "last_day"),
    ],
)
def test_what_cannot_be_is_said_beside_it(teacher, session, noun, given, field):
    page = teacher.post(f"{OWN}/rather-not/{noun}", given)

    assert page.status == 422
    assert page.error(field)
    assert rows(session) == []


def test_staff_note_for_somebody_who_told_them_how(browser, teacher, session):
    clerk = browser(Role.CLERK, "en")
    address = f"/staff/instructors/{teacher.account.person_id}/availability"

    assert clerk.post(f"{address}/rather-not/week", {"weekdays": ["4"]}).error("said_by")
    page = clerk.post(f"{address}/rather-not/week", {"weekdays": ["4"], "said_by": "電話で"})

    assert "電話で" in clerk.follow(page).words
    assert "電話で" in teacher.get(OWN).words


def test_nobody_takes_back_what_somebody_else_said(browser, teacher, session):
    teacher.post(f"{OWN}/rather-not/week", {"weekdays": ["4"]})

    browser(Role.INSTRUCTOR).post(f"{OWN}/rather-not/{rows(session)[0].id}/take-back")

    assert len(rows(session)) == 1


def test_how_much_they_would_like_is_said_and_emptied_again(browser, teacher, session):
    page = teacher.submit(teacher.get(f"{OWN}/hours"), "#liked-form", hours="12")

    assert "About 12 hours a month." in teacher.follow(page).words
    clerk = browser(Role.CLERK, "en")
    assert "12 hours a month" in clerk.get(f"/staff/instructors/{teacher.account.person_id}").words
    assert teacher.post(f"{OWN}/hours", {"hours": "301"}).error("hours")
    form = teacher.get(f"{OWN}/hours")
    assert form.select_one("input[name=hours]")["value"] == "12"
    teacher.submit(form, "#liked-form", hours="")
    assert session.scalars(select(Instructor.month_minutes)).all() == [None]


# --- merging, forgetting ----------------------------------------------------------------------------------------------


def test_facts_of_a_merged_record_stay_when_something_else_is_noted(session):
    one, other = (session.get(Person, make_instructor(session, name).person_id) for name in ("田村 一", "田村 旧姓"))
    saved(session, Instructor(person_id=other.id, employer="見本苑", month_minutes=600, changed_at=MONDAY))
    merging.merge(session, one, other, reason="同じ人", by=make_instructor(session), at=MONDAY)
    facts = {"operator_id": None, "employer": "見本苑", "history_on": None, "day_minutes": 240, "week_minutes": None}

    qualifications.keep(session, one.id, **facts, by=None, at=MONDAY)
    assert instructors.profile(session, one.id).month_minutes == 600
    session.query(Instructor).filter_by(person_id=one.id).delete()
    wishes.like_hours(session, one.id, hours=5, by=None, at=MONDAY)
    row = instructors.profile(session, one.id)
    assert (row.person_id, row.employer, row.month_minutes) == (one.id, "見本苑", 300)


def test_wishes_go_with_the_papers_and_days_a_year_after_they_were_over(session):
    person = make_instructor(session)
    session.execute(update(RoleGrant).values(granted_at=MONDAY))
    given = {"person_id": person.person_id, "at": MONDAY}
    saved(session, RatherNot(first_day=MONDAY.date(), last_day=MONDAY.date(), **given))
    saved(session, RatherNot(weekday=4, **given))
    step = next(step for step in RECORDS if step.name == "rather_not")
    later = MONDAY.replace(year=MONDAY.year + 1)

    assert take(step, session, at=later, keeping=Keeping(), limit=10) == 0
    assert take(step, session, at=later + DAY, keeping=Keeping(), limit=10) == 1
    assert [one.weekday for one in rows(session)] == [4]
    take_papers(session, group_ids(session, person.person_id))
    assert rows(session) == []
