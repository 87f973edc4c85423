"""Two give points and managers decide from several processes at once, one is killed in the middle: one result."""

import os
import signal
import time
import traceback
from random import Random

import pytest
from sqlalchemy import func, select

from tests.make import make_account
from tests.processes import FRESH
from tests.screening.assessed import AFTER, begun
from tests.storm.crowd import PATIENCE, wait_patiently
from tests.storm.test_seats import ROUNDS
from workforce import create_app
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
SOON = 6  # seconds until every process has loaded


def mark_all(cohort_id, account_id, seed):
    """Everybody's points, one applicant a transaction, in an order of its own; each criterion the same for all."""
    numbers = list(range(1, PEOPLE + 1))
    Random(seed).shuffle(numbers)
    for number in numbers:
        with transaction() as session:
            ids = [one.id for one in assessments.assessment(session, cohort_id).criteria]
            given = {ids[0]: number, ids[1]: 2}
            account = session.get_one(Account, account_id)
            marking.give(session, cohort_id, number=number, points=given, by=account, at=AFTER)


def close(cohort_id, account_id):
    with transaction() as session:
        marking.close(session, cohort_id, by=session.get_one(Account, account_id), at=AFTER)


def decide(cohort_id, account_id, *, dies=False):
    with transaction() as session:
        seen = deciding.fingerprint(rankings.basis(session, cohort_id, assessments.assessment(session, cohort_id)))
        deciding.decide(session, cohort_id, seen=seen, by=session.get_one(Account, account_id), at=AFTER)
        session.flush()
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)


def decide_and_die(cohort_id, account_id):
    decide(cohort_id, account_id, dies=True)


def at_once(settings, told, begins_at, act, *given):
    wait_patiently()
    with create_app(settings, TESTING=True).app_context():
        time.sleep(max(begins_at - time.time(), 0))
        try:
            act(*given)
        except Refused as refusal:
            told.put(type(refusal).__name__)
        except Exception:
            told.put(traceback.format_exc())
        else:
            told.put("done")


def together(settings, *acts):
    """What each process says that does one of these (action, arguments) at the same moment."""
    told, begins_at = FRESH.Queue(), time.time() + SOON
    processes = [FRESH.Process(target=at_once, args=(settings, told, begins_at, *act), daemon=True) for act in acts]
    for process in processes:
        process.start()
    answers = [told.get(timeout=PATIENCE) for _ in acts]
    for process in processes:
        process.join()
    return sorted(answers)


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_one_result_whoever_marks_presses_and_dies(app, settings, session, round_):
    cohort, both = begun(session, people=PEOPLE, capacity=SEATS)
    managers = [make_account(session).id for _ in range(MANAGERS + 1)]
    cohort_id, accounts = cohort.id, [account.id for account in both]
    session.commit()

    marking_twice = [(mark_all, cohort_id, one, seed) for one in accounts for seed in range(TWICE)]
    early = (decide, cohort_id, managers[0])
    assert together(settings, *marking_twice, early) == ["NotReady"] + ["done"] * len(marking_twice)
    assert session.scalar(select(func.count()).select_from(Mark)) == PEOPLE * 2 * 2
    session.commit()
    closing_twice = [(close, cohort_id, one) for one in accounts for _ in range(TWICE)]
    assert together(settings, *closing_twice) == ["done"] * len(closing_twice)

    unheard = FRESH.Queue()
    dying = (settings, unheard, 0, decide_and_die, cohort_id, managers[0])
    victim = FRESH.Process(target=at_once, args=dying, daemon=True)
    victim.start()
    victim.join(PATIENCE)
    assert victim.exitcode == -signal.SIGKILL
    deciding_at_once = [(decide, cohort_id, one) for one in managers[1:]]
    assert together(settings, *deciding_at_once) == ["NotAssessed"] * (MANAGERS - 1) + ["done"]
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
