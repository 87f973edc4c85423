"""What the worker does, without a worker."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from tests.enrolment.enrolled import enrolled
from tests.enrolment.test_bands import make_band
from tests.make import make_open_cohort
from tests.outbox.conftest import make_message
from tests.scheduling.teaching import make_instructor
from workforce import clock, create_app, jobs
from workforce.audit import actions as audits
from workforce.audit.models import AuditRequest, AuditRun
from workforce.catalogue.models import Selection
from workforce.database import db
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Offer, State
from workforce.enrolment.queries import records
from workforce.operations.models import RetentionRun, Worker
from workforce.operations.retention import nights
from workforce.scheduling.actions import own_calendars

NIGHT, DAY = date(2026, 5, 11), timedelta(days=1)


@pytest.fixture(scope="module")
def posting(settings, tmp_path_factory):
    """An application that has a mail server nobody listens at."""
    folder = tmp_path_factory.mktemp("posting")
    app = create_app(replace(settings, mail_url="smtp://127.0.0.1:9", instance_path=folder), TESTING=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def working(posting):
    """Its jobs, of which none waits yet."""
    crew = jobs.Jobs(posting, "bo")
    crew.huey.flush()
    yield crew
    crew.huey.storage.close()


@pytest.fixture
def after_the_night(session, monkeypatch):
    """What is done every night was done, and no other night comes."""
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)
    session.add(RetentionRun(night=nights.night_of(at), at=at, ended_at=at, counts={}))
    session.add(AuditRequest(night=nights.night_of(at, jobs.AUDIT_HOUR), asked_at=at, ended_at=at))
    session.commit()


def test_due_mail_is_found_in_the_rows_not_in_the_queue(session, after_the_night, working):
    working.look()
    assert working.huey.pending_count() == 0

    make_message(session, send_after=clock.now())
    session.commit()
    working.look()
    assert working.huey.pending_count() == 1


def test_own_calendar_that_is_due_is_found_in_its_row(session, after_the_night, working):
    teacher = make_instructor(session)
    address = "https://calendar.example/a.ics"
    own_calendars.give(session, teacher.person_id, address=address, by=None, at=clock.now())
    session.commit()
    working.look()
    assert working.huey.pending_count() == 1


def test_look_says_that_the_worker_lives(session, working):
    session.commit()
    working.look()
    working.look()

    assert list(session.scalars(sa.select(Worker.name))) == ["bo"]


def at_hour(hour, minute, day=NIGHT):
    return clock.instant(day, time(hour, minute))


@pytest.fixture
def look(working, monkeypatch, session):
    """`look(at)`: the worker looks at this instant and does what it finds; the names of what that was."""

    def work(at):
        session.commit()
        monkeypatch.setattr(clock, "now", lambda: at)
        working.look()
        done = []
        while task := working.huey.dequeue():
            done.append(task.name)
            working.huey.execute(task)
        session.expire_all()
        return done

    return work


def nights_done(session):
    return list(session.scalars(sa.select(RetentionRun.night).order_by(RetentionRun.night)))


def test_the_work_of_a_night_is_done_once_at_its_hour(session, look):
    look(at_hour(9, 0, NIGHT - DAY))
    look(at_hour(9, 0, NIGHT - DAY))

    assert look(at_hour(2, 39)) == look(at_hour(2, 39)) == []
    assert look(at_hour(2, 40)) == ["retain"]
    assert look(at_hour(2, 41)) == []
    assert look(at_hour(3, 10)) == ["audit"]
    assert look(at_hour(3, 11)) == look(at_hour(23, 59)) == []
    assert nights_done(session) == [NIGHT - DAY, NIGHT]
    assert session.scalar(sa.select(sa.func.count(AuditRun.id))) == 2


def test_a_worker_that_was_off_at_the_hour_does_the_work_when_it_is_back_and_once(session, look):
    look(at_hour(9, 0, NIGHT - 5 * DAY))
    look(at_hour(9, 0, NIGHT - 5 * DAY))

    assert look(at_hour(11, 30)) == ["retain"]
    assert look(at_hour(11, 31)) == ["audit"]
    assert look(at_hour(11, 32)) == look(at_hour(18, 0)) == []
    assert nights_done(session) == [NIGHT - 5 * DAY, NIGHT]


def test_an_audit_that_staff_ask_for_is_found_in_the_rows(session, after_the_night, working):
    working.look()
    before = working.huey.pending_count()
    audits.ask(session, by=None, at=clock.now())
    session.commit()

    working.look()

    assert working.huey.pending_count() == before + 1
    with working.app.app_context():
        working._audit()
    working.look()
    assert working.huey.pending_count() == before + 1
    assert session.scalar(sa.select(sa.func.count(AuditRun.id))) == 1


def test_two_workers_have_two_desks_and_the_second_day_finds_the_first_name(tmp_path):
    with jobs.Desk(tmp_path) as first, jobs.Desk(tmp_path) as second:
        assert first.name != second.name
        names = [first.name, second.name]
    with jobs.Desk(tmp_path) as again:
        assert again.name == names[0]


def test_offer_past_its_time_goes_on_to_the_next_and_no_look_finds_it_twice(session, after_the_night, look):
    cohort = make_open_cohort(session, capacity=1)
    first, second, third = (enrolled(session, cohort) for _ in range(3))
    moves.cancel_own(session, records.record(session, first.receipt), at=clock.now())
    [until] = session.scalars(sa.select(Offer.expires_at))

    assert "settle" not in look(until - timedelta(minutes=1))
    assert "settle" in look(until)

    assert (second.state, third.state) == (State.CANCELLED, State.OFFERED)
    assert "settle" not in look(until + jobs.OFFERS_EVERY)


def test_where_no_draw_is_needed_everybody_is_confirmed_at_closing(session, after_the_night, look):
    cohort = make_open_cohort(session, capacity=2, selection=Selection.LOTTERY_IF_OVER)
    people = [enrolled(session, cohort) for _ in range(2)]
    closes = cohort.closes_at

    look(closes - timedelta(minutes=1))
    assert {one.state for one in people} == {State.APPLIED}

    assert "settle" in look(closes)
    assert {one.state for one in people} == {State.CONFIRMED}
    assert "settle" not in look(closes + jobs.OFFERS_EVERY)


def test_waiting_ends_some_days_after_the_course_has_begun(session, after_the_night, look):
    cohort = make_open_cohort(session, capacity=1)
    _seated, waits = enrolled(session, cohort), enrolled(session, cohort)
    over = cohort.starts_at + timedelta(days=1)

    assert "settle" not in look(over - timedelta(minutes=1))
    assert "settle" in look(over)

    assert waits.state is State.CANCELLED
    assert "settle" not in look(over + jobs.OFFERS_EVERY)


def test_seats_that_their_band_releases_are_offered_to_who_waits_at_that_moment(session, after_the_night, look):
    cohort = make_open_cohort(session, capacity=1)
    released_at = clock.now() + timedelta(days=1)
    make_band(session, cohort, seats=1, released_at=released_at)
    waiting = enrolled(session, cohort)
    assert waiting.state is State.WAITLISTED

    assert "settle" not in look(released_at - timedelta(minutes=1))
    assert "settle" in look(released_at)

    assert waiting.state is State.OFFERED
    assert "settle" not in look(released_at + jobs.OFFERS_EVERY)
