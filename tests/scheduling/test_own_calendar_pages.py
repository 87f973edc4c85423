"""Those who teach give their own calendar; the centre sees when they are busy, and nothing else (INS-1)."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from tests.attendance.lessons import cohort_of
from tests.make import MONDAY
from tests.scheduling.serving import sends, serving
from tests.scheduling.teaching import lesson_at, make_instructor, name
from workforce import clock
from workforce.access import Role
from workforce.database import db, transaction
from workforce.fetching import is_open
from workforce.history import Entry
from workforce.operations.retention import PASSING, RECORDS, take
from workforce.operations.retention.instructors import take_papers
from workforce.people.queries.persons import group_ids
from workforce.scheduling.actions import own_calendars as actions
from workforce.scheduling.models import OwnBusy, OwnCalendar, Trouble
from workforce.scheduling.queries import availability
from workforce.scheduling.queries import own_calendars as queries
from workforce.settings import Keeping

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OWN, ADDING = "/instructor/availability", "/instructor/availability/calendars"
SECRET = "https://calendar.example/private-0815/basic.ics"


TEN = clock.instant(clock.today(NOW) + DAY, time(10))  # tomorrow


def calendar(begins=TEN, hours=2):
    times = [f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{begins + hours * HOUR:%Y%m%dT%H%M%SZ}"]
    event = ["BEGIN:VEVENT", "UID:1", *times, "SUMMARY:歯医者", "LOCATION:高崎駅前", "ATTENDEE:mailto:a@b.example"]
    lines = ["BEGIN:VCALENDAR", "X-WR-CALNAME:私の予定", *event, "END:VEVENT", "END:VCALENDAR"]
    return "\r\n".join([*lines, ""]).encode()


@pytest.fixture
def teacher(browser):
    return browser(Role.INSTRUCTOR, "en")


def spans(session):
    session.expire_all()
    return [(one.begins_at, one.ends_at) for one in session.scalars(select(OwnBusy).order_by(OwnBusy.begins_at))]


def given(session, address=SECRET, **there):
    """A calendar of somebody who teaches, whose person is `.person_id`."""
    account = make_instructor(session)
    made = actions.give(session, account.person_id, address=address, by=None, at=MONDAY)
    for field, value in there.items():
        setattr(made, field, value)
    session.commit()
    return made


@pytest.fixture
def fetched(app, session):
    """The worker asks for what is due and gets this answer; what it asked."""

    def fetch(answer, *, at=NOW, **net):
        session.commit()
        with app.app_context(), serving(answer) as (server, near):
            actions.fetch_all(lambda: at, ours="centre.example", net=replace(near, **net))
        session.expire_all()
        return server.asked

    return fetch


def every_word(session):
    """All that the database holds, as one text."""
    tables = [session.execute(sa.select(table)).all() for table in db.metadata.sorted_tables]
    return str(tables)


def test_a_file_is_read_on_the_phone_and_only_its_times_are_kept(teacher, session):
    page = teacher.submit(teacher.get(ADDING), "#calendar-form", file=(BytesIO(calendar()), "私の予定.ics"))

    assert page.status == 303
    assert spans(session) == [(TEN, TEN + 2 * HOUR)]
    shown = teacher.follow(page)
    assert "A file" in shown.text
    assert "10:00" in shown.text
    words = every_word(session)
    assert not [word for word in ("歯医者", "高崎駅前", "a@b.example", "私の予定") if word in words]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "address"),
        ({"address": "http://calendar.example/a.ics"}, "address"),
        ({"address": "https://me:word@calendar.example/a.ics"}, "address"),
        ({"file": (b"<html>", "a.ics")}, "file"),
        ({"file": (b"x" * (actions.LARGEST_FILE + 1), "a.ics")}, "file"),
    ],
)
def test_what_is_no_calendar_is_said_beside_its_field(teacher, session, sent, field):
    if "file" in sent:
        body, named = sent["file"]
        sent = {"file": (BytesIO(body), named)}
    page = teacher.post(ADDING, sent)

    assert page.status == 422
    assert page.error(field)
    assert session.scalars(select(OwnCalendar)).all() == []


def test_an_address_is_asked_for_soon_and_never_shown_whole(teacher, session):
    page = teacher.submit(teacher.get(ADDING), "#calendar-form", address=SECRET.replace("https", "webcal"))
    shown = teacher.follow(page)

    assert queries.due(session, at=clock.now())
    assert "calendar.example/…" in shown.text
    assert "0815" not in shown.text
    assert "0815" not in str(session.execute(sa.select(Entry)).all())
    again = teacher.submit(teacher.get(ADDING), "#calendar-form", address=SECRET)
    assert "already" in again.error("address")


def test_the_worker_reads_it_and_asks_again_in_hours(session, caplog, fetched):
    made = given(session)
    (asked,) = fetched(sends(body=calendar(), ETag='"1"'))

    assert spans(session) == [(TEN, TEN + 2 * HOUR)]
    assert (made.trouble, made.fresh_at, made.next_at) == (None, NOW, NOW + 6 * HOUR)
    assert "If-None-Match" not in asked[1]
    assert queries.due(session, at=NOW + 5 * HOUR) == []
    later = NOW + 6 * HOUR
    ((_path, headers),) = fetched(sends(304), at=later)
    assert (headers["If-None-Match"], made.fresh_at) == ('"1"', later)
    assert spans(session)
    assert "0815" not in caplog.text


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (sends(404), Trouble.NOT_THERE),
        (sends(403), Trouble.NOT_LET_IN),
        (sends(body=b"<html>sign in</html>"), Trouble.NO_CALENDAR),
        (sends(302, Location="http://calendar.example/"), Trouble.NOT_ALLOWED),
    ],
)
def test_what_was_known_stays_when_it_cannot_be_read_and_the_person_is_told(session, browser, answer, trouble, fetched):
    teacher = browser(Role.INSTRUCTOR, "en")
    made = actions.give(session, teacher.account.person_id, address=SECRET, by=None, at=MONDAY)
    session.commit()
    fetched(sends(body=calendar()))
    fetched(answer, at=NOW + DAY / 2)

    assert (made.trouble, made.failures, made.fresh_at) == (trouble, 1, NOW)
    assert len(spans(session)) == 1
    shown = teacher.get(OWN)
    assert "Could not be read" in shown.text
    assert "What the centre knows of it is from" in shown.text
    fetched(sends(body=calendar()), at=NOW + DAY)
    assert (made.trouble, made.failures) == (None, 0)


def test_an_address_inside_the_house_is_not_gone_to(session, fetched):
    made = given(session)
    assert fetched(sends(body=calendar()), allows=is_open) == []
    assert made.trouble is Trouble.NOT_ALLOWED


def test_removed_while_it_is_read_it_stays_removed(app, session, fetched):
    made = given(session)

    def remove_then_send(handler):
        with app.app_context(), transaction() as other:
            assert actions.claim(made_id, NOW) is None  # somebody is at it
            actions.remove(other, person_id, made_id, by=None, at=NOW)
        sends(body=calendar())(handler)

    made_id, person_id = made.id, made.person_id
    session.commit()
    assert len(fetched(remove_then_send)) == 1

    assert session.scalars(select(OwnCalendar)).all() == []
    assert spans(session) == []


def test_removing_takes_all_that_was_known_and_another_s_is_not_found(teacher, session, fetched):
    made = given(session)
    fetched(sends(body=calendar()))
    teacher.submit(teacher.get(ADDING), "#calendar-form", file=(BytesIO(calendar()), "a.ics"))
    teacher.post(f"{ADDING}/{made.id}/remove", {})
    assert len(spans(session)) == 2

    page = teacher.get(OWN)
    teacher.submit(page, "form[action$='/remove']")
    assert len(spans(session)) == 1


def test_five_are_enough(session):
    account = make_instructor(session)
    for number in range(actions.MOST):
        actions.give(session, account.person_id, address=f"{SECRET}?{number}", by=None, at=MONDAY)
    with pytest.raises(actions.TooManyCalendars):
        actions.give(session, account.person_id, address=SECRET, by=None, at=MONDAY)


def busy_of(session, account, at=NOW):
    said = availability.said(session, [account.person_id], after=clock.today(at))
    return said[account.person_id].busy


def test_planning_sees_when_they_are_busy_but_not_the_lesson_itself(session):
    account = make_instructor(session)
    about = {"by": None, "at": NOW, "ours": ""}
    actions.bring(session, account.person_id, body=calendar(TEN), **about)
    actions.bring(session, account.person_id, body=calendar(TEN + 2 * DAY), **about)
    assert [one.begins_at for one in busy_of(session, account)] == [TEN, TEN + 2 * DAY]

    sitting = lesson_at(session, TEN + 2 * DAY + HOUR / 2)
    name(session, sitting, account)
    assert [one.begins_at for one in busy_of(session, account)] == [TEN]


def test_staff_see_beside_a_name_that_the_calendar_says_busy_and_nothing_else(browser, session):
    account, sitting = make_instructor(session), lesson_at(session, TEN + HOUR)
    name(session, sitting, account)
    actions.bring(session, account.person_id, body=calendar(TEN, hours=9), by=None, at=NOW, ours="")
    session.commit()
    clerk = browser(Role.CLERK, "en")

    assert (
        "busy, says their own calendar" in clerk.get(f"/staff/cohorts/{cohort_of(session, sitting).code}/teaching").text
    )
    page = clerk.get(f"/staff/instructors/{account.person_id}/availability")
    assert "The centre sees when they are busy" in page.text
    assert not page.select("form[action$='/remove'], main details")


def test_all_of_it_goes_when_somebody_is_forgotten(session, fetched):
    made = given(session)
    fetched(sends(body=calendar()))
    take_papers(session, group_ids(session, made.person_id))
    session.flush()
    assert (session.scalars(select(OwnCalendar)).all(), spans(session)) == ([], [])


def test_what_is_over_goes_after_a_day(session, fetched):
    given(session)
    fetched(sends(body=calendar()))
    step = next(step for step in (*PASSING, *RECORDS) if step.name == "own_busy")
    over = TEN + 2 * HOUR + DAY
    assert take(step, session, at=over, keeping=Keeping(), limit=9) == 0
    assert take(step, session, at=over + timedelta(seconds=1), keeping=Keeping(), limit=9) == 1


def test_who_teaches_no_more_is_not_asked_for(session):
    made = given(session)
    assert queries.due(session, at=NOW) == [made.id]
    session.execute(sa.text("UPDATE role_grant SET ended_at = :at"), {"at": MONDAY.isoformat(" ")})
    session.expire_all()
    assert queries.due(session, at=NOW) == []
