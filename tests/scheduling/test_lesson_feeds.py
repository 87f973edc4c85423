"""ROM-3: calendars of who teaches, of rooms and of cohorts, read by two parsers that know nothing of each other."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from tests.attendance.lessons import cohort_of
from tests.make import MONDAY
from tests.scheduling.places import make_room
from tests.scheduling.teaching import lesson_at, make_instructor, make_place, name
from workforce import clock
from workforce.access import Role
from workforce.catalogue.models import CohortState
from workforce.scheduling.models import LessonFeed, RoomBooking
from workforce.scheduling.queries import lesson_feeds as queries
from workforce.scheduling.rules import calendars, own_calendar
from workforce.scheduling.rules.spans import Span

OWN = "/instructor/calendar"
HOST = "centre.example"
NIGHT = clock.instant(date(2026, 5, 2), time(0, 30))


def feed_of(session, **whose):
    return LessonFeed(seed="", token_hash="", language="ja", made_at=MONDAY, **whose)


def written(session, feed, at=MONDAY):
    found = queries.lessons(session, feed, person_id=feed.person_id, at=at)
    return calendars.lessons(found, name="授業", host=HOST, address_of=lambda one: "https://centre.example/x")


def both(body):
    """{name: (begins, ends, title, place)} as each of the two reads it."""
    one = {
        str(e["UID"]): (e.start, e.end, str(e["SUMMARY"]), str(e.get("LOCATION", "")))
        for e in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }
    other = {
        e.uid: (e.dtstart, e.dtend, e.summary, e.location or "")
        for e in IcsCalendarStream.calendar_from_ics(body.decode()).events
    }
    return one, other


@pytest.fixture
def speaks(speaking):
    with speaking("en"):
        yield


@pytest.fixture
def teacher(session):
    return make_instructor(session)


@pytest.mark.parametrize(
    ("begins", "abroad", "there"),
    [
        (NIGHT, "UTC", "2026-05-01 15:30"),
        (clock.instant(date(2026, 3, 29), time(9, 59)), "Europe/Berlin", "2026-03-29 01:59"),
        (clock.instant(date(2026, 3, 29), time(10, 0)), "Europe/Berlin", "2026-03-29 03:00"),
        (clock.instant(date(2026, 11, 1), time(15, 30)), "America/New_York", "2026-11-01 01:30"),
    ],
)
def test_two_parsers_agree_just_after_midnight_and_where_clocks_change(session, speaks, teacher, begins, abroad, there):
    sitting = lesson_at(session, begins, place=make_place(session))
    name(session, sitting, teacher)
    one, other = both(written(session, feed_of(session, person_id=teacher.person_id), at=begins))

    assert one == other
    ((starts, ends, title, place),) = one.values()
    assert (starts, ends) == (begins, begins + timedelta(hours=2))
    assert f"{starts.astimezone(ZoneInfo(abroad)):%Y-%m-%d %H:%M}" == there
    assert cohort_of(session, sitting).code in title
    assert "市民会館" in place


def test_lines_are_short_and_whole_and_the_zone_is_told(session, speaks, teacher):
    name(session, lesson_at(session, NIGHT, place=make_place(session, "地域包括ケア人材育成センター" * 5)), teacher)
    body = written(session, feed_of(session, person_id=teacher.person_id))

    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert [line.decode() for line in body.split(b"\r\n")]  # no line is cut within a character
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo" in body
    assert b"DTSTART;TZID=Asia/Tokyo:20260502T003000" in body
    assert b"METHOD:PUBLISH" in body


def test_who_teaches_reads_what_they_teach_and_nobody_reads_a_name(session, speaks, teacher):
    sitting = lesson_at(session, NIGHT)
    name(session, sitting, teacher)
    cohort = cohort_of(session, sitting)
    for whose in ({"person_id": teacher.person_id}, {"cohort_id": cohort.id}):
        body = written(session, feed_of(session, **whose)).decode()
        assert "田村" not in body
        assert ("minutes)" in body) is ("person_id" in whose)


def test_change_keeps_the_name_and_gets_a_higher_number_and_same_rows_give_same_bytes(session, speaks, teacher):
    sitting = lesson_at(session, NIGHT)
    name(session, sitting, teacher)
    feed = feed_of(session, person_id=teacher.person_id)
    before = written(session, feed)
    assert written(session, feed) == before
    sitting.version += 1
    sitting.changed_at = MONDAY + timedelta(hours=1)
    session.flush()
    (first,), (second,) = (icalendar.Calendar.from_ical(one).walk("VEVENT") for one in (before, written(session, feed)))
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"]
    assert first["LAST-MODIFIED"].dt < second["LAST-MODIFIED"].dt


def test_cancelled_cohort_is_told_as_cancelled(session, speaks):
    cohort = cohort_of(session, lesson_at(session, NIGHT))
    cohort.state = CohortState.CANCELLED
    session.flush()
    (event,) = icalendar.Calendar.from_ical(written(session, feed_of(session, cohort_id=cohort.id))).walk("VEVENT")
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Cancelled")


def test_room_tells_what_is_in_it_and_not_what_else_for(session, speaks):
    place = make_place(session)
    room = make_room(session, place)
    sitting = lesson_at(session, NIGHT, place=place)
    times = {"begins_at": NIGHT, "ends_at": NIGHT + timedelta(hours=2)}
    session.add(RoomBooking(room_id=room.id, session_id=sitting.id, at=MONDAY, **times))
    later = {"begins_at": NIGHT + timedelta(days=1), "ends_at": NIGHT + timedelta(days=1, hours=1)}
    session.add(RoomBooking(room_id=room.id, purpose="田村さんの面接", at=MONDAY, **later))
    session.flush()
    one, other = both(written(session, feed_of(session, room_id=room.id)))

    assert one == other
    assert len(one) == 2
    assert "面接" not in str(one)


def test_our_own_calendar_in_somebodys_calendar_does_not_make_them_busy(session, speaks, teacher):
    name(session, lesson_at(session, NIGHT), teacher)
    body = written(session, feed_of(session, person_id=teacher.person_id))
    window = Span(MONDAY, MONDAY + timedelta(days=90))
    assert own_calendar.busy(body, window)
    assert own_calendar.busy(body, window, ours=HOST) == []


def test_own_address_is_made_read_renewed_and_ended(browser, session):
    own = browser(Role.INSTRUCTOR, "en")
    lesson = lesson_at(session, datetime.now(UTC).replace(microsecond=0) + timedelta(days=1))
    name(session, lesson, own.account)
    session.commit()

    def address(page):
        return page.select_one("#address")["value"].partition("//")[2].partition("/")[2]

    page = own.follow(own.submit(own.get(OWN), "main form"))
    first = "/" + address(page)
    visitor = browser().client
    assert lesson.uid in visitor.get(first).text
    renewed = "/" + address(own.follow(own.post(OWN, {"do": "make"})))
    assert renewed != first
    assert visitor.get(first).status_code == 404
    own.post(OWN, {"do": "end"})
    assert visitor.get(renewed).status_code == 404
