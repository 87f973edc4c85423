"""What the worker does, without a worker."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.outbox.conftest import make_message
from workforce import create_app, jobs
from workforce.audit import actions as audits
from workforce.audit.models import AuditRun
from workforce.database import db
from workforce.operations.models import RetentionRun, Worker


@pytest.fixture
def working(settings, tmp_path):
    """The jobs of an application that has a mail server nobody listens at."""
    app = create_app(replace(settings, mail_url="smtp://127.0.0.1:9", instance_path=tmp_path), TESTING=True)
    crew = jobs.Jobs(app, "bo")
    yield crew
    crew.huey.storage.close()
    with app.app_context():
        db.engine.dispose()


def test_due_mail_is_found_in_the_rows_not_in_the_queue(session, working):
    session.commit()
    working.look()
    assert working.huey.pending_count() == 0

    make_message(session, send_after=datetime.now(UTC))
    session.commit()
    working.look()
    assert working.huey.pending_count() == 1


def test_look_says_that_the_worker_lives(session, working):
    session.commit()
    working.look()
    working.look()

    assert list(session.scalars(sa.select(Worker.name))) == ["bo"]


def test_nightly_audit_is_kept(session, working):
    session.commit()
    with working.app.app_context():
        working._nightly_audit()

    assert session.scalar(sa.select(sa.func.count(AuditRun.id))) == 1


def test_an_audit_that_staff_ask_for_is_found_in_the_rows(session, working):
    session.commit()
    working.look()
    before = working.huey.pending_count()
    audits.ask(session, by=None, at=datetime.now(UTC))
    session.commit()

    working.look()

    assert working.huey.pending_count() == before + 1
    with working.app.app_context():
        working._audit()
    working.look()
    assert working.huey.pending_count() == before + 1
    assert session.scalar(sa.select(sa.func.count(AuditRun.id))) == 1


def test_what_is_past_its_time_goes_every_night_and_the_night_is_remembered(session, working):
    session.commit()
    with working.app.app_context():
        working._purge()
        working._retention()

    assert session.scalar(sa.select(sa.func.count(RetentionRun.id))) == 1


def test_two_workers_have_two_desks_and_the_second_day_finds_the_first_name(tmp_path):
    with jobs.Desk(tmp_path) as first, jobs.Desk(tmp_path) as second:
        assert first.name != second.name
        names = [first.name, second.name]
    with jobs.Desk(tmp_path) as again:
        assert again.name == names[0]
