"""Many desks issue papers at once and some die in the middle: the numbers have no gap and none is given twice."""

import random
import time

import pytest
from sqlalchemy import select

from tests.enrolment.applying import apply, somebody
from tests.make import MONDAY
from tests.money.ledgers import priced_cohort
from workforce.database import transaction
from workforce.enrolment.models import Enrolment
from workforce.enrolment.queries.records import record
from workforce.money.actions.documents import Wish, issue_invoice
from workforce.money.models import Document, Numbering

pytestmark = pytest.mark.storm

PROCESSES, PAPERS, PEOPLE = 4, 30, 8
KILLED_AFTER = 0.4  # seconds, about


def issue(_app, desk, receipts):
    """One desk: paper after paper, each in a transaction of its own."""
    for n in range(PAPERS):
        with transaction() as session:
            one_paper(session, receipts[n % len(receipts)], f"{desk}-{n}")


def one_paper(session, receipt, key):
    issue_invoice(session, record(session, receipt), Wish("山田"), key=key, by=None, at=MONDAY)


def test_numbers_are_gapless_when_desks_issue_at_once_and_are_killed(app, processes, session):
    cohort = priced_cohort(session, capacity=PEOPLE)
    for n in range(PEOPLE):
        apply(session, cohort, somebody(n))
    receipts = list(session.scalars(select(Enrolment.receipt)))
    session.commit()
    processes.rehearse(one_paper, receipts[0], "rehearsed")
    desks = [processes.start(issue, desk, receipts) for desk in range(PROCESSES)]
    victims = desks[: PROCESSES // 2]
    for victim in victims:
        time.sleep(random.Random(victim.pid).uniform(0, KILLED_AFTER))
        victim.kill()
    for desk in desks:
        desk.join()

    session.rollback()
    numbers = list(session.scalars(select(Document.number).order_by(Document.number)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= PAPERS * (PROCESSES - len(victims)), "those who lived issued all of theirs"
    assert session.scalar(select(Numbering.last)) == len(numbers)
