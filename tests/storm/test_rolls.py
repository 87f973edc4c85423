"""Two devices send the marks of one lesson at once, each of them twice, one dies in the middle: each mark once."""

import os
import signal
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from tests.attendance.lessons import make_lesson
from tests.make import MONDAY
from tests.storm.test_screening import together
from workforce.attendance.actions import marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import Attendance, Mark, MarkSource, Status
from workforce.attendance.queries.rolls import roll
from workforce.audit import running
from workforce.database import transaction

pytestmark = pytest.mark.storm

PEOPLE = 30
ARRIVED = MONDAY + timedelta(minutes=30)
CHECKS = ["minutes_of_another_mark", "minutes_that_differ_from_the_mark", "minutes_beyond_the_part"]
CHECKS += ["marks_without_a_roll"]


def marks_of(device, enrolment_ids):
    """The first device notes everybody present; the second, a moment later, every third as absent."""
    for n, one in enumerate(enrolment_ids):
        if device == 0:
            yield Given(f"0-{one}", one, Status.PRESENT, noted_at=MONDAY + timedelta(minutes=5))
        elif n % 3 == 0:
            yield Given(f"1-{one}", one, Status.ABSENT, noted_at=MONDAY + timedelta(minutes=6))


def deliver(session_id, device, enrolment_ids, seed, dies=False):
    """In parcels of five, each a transaction, in an order of its own; the last parcel may never be committed."""
    given = list(marks_of(device, enrolment_ids))
    Random(seed).shuffle(given)
    for first in range(0, len(given), 5):
        with transaction() as session:
            source = MarkSource.ROLL_CALL
            marks.mark(session, session_id, given[first : first + 5], source=source, by=None, at=ARRIVED)
            if dies and first >= 10:
                os.kill(os.getpid(), signal.SIGKILL)


def deliver_and_die(_app, *given):
    deliver(*given, dies=True)


def test_each_mark_once_and_the_later_one_counts(app, processes, session):
    sitting, people = make_lesson(session, PEOPLE)
    session_id, ids = sitting.id, [one.id for one in people]
    session.commit()

    victim = processes.start(deliver_and_die, session_id, 0, ids, 1)
    deliveries = [(deliver, session_id, device, ids, seed) for device in (0, 1) for seed in (1, 2)]
    assert together(processes, *deliveries) == ["done"] * len(deliveries)
    assert victim.join() == -signal.SIGKILL

    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Mark)) == PEOPLE + PEOPLE // 3
    found = roll(session, session_id).rows
    assert [found[one].recorded.status for one in ids] == [
        Status.ABSENT if n % 3 == 0 else Status.PRESENT for n in range(PEOPLE)
    ]
    assert session.scalar(select(func.count()).select_from(Attendance)) == PEOPLE * 2
    with app.app_context():
        assert running.found(session, at=ARRIVED, names=CHECKS) == {}
