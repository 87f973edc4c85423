"""Many desks issue papers at once and some die in the middle: the numbers have no gap and none is given twice."""

import os
import random
import signal
import time

import pytest
from sqlalchemy import select

from tests.enrolment.applying import apply, somebody
from tests.make import MONDAY
from tests.money.ledgers import priced_cohort
from tests.processes import FRESH
from workforce import create_app
from workforce.database import db, transaction
from workforce.enrolment.models import Enrolment
from workforce.enrolment.queries.records import record
from workforce.money.actions.documents import Wish, issue_invoice
from workforce.money.models import Document, Numbering

pytestmark = pytest.mark.storm

PROCESSES, PAPERS, PEOPLE = 4, 30, 8
KILLED_AFTER = 0.4  # seconds, about
PATIENCE = 120


def issue(settings, desk, receipts, ready, go):
    """One desk: paper after paper, each in a transaction of its own."""
    app = create_app(settings, TESTING=True)
    with app.app_context():
        with db.engine.connect():
            ready.put(desk)
        go.wait()
        for n in range(PAPERS):
            with transaction() as session:
                enrolment = record(session, receipts[n % len(receipts)])
                issue_invoice(session, enrolment, Wish("山田"), key=f"{desk}-{n}", by=None, at=MONDAY)


def test_numbers_are_gapless_when_desks_issue_at_once_and_are_killed(app, settings, session):
    cohort = priced_cohort(session, capacity=PEOPLE)
    for n in range(PEOPLE):
        apply(session, cohort, somebody(n))
    receipts = list(session.scalars(select(Enrolment.receipt)))
    session.commit()
    ready, go = FRESH.Queue(), FRESH.Event()
    desks = [
        FRESH.Process(target=issue, args=(settings, desk, receipts, ready, go), daemon=True)
        for desk in range(PROCESSES)
    ]
    for desk in desks:
        desk.start()
    for _desk in desks:
        ready.get(timeout=PATIENCE)
    go.set()

    victims = desks[: PROCESSES // 2]
    for victim in victims:
        time.sleep(random.Random(victim.pid).uniform(0, KILLED_AFTER))
        os.kill(victim.pid, signal.SIGKILL)
    for desk in desks:
        desk.join(PATIENCE)

    session.rollback()
    numbers = list(session.scalars(select(Document.number).order_by(Document.number)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= PAPERS * (PROCESSES - len(victims)), "those who lived issued all of theirs"
    assert session.scalar(select(Numbering.last)) == len(numbers)
