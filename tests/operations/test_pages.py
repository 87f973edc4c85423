"""/health and /metrics."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import make_open_cohort
from workforce import clock
from workforce.audit import running
from workforce.operations.models import Worker


@pytest.fixture
def machine(app, session):
    """Something that asks without cookies and reads text."""

    def ask(address):
        session.commit()
        return app.test_client().get(address)

    return ask


@pytest.fixture
def heard(session, monkeypatch):
    """`heard(ago)`: a worker was heard of so long ago, and time stands still."""
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)

    def working(ago):
        session.add(Worker(name="bo", started_at=at - ago, seen_at=at - ago))

    return working


def test_healthy_while_a_worker_is_heard_of(machine, heard):
    heard(timedelta(seconds=5))

    answer = machine("/health")

    assert answer.status_code == 200
    assert (answer.json["database"], answer.json["worker"]) == ("ok", "ok")
    assert answer.json["worker_age"] == 5


def test_unhealthy_when_the_worker_is_silent(machine, heard):
    heard(timedelta(minutes=5))

    answer = machine("/health")

    assert answer.status_code == 503
    assert answer.json["worker"] == "silent for 300 s"


def test_unhealthy_when_nobody_ever_worked(machine):
    assert machine("/health").status_code == 503


def test_metrics_count_what_there_is(session, machine, app):
    cohort = make_open_cohort(session, capacity=1)
    enrolled(session, cohort)
    enrolled(session, cohort)
    with app.app_context():
        running.run(session, at=datetime.now(UTC))

    text = machine("/metrics").text

    assert 'workforce_enrolments{state="confirmed"} 1\n' in text
    assert 'workforce_enrolments{state="waitlisted"} 1\n' in text
    assert 'workforce_messages{state="queued"} 2\n' in text
    assert "workforce_drafts 0\n" in text
    assert "workforce_audit_age_seconds" in text
    assert all(
        re.fullmatch(r"# (HELP|TYPE) \w+ .+|\w+(\{\w+=\"\w+\"\})? [\d.e+-]+", line) for line in text.splitlines()
    )


def test_machines_are_told_nothing_personal(session, machine):
    enrolment = enrolled(session, make_open_cohort(session))

    assert enrolment.receipt not in machine("/metrics").text


def test_answers_for_machines_are_never_kept(machine):
    assert machine("/metrics").headers["Cache-Control"] == "no-store"
