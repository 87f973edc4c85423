"""A week and a month as pictures and as tables: what stands where, and what is still missing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tests.make import MONDAY
from tests.scheduling.places import DAY, add, again, at, draft, make_place, make_room
from tests.scheduling.teaching import lesson_at, make_instructor, name
from workforce.access import Role
from workforce.catalogue.models import CohortState
from workforce.scheduling.actions import rooms
from workforce.scheduling.models import Closure
from workforce.scheduling.queries import timetables
from workforce.scheduling.rules.calendar_spans import Month, Week, read_month, read_week, term_of
from workforce.scheduling.rules.drawing import EDGE, drawn

WEEK = Week(date(2026, 11, 2))
"""The week of DAY."""
IN_IT = "week=2026-W45"


@pytest.fixture
def reader(browser):
    return browser(Role.VOLUNTEER_OFFICER, "en")


@pytest.fixture
def place(session):
    return make_place(session)


@pytest.fixture
def room(session, place):
    return make_room(session, place, setup_minutes=30, clearing_minutes=15)


def taught(session, account, starts_at=None):
    sitting = lesson_at(session, starts_at or at(10))
    name(session, sitting, account)
    return sitting


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W45", date(2026, 11, 2)),
        ("2026-W53", date(2026, 12, 28)),
        ("2025-W53", WEEK.monday),
        ("1999-W10", WEEK.monday),
        ("rubbish", WEEK.monday),
        (None, WEEK.monday),
    ],
)
def test_week_of_an_address_is_read_and_nonsense_is_this_week(text, monday):
    assert read_week(text, DAY) == Week(monday)


def test_months_go_on_over_the_year_and_know_their_weeks_and_terms():
    november = read_month("2026-11", DAY)

    assert read_month("2026-13", DAY) == november
    assert november.shifted(2).name == "2027-01"
    assert (november.weeks[0].monday, november.weeks[-1].monday) == (date(2026, 10, 26), date(2026, 11, 30))
    assert (term_of(november).first, term_of(november).last) == (date(2026, 10, 1), date(2027, 3, 31))
    assert term_of(Month(date(2027, 1, 1))) == term_of(november)


def box(id, begins, ends, *, setup=0):
    starts = at(begins)
    times = {"starts_at": starts, "ends_at": at(ends), "takes_from": starts - timedelta(minutes=setup)}
    return SimpleNamespace(id=id, day=DAY, takes_until=at(ends), **times)


def test_two_at_once_stand_side_by_side_and_one_alone_has_the_whole_day():
    picture = drawn(WEEK.days, [box(1, 10, 12), box(2, 11, 13), box(3, 15, 17)])
    first, third, second = picture.columns[1].boxes

    assert first.sitting.id == 1
    assert first.x + first.width == pytest.approx(second.x, abs=0.01)
    assert third.width == pytest.approx(2 * first.width, abs=0.01)
    assert picture.columns[0].x == EDGE
    assert sum(column.width for column in picture.columns) == pytest.approx(100 - EDGE, abs=0.1)


def test_minutes_to_set_up_keep_the_room_of_the_picture_too():
    picture = drawn(WEEK.days, [box(1, 10, 12), box(2, 12, 13, setup=30)])
    first, second = picture.columns[1].boxes

    assert second.x > first.x
    assert second.from_y < second.y
    assert first.from_y == first.y


def test_night_session_makes_the_picture_longer_and_stays_on_its_day():
    late = SimpleNamespace(id=1, day=DAY, starts_at=at(0, 30), ends_at=at(2), takes_from=at(0, 30), takes_until=at(2))
    picture = drawn(WEEK.days, [late])

    assert picture.hours[0][0] == 0
    assert [len(column.boxes) for column in picture.columns] == [0, 1, 0, 0, 0, 0, 0]


def sittings(session, **whose):
    return timetables.sittings(session, timetables.Whose(**whose), begins=WEEK.begins, ends=WEEK.ends)


def test_rows_say_room_teachers_set_up_and_what_is_missing(session, room, place):
    teacher = make_instructor(session)
    cohort = draft(session, place)
    booked = add(session, cohort, room)
    lesson = taught(session, teacher)
    found = {one.id: one for one in sittings(session)}

    assert found[booked.id].room == "研修室A"
    assert found[booked.id].takes_from == at(17, 30)
    assert found[booked.id].lacks_teacher
    assert found[booked.id].is_draft
    assert found[lesson.id].teachers == ("田村 先生",)
    assert not found[lesson.id].lacks_teacher
    assert found[lesson.id].lacks_room
    assert [one.id for one in sittings(session, room_id=room.id)] == [booked.id]
    assert [one.id for one in sittings(session, person_id=teacher.person_id)] == [lesson.id]
    assert [one.id for one in sittings(session, cohort=cohort.code)] == [booked.id]


def test_reservations_stand_in_the_week_of_a_room_and_cancelled_cohorts_do_not(session, room, place):
    lesson = taught(session, make_instructor(session))
    rooms.reserve(session, room, begins_at=at(9), ends_at=at(10), purpose="点検", by=None, at=at(0))
    cohort = draft(session, place)
    add(session, cohort, room)
    again(session, cohort).state = CohortState.CANCELLED

    assert [one.purpose or one.id for one in sittings(session, with_reservations=True)] == ["点検", lesson.id]
    assert [one.purpose for one in sittings(session, room_id=room.id, with_reservations=True)] == ["点検"]
    assert [one.id for one in sittings(session)] == [lesson.id]


def test_week_is_read_as_a_table_and_drawn_in_few_statements(reader, session, room, place, count_statements):
    cohort = draft(session, place)
    for hour in (9, 12, 15):
        add(session, cohort, room, hour, hour + 1)
        taught(session, make_instructor(session), at(hour))
    for by in ("room", "instructor", "cohort"):
        reader.get(f"/staff/timetable?by={by}&{IN_IT}")
        with count_statements() as seen:
            page = reader.get(f"/staff/timetable?by={by}&{IN_IT}")
        assert len(seen) <= 8

    rows = [row.text for row in page.select(".agenda tbody tr")]
    assert len(rows) == len(page.select(".week__box")) == 6
    assert "研修室A" in rows[0] + rows[1]
    assert "with set-up 8:30–10:15" in rows[0] + rows[1]
    assert len(page.select(".agenda tbody a")) == 6
    assert len(page.select(".week__box--missing")) == 6
    assert page.select_one(".week").get("aria-hidden") == "true"
    assert all(link.get("tabindex") == "-1" for link in page.select(".week a"))


def test_one_room_is_chosen_and_kept_from_week_to_week(reader, session, room, place):
    add(session, draft(session, place), room)
    page = reader.get(f"/staff/timetable?by=room&which={room.id}&{IN_IT}")

    assert "研修室A" in page.select_one("h1").text
    assert page.select_one(".week__setup") is not None
    assert f"which={room.id}" in next(link["href"] for link in page.select("a") if "Week after" in link.text)
    other = reader.get("/staff/timetable?by=nothing&which=99999&week=rubbish")
    assert other.status == 200


def test_month_counts_the_sessions_of_a_day_and_shows_the_first_three(reader, session, room, place):
    cohort = draft(session, place)
    for hour in (9, 11, 13, 15):
        add(session, cohort, None, hour, hour + 1)
    page = reader.get(f"/staff/timetable/month?by=cohort&which={cohort.code}&month=2026-11")
    (day,) = [cell for cell in page.select(".month td") if "sessions" in cell.text]

    assert "4 sessions" in day.text
    assert "1 more" in day.text
    assert "no room yet" in day.text
    assert len(day.select("li")) == 3
    assert "week=2026-W45" in day.select("a")[-1]["href"]
    assert "no session in this month" in reader.get("/staff/timetable/month?month=2020-01").words


def test_those_who_teach_see_their_own_sessions_alone(browser, session):
    teacher = browser(Role.INSTRUCTOR, "vi")
    mine = taught(session, teacher.account)
    taught(session, make_instructor(session, "鈴木 先生"), at(15))
    page = teacher.get(f"/instructor/timetable?{IN_IT}")

    assert len(page.select(".agenda tbody tr")) == len(page.select(".week__box")) == 1
    assert f"/lessons/{mine.id}" in page.select_one(".agenda tbody a")["href"]
    month = teacher.get("/instructor/timetable/month?month=2026-11")
    assert len(month.select(".month li")) == 1
    assert teacher.get(f"/staff/timetable?{IN_IT}").status == 403


def test_public_holidays_and_closures_stand_under_their_days(reader, session, room, place):
    add(session, draft(session, place), room)
    session.add(Closure(place_id=place.id, first_day=DAY, last_day=DAY, reason="停電", at=MONDAY))
    session.add(Closure(place_id=place.id, room_id=room.id, first_day=DAY, last_day=DAY, reason="床の工事", at=MONDAY))
    session.commit()

    def told(by, page="timetable"):
        text = reader.get(f"/staff/{page}?by={by}&{IN_IT}&month={DAY:%Y-%m}").select_one("main").text
        return [words for words in ("Public holiday", "停電", "床の工事") if words in text]

    assert told("room") == told(f"room&which={room.id}") == told("room", "timetable/month")
    assert told("room") == ["Public holiday", "停電", "床の工事"]
    assert told("cohort") == ["Public holiday", "停電"]
    other = make_room(session, make_place(session, "分館"), "研修室Z")
    session.commit()
    assert told(f"room&which={other.id}") == ["Public holiday"]


def test_the_picture_of_a_week_with_a_holiday_carries_no_readings(browser, session, room, place):
    """Browsers end a picture at the first of them."""
    add(session, draft(session, place), room)
    session.commit()

    page = browser(Role.CLERK, "easy").get(f"/staff/timetable?by=room&{IN_IT}")

    assert page.soup.select("dl ruby"), "the same words beside the picture do"
    assert page.soup.select("svg.week .week__off + text")
    assert not page.soup.select("svg.week ruby")
