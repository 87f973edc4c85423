"""Two give points and managers decide from several processes at once, one is killed in the middle: one result."""

import os
import signal
import time
from random import Random

import pytest
from sqlalchemy import func, select

from tests.make import make_account
from tests.screening.assessed import AFTER, begun
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.database import transaction
from workforce.enrolment.models import Enrolment, State
from workforce.outbox import Message
from workforce.people.models import Account
from workforce.refusals import Refused
from workforce.screening.actions import deciding, marking
from workforce.screening.models import Decision, Mark
from workforce.screening.queries import assessments, rankings

pytestmark = pytest.mark.storm

PEOPLE, SEATS, MANAGERS, TWICE = 8, 3, 3, 2
SOON = 0.3  # seconds, in which all of them have begun


def mark(session, cohort_id, account_id, number):
    """The points of the applicant `number`; each criterion the same for all."""
    ids = [one.id for one in assessments.assessment(session, cohort_id).criteria]
    given = {ids[0]: number, ids[1]: 2}
    account = session.get_one(Account, account_id)
    marking.give(session, cohort_id, number=number, points=given, by=account, at=AFTER)


def close(session, cohort_id, account_id):
    marking.close(session, cohort_id, by=session.get_one(Account, account_id), at=AFTER)


def decide(session, cohort_id, account_id):
    seen = deciding.fingerprint(rankings.basis(session, cohort_id, assessments.assessment(session, cohort_id)))
    deciding.decide(session, cohort_id, seen=seen, by=session.get_one(Account, account_id), at=AFTER)
    session.flush()


def killed_in_the_middle(_app, cohort_id, account_id):
    """Everything is written but not committed when this process dies."""
    with transaction() as session:
        decide(session, cohort_id, account_id)
        os.kill(os.getpid(), signal.SIGKILL)


def at_once(_app, begins_at, act, *given):
    time.sleep(max(begins_at - time.time(), 0))
    try:
        act(*given)
    except Refused as refusal:
        return type(refusal).__name__
    return "done"


def one_transaction(act, *given):
    with transaction() as session:
        act(session, *given)


def mark_all(cohort_id, account_id, seed):
    """Everybody's points, one applicant a transaction, in an order of its own."""
    numbers = list(range(1, PEOPLE + 1))
    Random(seed).shuffle(numbers)
    for number in numbers:
        one_transaction(mark, cohort_id, account_id, number)


def together(processes, *acts):
    """What each process says that does one of these (action, arguments) at the same moment."""
    begins_at = time.time() + SOON
    started = [processes.start(at_once, begins_at, *act) for act in acts]
    return sorted(one.result() for one in started)


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_one_result_whoever_marks_presses_and_dies(app, processes, session, round_):
    cohort, both = begun(session, people=PEOPLE, capacity=SEATS)
    managers = [make_account(session).id for _ in range(MANAGERS + 1)]
    cohort_id, accounts = cohort.id, [account.id for account in both]
    session.commit()

    processes.rehearse(decide, cohort_id, managers[0])
    processes.rehearse(mark, cohort_id, accounts[0], 1)
    marking_twice = [(mark_all, cohort_id, one, seed) for one in accounts for seed in range(TWICE)]
    early = (one_transaction, decide, cohort_id, managers[0])
    assert together(processes, *marking_twice, early) == ["NotReady"] + ["done"] * len(marking_twice)
    assert session.scalar(select(func.count()).select_from(Mark)) == PEOPLE * 2 * 2
    session.commit()
    processes.rehearse(close, cohort_id, accounts[0])
    closing_twice = [(one_transaction, close, cohort_id, one) for one in accounts for _ in range(TWICE)]
    assert together(processes, *closing_twice) == ["done"] * len(closing_twice)

    processes.rehearse(decide, cohort_id, managers[0])
    assert processes.start(killed_in_the_middle, cohort_id, managers[0]).join() == -signal.SIGKILL
    deciding_at_once = [(one_transaction, decide, cohort_id, one) for one in managers[1:]]
    assert together(processes, *deciding_at_once) == ["NotAssessed"] * (MANAGERS - 1) + ["done"]
    with app.app_context():
        prove(session, cohort_id)


def prove(session, cohort_id):
    """One decision, the most points have the seats, everybody told once, and the audit agrees."""
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Decision)) == 1
    by_number = {one.number: one.state for one in assessments.candidates(session, cohort_id)}
    assert {n for n, state in by_number.items() if state is State.CONFIRMED} == {PEOPLE, PEOPLE - 1, PEOPLE - 2}
    results = [one for one in session.scalars(select(Message)) if one.details.get("is_result")]
    assert len(results) == len({one.person_id for one in results}) == PEOPLE
    waiting = select(Enrolment.id).where(Enrolment.state == State.WAITLISTED).order_by(Enrolment.queued_at)
    of_number = {one.enrolment_id: one.number for one in assessments.candidates(session, cohort_id)}
    assert [of_number[one] for one in session.scalars(waiting)] == list(range(PEOPLE - SEATS, 0, -1))
    assert running.found(session, at=AFTER) == {}
