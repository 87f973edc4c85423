"""What the worker does, without a worker."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.make import MONDAY, make_cohort, saved
from tests.outbox.conftest import make_message
from workforce import create_app, jobs
from workforce.audit.models import AuditRun
from workforce.database import db
from workforce.enrolment.models import Draft
from workforce.operations import retention
from workforce.operations.models import Worker
from workforce.people.models import SignInAttempt

DAY = timedelta(days=1)


@pytest.fixture
def working(settings, tmp_path):
    """The jobs of an application that has a mail server nobody listens at."""
    app = create_app(replace(settings, mail_url="smtp://127.0.0.1:9", instance_path=tmp_path), TESTING=True)
    crew = jobs.Jobs(app, "bo")
    yield crew
    crew.huey.storage.close()
    with app.app_context():
        db.engine.dispose()


def make_draft(session, expires_at):
    row = Draft(
        code_hash=str(expires_at),
        cohort_id=make_cohort(session).id,
        answers={},
        language="ja",
        created_at=MONDAY - 14 * DAY,
        expires_at=expires_at,
    )
    return saved(session, row)


def test_drafts_end_after_their_time_and_old_tries_are_forgotten(session):
    make_draft(session, MONDAY)
    kept = make_draft(session, MONDAY + DAY)
    session.add_all([SignInAttempt(key="old", at=MONDAY - 30 * DAY), SignInAttempt(key="new", at=MONDAY)])
    session.add(Worker(name="eli", started_at=MONDAY - 9 * DAY, seen_at=MONDAY - 8 * DAY))
    session.flush()

    retention.purge(session, at=MONDAY)

    assert list(session.scalars(sa.select(Draft.id))) == [kept.id]
    assert list(session.scalars(sa.select(SignInAttempt.key))) == ["new"]
    assert list(session.scalars(sa.select(Worker.name))) == []


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
        working._audit()

    assert session.scalar(sa.select(sa.func.count(AuditRun.id))) == 1


def test_two_workers_have_two_desks_and_the_second_day_finds_the_first_name(tmp_path):
    with jobs.Desk(tmp_path) as first, jobs.Desk(tmp_path) as second:
        assert first.name != second.name
        names = [first.name, second.name]
    with jobs.Desk(tmp_path) as again:
        assert again.name == names[0]
