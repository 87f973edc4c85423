"""COM-4: the calendar of one person, read by a parser that is not the library it was written with."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from tests.catalogue.planned import FIRST_DAY, published
from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_cohort, make_open_cohort, make_person, saved
from workforce import clock
from workforce.access import Role
from workforce.catalogue import actions as catalogue
from workforce.catalogue.models import Cohort, Session
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.enrolment.actions import feeds, moves
from workforce.enrolment.models import CalendarFeed, Enrolment, State
from workforce.enrolment.queries import feeds as queries
from workforce.enrolment.rules import calendars
from workforce.i18n.wording import localized_text
from workforce.people.actions import merging
from workforce.people.models import Person

TOKYO = ZoneInfo("Asia/Tokyo")
LATER = MONDAY + timedelta(hours=1)
LAST = MONDAY + timedelta(hours=2)


def written(session, enrolment, at=MONDAY):
    events = queries.events(session, enrolment.person_id, at=at)
    made = calendars.calendar(events, name="My courses", host="example.jp", address_of=lambda cohort: "https://a.jp/c")
    return made.decode()


def read(session, enrolment, at=MONDAY):
    """The events as the other parser understands them, by the day on which they begin."""
    return sorted(IcsCalendarStream.calendar_from_ics(written(session, enrolment, at)).events, key=lambda e: e.dtstart)


def one(session, enrolment, at=MONDAY):
    (event,) = read(session, enrolment, at)
    return event


def sitting(session, cohort, day, hour, lasts=2):
    starts = clock.instant(day, hour)
    return saved(session, Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(hours=lasts)))


def edit(session, cohort, *, hour, at=LATER, **given):
    cohort = cohort_page(session, cohort.code, again=True)
    found = cohort.sessions[0]
    times = {
        "starts_at": clock.instant(FIRST_DAY, hour),
        "ends_at": clock.instant(FIRST_DAY, hour) + timedelta(hours=3),
    }
    values = times | {"online": found.online, "room": found.room} | given
    catalogue.sessions.edit_session(session, cohort, found, by=None, at=at, **values)


@pytest.fixture
def speaks(speaking):
    with speaking("en"):
        yield


@pytest.fixture
def cohort(session, speaks):
    return published(session)


@pytest.fixture
def enrolment(session, cohort):
    return enrolled(session, cohort, at=MONDAY)


def test_lesson_has_its_time_place_and_page_and_no_name(session, enrolment):
    event = one(session, enrolment)

    assert event.dtstart == datetime(2026, 4, 1, 9, 30, tzinfo=TOKYO)
    assert event.dtend == datetime(2026, 4, 1, 12, 30, tzinfo=TOKYO)
    assert (event.summary, event.location) == ("First steps in care", "市民会館")
    assert event.status is EventStatus.CONFIRMED
    assert str(event.url) == "https://a.jp/c"
    assert enrolment.receipt not in written(session, enrolment)


def test_zone_of_the_centre_is_told_with_its_rules(session, enrolment):
    text = written(session, enrolment)

    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo" in text
    assert "DTSTART;TZID=Asia/Tokyo:20260401T093000" in text
    assert "TZOFFSETTO:+0900" in text


@pytest.mark.parametrize(
    ("day", "hour", "abroad", "there"),
    [
        (date(2026, 4, 2), time(0, 30), "UTC", "2026-04-01 15:30"),
        (date(2026, 3, 29), time(9, 59), "Europe/Berlin", "2026-03-29 01:59"),
        (date(2026, 3, 29), time(10, 0), "Europe/Berlin", "2026-03-29 03:00"),
        (date(2026, 11, 1), time(15, 30), "America/New_York", "2026-11-01 01:30"),
        (date(2026, 12, 31), time(23, 30), "America/New_York", "2026-12-31 09:30"),
    ],
)
def test_hour_is_right_just_after_midnight_and_wherever_clocks_are_changed(session, speaks, day, hour, abroad, there):
    cohort = make_cohort(session)
    sitting(session, cohort, day, hour)
    event = one(session, enrolled(session, cohort, at=MONDAY))

    assert f"{event.dtstart.astimezone(ZoneInfo(abroad)):%Y-%m-%d %H:%M}" == there
    assert event.dtstart.astimezone(TOKYO).time() == hour


def test_changed_lesson_keeps_its_name_and_gets_a_higher_number(session, cohort, enrolment):
    before = one(session, enrolment)
    edit(session, cohort, hour=time(13))
    moved = one(session, enrolment)
    edit(session, cohort, hour=time(13), room="3F", at=LAST)
    again = one(session, enrolment)

    assert before.uid == moved.uid == again.uid
    assert before.sequence < moved.sequence < again.sequence
    assert before.last_modified < moved.last_modified < again.last_modified == LAST
    assert moved.dtstart.astimezone(TOKYO).hour == 13
    assert "3F" in again.location


def test_nothing_new_is_the_same_to_the_byte(session, cohort, enrolment):
    assert written(session, enrolment) == written(session, enrolment, at=LATER)


def test_lesson_that_was_taken_out_is_told_as_cancelled_for_a_while(session, speaks):
    cohort = published(session, days=2)
    enrolment = enrolled(session, cohort, at=MONDAY)
    before = read(session, enrolment)
    loaded = cohort_page(session, cohort.code, again=True)
    catalogue.sessions.remove_session(session, loaded, loaded.sessions[1], by=None, at=LATER)

    held, gone = read(session, enrolment)
    assert gone.uid == before[1].uid
    assert gone.status is EventStatus.CANCELLED
    assert gone.sequence > before[1].sequence
    assert held.status is EventStatus.CONFIRMED
    assert len(read(session, enrolment, at=MONDAY + timedelta(days=120))) == 1


def test_seat_given_back_cancels_its_lessons_and_a_seat_got_again_brings_them_back(session, cohort, enrolment):
    numbers = [one(session, enrolment).sequence]
    moves.cancel(session, enrolment, reason="x", by=None, at=LATER)
    cancelled = one(session, enrolment)
    again = enrolled(session, cohort, at=LAST)
    session.query(Enrolment).filter_by(id=again.id).update({"person_id": enrolment.person_id})
    back = one(session, enrolment)

    assert cancelled.status is EventStatus.CANCELLED
    assert cancelled.summary == "Cancelled: First steps in care"
    assert back.status is EventStatus.CONFIRMED
    assert numbers[0] < cancelled.sequence < back.sequence


def test_place_that_moved_and_course_that_was_renamed_are_changes_too(session, cohort, enrolment):
    before = one(session, enrolment)
    loaded = cohort_page(session, cohort.code, again=True)
    catalogue.places.edit_place(session, loaded.place, address="北町1", by=None, at=LATER)
    moved = one(session, enrolment)
    catalogue.courses.edit_course(session, loaded.course, title=localized_text("新", en="New"), by=None, at=LAST)
    renamed = one(session, enrolment)

    assert before.sequence < moved.sequence < renamed.sequence
    assert moved.location == "市民会館, 北町1"
    assert renamed.summary == "New"


def test_who_only_waits_has_nothing_in_the_calendar(session, speaks):
    cohort = make_cohort(session, capacity=1)
    sitting(session, cohort, FIRST_DAY, time(10))
    enrolled(session, cohort, at=MONDAY)
    waiting = enrolled(session, cohort, at=MONDAY)

    assert read(session, waiting) == []


def test_lessons_of_a_merged_record_are_in_the_calendar_of_who_that_is_now(session, cohort, enrolment):
    keep = make_person(session, "山田 太郎")
    absorb = session.get(Person, enrolment.person_id)
    merging.merge(session, keep=keep, absorb=absorb, reason="same", by=None, at=LATER)

    assert len(queries.events(session, keep.id, at=LATER)) == 1


# --- its address ------------------------------------------------------------------------------------------------------


@pytest.fixture
def visitor(browser, session):
    """Somebody with a seat whose link this browser has opened, and the page of their calendar."""
    cohort = make_open_cohort(session)
    sitting(session, cohort, clock.today(cohort.starts_at), time(0, 30))
    enrolment = enrolled(session, cohort)
    session.commit()
    someone = browser(language="en")
    with someone.client.session_transaction() as kept:
        kept["granted:enrolment"] = [enrolment.receipt]
    someone.page = f"/enrolments/{enrolment.receipt}/calendar"
    return someone


def make(visitor, do="make"):
    page = visitor.follow(visitor.post(visitor.page, {"do": do}))
    found = page.select_one("input#address")
    return found["value"].partition("8000")[2] if found else None


def parsed(answer):
    return IcsCalendarStream.calendar_from_ics(answer.text)


def fetch(visitor, path, **headers):
    return visitor.client.get(path, headers=headers)


def test_address_is_made_read_and_shown_again(visitor, session):
    path = make(visitor)

    answer = fetch(visitor, path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    (event,) = IcsCalendarStream.calendar_from_ics(answer.text).events
    assert event.dtstart.astimezone(TOKYO).time() == time(0, 30)
    assert path in str(visitor.get(visitor.page))
    assert path.split("/")[-1].removesuffix(".ics") not in session.query(CalendarFeed).one().token_hash


def test_calendar_that_did_not_change_is_not_sent_again(visitor):
    path = make(visitor)
    first = fetch(visitor, path)

    again = fetch(visitor, path, **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_renewed_and_ended_addresses_open_nothing(visitor):
    old = make(visitor)
    new = make(visitor)

    assert old != new
    assert fetch(visitor, old).status_code == 404
    assert fetch(visitor, new).status_code == 200
    assert make(visitor, "end") is None
    assert fetch(visitor, new).status_code == 404


def test_guessed_address_opens_nothing(visitor):
    make(visitor)

    assert fetch(visitor, "/calendar/nonsense.ics").status_code == 404


def test_stranger_cannot_make_a_calendar_of_somebody_else(visitor, browser):
    assert browser().get(visitor.page).status == 404
    assert browser().post(visitor.page, {"do": "make"}).status == 404


def test_opening_the_page_makes_nothing(visitor, session):
    visitor.get(visitor.page)

    assert session.query(CalendarFeed).count() == 0


def test_lessons_as_a_file(visitor):
    answer = fetch(visitor, f"/en{visitor.page.replace('calendar', 'sessions.ics')}")

    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(IcsCalendarStream.calendar_from_ics(answer.text).events) == 1


def test_one_lesson_and_all_of_them_are_saved_from_the_page_of_the_enrolment(visitor, session):
    enrolment = session.query(Enrolment).one()
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    sitting(session, cohort, clock.today(cohort.starts_at) + timedelta(days=7), time(10))
    session.commit()
    page = visitor.get(f"/enrolments/{enrolment.receipt}")
    links = [link["href"] for link in page.select("a[href*='sessions.ics']")]
    followed = {event.uid: event for event in parsed(fetch(visitor, make(visitor))).events}

    first, second, both = [parsed(fetch(visitor, link)) for link in links]

    assert all(file.method == "PUBLISH" for file in (first, second, both))
    assert [len(file.events) for file in (first, second, both)] == [1, 1, 2]
    assert {event.uid for event in both.events} == {first.events[0].uid, second.events[0].uid} == set(followed)
    assert first.events[0].dtstart == followed[first.events[0].uid].dtstart
    assert second.events[0].dtstart.astimezone(TOKYO).time() == time(10)
    assert "DTSTART;TZID=Asia/Tokyo" in fetch(visitor, links[0]).text


@pytest.mark.parametrize("day", ["2026-13-01", "2020-01-01", "x"])
def test_day_without_a_lesson_has_no_file(visitor, day):
    assert fetch(visitor, f"/en{visitor.page.replace('calendar', 'sessions.ics')}?day={day}").status_code == 404


def test_lessons_that_are_over_are_offered_no_file(visitor, session):
    session.query(Session).update({"starts_at": MONDAY, "ends_at": MONDAY + timedelta(hours=2)})
    session.commit()

    assert not visitor.get(visitor.page.removesuffix("/calendar")).select("a[href*='sessions.ics']")


def test_who_only_waits_is_offered_no_file(visitor, session):
    session.query(Enrolment).update({"state": State.WAITLISTED})
    session.commit()

    assert not visitor.get(visitor.page.removesuffix("/calendar")).select("a[href*='sessions.ics']")


def test_who_is_signed_in_has_a_calendar_without_a_receipt(browser, session):
    someone = browser(Role.PERSON, "en")
    someone.page = "/my-calendar"

    assert fetch(someone, make(someone)).status_code == 200
    assert session.query(CalendarFeed).one().person_id == someone.account.person_id


def test_calendar_costs_the_same_for_one_course_and_for_three(session, speaks, count_statements):
    person = enrolled(session, make_cohort(session), at=MONDAY)
    session.flush()
    with count_statements() as one_course:
        queries.events(session, person.person_id, at=MONDAY)
    for _ in range(2):
        other = enrolled(session, make_cohort(session), at=MONDAY)
        session.query(Enrolment).filter_by(id=other.id).update({"person_id": person.person_id})
    session.flush()
    with count_statements() as three:
        queries.events(session, person.person_id, at=MONDAY)

    assert len(three) == len(one_course) == 5


def test_feed_made_twice_at_once_leaves_one_open(session, enrolment):
    feeds.make(session, enrolment.person_id, language="ja", at=MONDAY)
    feeds.make(session, enrolment.person_id, language="ja", at=datetime(2026, 3, 3, tzinfo=UTC))

    assert session.query(CalendarFeed).filter_by(ended_at=None).count() == 1
