"""Several staff press draw at once, people cancel at that moment, one process is killed in the middle: one result."""

import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.make import MONDAY, make_account, make_cohort, make_course
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.models import Selection
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import draws, moves
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import Draw, DrawOutcome, Enrolment, State
from workforce.enrolment.queries import draws as queries
from workforce.enrolment.queries import records
from workforce.enrolment.rules import draw_check
from workforce.outbox import Message
from workforce.people.models import Account
from workforce.refusals import Refused

pytestmark = pytest.mark.storm

SEATS, PEOPLE, STAFF, LEAVING = 10, 60, 4, 6
CLOSED = MONDAY + timedelta(days=8)
SOON = 0.3  # seconds, in which all of them have begun


def draw(session, cohort_id, account_id):
    draws.draw_now(session, cohort_id, by=session.get_one(Account, account_id), at=CLOSED)


def leave(session, cohort_id, receipts):
    for receipt in receipts:
        moves.cancel_own(session, records.record(session, receipt), at=CLOSED)


def killed_in_the_middle(_app, cohort_id, account_id):
    """Everything is written but not committed when this process dies."""
    with transaction() as session:
        draw(session, cohort_id, account_id)
        session.flush()
        os.kill(os.getpid(), signal.SIGKILL)


def at_once(_app, begins_at, act, *given):
    time.sleep(max(begins_at - time.time(), 0))
    try:
        with transaction() as session:
            act(session, *given)
    except Refused as refusal:
        return type(refusal).__name__
    return "done"


@pytest.fixture
def cohort(session):
    """Closed, many more people than seats, its list closed."""
    far = MONDAY + timedelta(days=3650)
    course = make_course(session, items=())
    cohort = make_cohort(
        session, course=course, capacity=SEATS, selection=Selection.LOTTERY, starts_at=far, ends_at=far
    )
    draws.promise(session, cohort.id, at=MONDAY)
    cohort.changes_until = None
    session.flush()
    for n in range(PEOPLE):
        session.expire_all()
        enrol(session, cohort=cohort_brief(session, cohort.code), application=somebody(n), by=None, at=MONDAY)
    draws.freeze(session, cohort.id, by=None, at=CLOSED)
    session.commit()
    return cohort


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_one_result_and_everybody_told_once_whoever_presses_and_whoever_dies(app, processes, session, cohort, round_):
    cohort_id = cohort.id
    staff = [make_account(session).id for _ in range(STAFF + 1)]
    receipts = list(session.scalars(select(Enrolment.receipt).order_by(Enrolment.id)))
    session.commit()
    processes.rehearse(draw, cohort_id, staff[0])
    processes.rehearse(leave, cohort_id, receipts[:LEAVING])
    assert processes.start(killed_in_the_middle, cohort_id, staff[0]).join() == -signal.SIGKILL

    begins_at = time.time() + SOON
    pressing = [processes.start(at_once, begins_at, draw, cohort_id, one) for one in staff[1:]]
    leaving = processes.start(at_once, begins_at, leave, cohort_id, receipts[:LEAVING])
    answers = [one.result() for one in (*pressing, leaving)]

    assert sorted(answers) == ["DrawnAlready"] * (STAFF - 1) + ["done"] * 2
    with app.app_context():
        prove(session, cohort_id)


def prove(session, cohort_id):
    """One result, true, each person told once of it, and the audit agrees."""
    session.expire_all()
    [only] = queries.of_cohort(session, cohort_id)
    assert only.drawn_at
    assert all(check.holds for check in draw_check.checks(only.published))
    gone = sum(one.outcome is DrawOutcome.WITHDRAWN for one in queries.results(session, only.id))
    results = [one for one in session.scalars(select(Message)) if one.details.get("is_result")]
    assert len(results) == PEOPLE - gone
    assert len({one.person_id for one in results}) == len(results)
    taken = select(func.count()).where(Enrolment.state.in_([State.CONFIRMED, State.OFFERED]))
    assert session.scalar(taken) == SEATS
    assert session.scalar(select(func.count()).select_from(Draw)) == 1
    assert running.found(session, at=CLOSED) == {}
