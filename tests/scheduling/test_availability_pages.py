"""Those who teach say when they have time; staff note what they were told."""

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
from workforce.scheduling.actions import merging
from workforce.scheduling.models import OtherDays, WeeklyHours, WeeklyPattern
from workforce.scheduling.queries import availability as queries
from workforce.settings import Keeping

NOW = datetime.now(UTC)
TODAY = clock.today(NOW)
DAY = timedelta(days=1)
OWN = "/instructor/availability"
TUESDAYS = {"from_1_0": "9:00", "until_1_0": "12:00", "from_1_1": "18:00", "until_1_1": "21:00"}
SINCE = {"since": TODAY.isoformat()}


@pytest.fixture
def teacher(browser):
    return browser(Role.INSTRUCTOR)


def hours(session):
    session.expire_all()
    rows = session.scalars(select(WeeklyHours).order_by(WeeklyHours.weekday, WeeklyHours.begins))
    return [(one.weekday, one.begins.hour, one.ends.hour) for one in rows]


def test_usual_week_is_written_on_a_phone_and_shown(teacher, session):
    assert teacher.get(OWN).status == 200
    page = teacher.submit(teacher.get(f"{OWN}/week"), "#week-form", **TUESDAYS)

    assert page.status == 303
    assert hours(session) == [(1, 9, 12), (1, 18, 21)]
    assert "9:00" in teacher.follow(page).text
    form = teacher.get(f"{OWN}/week")
    assert form.select_one("input[name=from_1_1]")["value"] == "18:00"
    assert form.select_one("input[name=said_by]") is None
    told = session.scalars(select(Entry.what).where(Entry.subject_id == teacher.account.person_id))
    assert "week_said" in [*told]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"from_1_0": "9:00"}, "until_1_0"),
        ({"from_1_0": "9:00", "until_1_0": "8:00"}, "until_1_0"),
        (TUESDAYS | {"from_1_2": "20:00", "until_1_2": "22:00"}, "from_1_2"),
        (TUESDAYS | {"since": (TODAY - DAY).isoformat()}, "since"),
        (TUESDAYS | {"from_1_0": "99"}, "from_1_0"),
    ],
)
def test_what_cannot_be_is_said_beside_it(teacher, given, field):
    page = teacher.post(f"{OWN}/week", SINCE | given)

    assert page.status == 422
    assert page.error(field)


def test_week_without_any_time_is_not_taken(teacher, session):
    assert teacher.post(f"{OWN}/week", SINCE).status == 422
    assert hours(session) == []


def test_later_week_leaves_the_present_one_and_is_taken_back(teacher, session):
    teacher.post(f"{OWN}/week", SINCE | TUESDAYS)
    later = {"since": (TODAY + 30 * DAY).isoformat(), "from_2_0": "9:00", "until_2_0": "10:00"}
    teacher.post(f"{OWN}/week", later)
    assert len(session.scalars(select(WeeklyPattern)).all()) == 2
    teacher.post(f"{OWN}/week", later | {"from_3_0": "9:00", "until_3_0": "10:00"})
    assert len(session.scalars(select(WeeklyPattern)).all()) == 2

    for one in session.scalars(select(WeeklyPattern)).all():
        teacher.post(f"{OWN}/weeks/{one.id}/take-back")
    assert [one.since for one in session.scalars(select(WeeklyPattern))] == [TODAY]
    assert hours(session) == [(1, 9, 12), (1, 18, 21)]


def test_days_that_are_different_are_added_and_taken_back(teacher, session):
    first = TODAY + 3 * DAY
    assert teacher.post(f"{OWN}/days", {"first_day": first.isoformat(), "begins": "9:00"}).error("ends")
    backwards = {"first_day": first.isoformat(), "last_day": TODAY.isoformat()}
    assert teacher.post(f"{OWN}/days", backwards).error("last_day")
    over = {"first_day": (TODAY - DAY).isoformat()}
    assert teacher.post(f"{OWN}/days", over).error("first_day")

    page = teacher.post(f"{OWN}/days", {"first_day": first.isoformat(), "note": "研修"})
    assert "研修" in teacher.follow(page).text
    row = session.scalars(select(OtherDays)).one()
    assert (row.first_day, row.last_day, row.begins, row.said_by) == (first, first, None, "")
    teacher.post(f"{OWN}/days/{row.id}/take-back")
    assert session.scalars(select(OtherDays)).all() == []


