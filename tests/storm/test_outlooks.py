"""Every night: who cannot finish is told once, though a worker is killed in the middle and two others go on at once."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, func, select

from tests.attendance.missing import NOW, make_home, make_host, trainee
from workforce.attendance.actions import outlooks
from workforce.attendance.models import Outlook, Prospect
from workforce.attendance.queries import outlooks as queries
from workforce.audit import running
from workforce.catalogue.models import CourseKind
from workforce.outbox import Message

pytestmark = pytest.mark.storm

HOMES, PATIENCE = 4, 60
LETTERS = {Prospect.LAST_CHANCE: "last_chance", Prospect.IMPOSSIBLE: "cannot_finish"}


@pytest.fixture
def homes(session):
    """In each cohort somebody who lacks nothing and two who cannot finish; in the first also one who soon cannot."""
    homes = [make_home(session, kind=CourseKind.CERTIFIED_HELPER) for _n in range(HOMES)]
    for n, home in enumerate(homes):
        trainee(session, home, 10 * n, missed=(), came=(0, 1))
        for lost in (1, 2):
            trainee(session, home, 10 * n + lost, missed=(0, 1), came=())
    trainee(session, homes[0], 3)
    make_host(session, homes[0], after=3, items=[0])
    session.commit()
    return homes


def look(_app, at):
    outlooks.settle_all(lambda: at)


def begin(app, at, words, marker):
    """The same, until the second cohort comes to a statement that begins with `words`: there it waits for its end."""
    written = []

    def wait_at(_connection, _cursor, sql, *_rest):
        if sql.startswith("INSERT INTO outlook"):
            written.append("begun")
        if sql.startswith(words) and "done" in written:
            marker.touch()
            time.sleep(PATIENCE)

    event.listen(Engine, "before_cursor_execute", wait_at)
    event.listen(Engine, "commit", lambda _connection: written.extend(["done"] if written else []))
    look(app, at)


def told(session):
    """{enrolment id: letters about finishing}, of everybody who was told."""
    session.expire_all()
    query = select(Message.cause, func.count()).where(Message.template.in_(LETTERS.values())).group_by(Message.cause)
    by_outlook = {int(cause.split(":")[1]): number for cause, number in session.execute(query)}
    rows = session.execute(select(Outlook.id, Outlook.enrolment_id)).all()
    return {row.enrolment_id: by_outlook[row.id] for row in rows if row.id in by_outlook}


def waited_for(marker, actor):
    until = time.monotonic() + PATIENCE
    while not marker.exists():
        assert time.monotonic() < until
        assert actor.is_alive()
        time.sleep(0.05)


@pytest.mark.parametrize("words", ["INSERT INTO outlook", "INSERT INTO outbox", "UPDATE outlook"])
def test_everybody_is_told_once_though_one_is_killed_and_two_go_on(processes, session, homes, tmp_path, words):
    marker = tmp_path / "in the middle"
    victim = processes.start(begin, NOW, words, marker)
    waited_for(marker, victim)
    victim.kill()
    victim.join()
    half = told(session)
    session.commit()
    others = [processes.start(look, NOW + timedelta(seconds=1)) for _worker in range(2)]
    assert [one.result() for one in others] == [None, None]

    everybody = dict(session.execute(select(Outlook.enrolment_id, Outlook.prospect)).all())
    must_know = {one for one, prospect in everybody.items() if prospect in LETTERS}
    assert len(everybody) == 3 * HOMES + 1
    assert len(must_know) == 2 * HOMES + 1
    assert 0 < len(half) < len(must_know), "it was not killed in the middle"
    assert told(session) == dict.fromkeys(must_know, 1)
    assert queries.due(session, at=NOW + timedelta(seconds=1)) == []
    assert running.found(session, names=["outlooks_that_nobody_was_told"], at=NOW) == {}