def test_nobody_takes_back_what_somebody_else_said(teacher, browser, session):
    teacher.post(f"{OWN}/days", {"first_day": TODAY.isoformat()})
    teacher.post(f"{OWN}/week", TUESDAYS | {"since": (TODAY + DAY).isoformat()})
    other = browser(Role.INSTRUCTOR)
    other.post(f"{OWN}/days/{session.scalars(select(OtherDays)).one().id}/take-back")
    other.post(f"{OWN}/weeks/{session.scalars(select(WeeklyPattern)).one().id}/take-back")

    assert len(session.scalars(select(OtherDays)).all()) == len(session.scalars(select(WeeklyPattern)).all()) == 1


def test_days_of_this_month_come_to_the_next_after_they_were_shown(teacher, session):
    first = TODAY.replace(day=1) + 7 * DAY
    mine = {"person_id": teacher.account.person_id, "at": MONDAY}
    saved(session, OtherDays(first_day=first, last_day=first, begins=time(9), ends=time(12), **mine))
    address = f"{OWN}/copy?to=next"
    page = teacher.get(address)
    assert len(page.select("input[name=days][checked]")) == 1
    assert len(session.scalars(select(OtherDays)).all()) == 1

    assert teacher.post(address, {}).error("days")
    assert teacher.submit(page, "#copy-form").status == 303
    session.expire_all()
    copied = session.scalars(select(OtherDays).order_by(OtherDays.id.desc())).first()
    assert copied.first_day.weekday() == first.weekday()
    assert copied.first_day.month != first.month
    assert copied.begins == time(9)
    assert not teacher.get(address).select("input[name=days]")


def test_staff_write_who_said_so_and_the_person_reads_it(browser, session):
    clerk, own = browser(Role.CLERK), browser(Role.INSTRUCTOR)
    address = f"/staff/instructors/{own.account.person_id}/availability"
    assert clerk.post(f"{address}/week", SINCE | TUESDAYS).error("said_by")
    assert clerk.post(f"{address}/week", SINCE | TUESDAYS | {"said_by": "電話で本人から"}).status == 303
    assert clerk.post(f"{address}/days", {"first_day": TODAY.isoformat(), "said_by": "メール"}).status == 303

    assert "電話で本人から" in clerk.get(address).text
    assert "電話で本人から" in own.get(OWN).text


def test_somebody_who_teaches_nothing_has_no_such_page(browser):
    admin = browser(Role.ADMIN)
    assert admin.get(OWN).status == 404
    assert admin.get(f"/staff/instructors/{admin.account.person_id}/availability").status == 404


def test_what_two_merged_records_said_is_of_one_person(session):
    one, other = (session.get(Person, make_instructor(session, name).person_id) for name in ("田村 一", "田村 旧姓"))
    mine, theirs = ({"person_id": each.id, "at": MONDAY} for each in (one, other))
    saved(session, OtherDays(first_day=TODAY, last_day=TODAY, **mine))
    week = saved(session, WeeklyPattern(since=TODAY, **theirs))
    saved(session, WeeklyHours(pattern_id=week.id, weekday=1, begins=time(9), ends=time(12)))
    merging.merge(session, one, other, reason="同じ人", by=make_instructor(session), at=MONDAY)

    said = queries.said(session, [one.id], after=TODAY)[one.id]
    assert (len(said.weeks), len(said.others)) == (1, 1)
    take_papers(session, group_ids(session, one.id))
    assert [session.scalars(select(table)).all() for table in (WeeklyHours, WeeklyPattern, OtherDays)] == [[], [], []]


def test_days_go_a_year_after_they_were_over(session):
    person = make_instructor(session)
    session.execute(update(RoleGrant).values(granted_at=MONDAY))
    last = MONDAY.date()
    saved(session, OtherDays(person_id=person.person_id, first_day=last, last_day=last, at=MONDAY))
    step = next(step for step in RECORDS if step.name == "other_days")
    later = MONDAY.replace(year=MONDAY.year + 1)

    assert take(step, session, at=later, keeping=Keeping(), limit=10) == 0
    assert take(step, session, at=later + DAY, keeping=Keeping(), limit=10) == 1
