"""Everybody answers, cancels and applies at once while the clock runs and one process is killed: every seat once."""

import random
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.make import MONDAY, make_cohort, make_course
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import moves, offers
from workforce.enrolment.actions.answering import accept, decline
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import TAKES_SEAT, Enrolment, Offer
from workforce.enrolment.queries import records, seats
from workforce.outbox import Message
from workforce.refusals import Refused

pytestmark = pytest.mark.storm

PROCESSES, ACTS, SEATS, WAITING = 8, 25, 5, 40
FASTER = 3 * 3600  # so many seconds go by in a second: offers run out while others answer them
NEWCOMERS = 1000  # where their numbers begin


class Desk:
    """One process, and what it does to the cohort: one act is one transaction."""

    def __init__(self, number, code, receipts, began, acts=ACTS):
        self.chance = random.Random(number)
        self.number, self.code, self.receipts, self.began = number, code, receipts, began
        self.newcomers = 0
        may = (self.accepts, self.declines, self.cancels, self.confirms, self.applies, self.time_goes_on)
        self.acts = self.chance.choices(may, weights=(5, 3, 3, 1, 2, 3), k=acts)

    @property
    def at(self):
        return MONDAY + timedelta(seconds=(time.time() - self.began) * FASTER)

    def work(self):
        for act in self.acts:
            try:
                with transaction() as session:
                    act(session)
            except Refused:
                pass

    def one(self, session):
        """Mostly somebody who has a seat or is offered one, as read before the lock: others may be faster."""
        seated = session.scalars(select(Enrolment.receipt).where(Enrolment.state.in_(TAKES_SEAT))).all()
        return records.record(session, self.chance.choice([*seated, *seated, *seated, *self.receipts[-5:]]))

    def accepts(self, session):
        accept(session, self.one(session), by=None, at=self.at)

    def declines(self, session):
        decline(session, self.one(session), by=None, at=self.at)

    def cancels(self, session):
        moves.cancel_own(session, self.one(session), at=self.at)

    def confirms(self, session):
        moves.confirm(session, self.one(session), by=None, at=self.at)

    def applies(self, session):
        self.newcomers += 1
        application = somebody(NEWCOMERS + self.number * ACTS + self.newcomers)
        enrol(session, cohort=cohort_brief(session, self.code), application=application, by=None, at=self.at)

    def time_goes_on(self, session):
        offers.settle_cohort(session, cohort_brief(session, self.code).id, at=self.at)


def work(_app, desk):
    desk.work()


def each_once(session, desk):
    """What everybody will do, so that each of them can."""
    for act in dict.fromkeys(desk.acts):
        with suppress(Refused):
            act(session)


@pytest.fixture
def cohort(session):
    """All seats taken, many waiting, and the window open for long."""
    far = MONDAY + timedelta(days=3650)
    course = make_course(session, items=())
    cohort = make_cohort(session, course=course, capacity=SEATS, closes_at=far, starts_at=far, ends_at=far)
    cohort.changes_until = None
    session.flush()
    for n in range(SEATS + WAITING):
        session.expire_all()
        enrol(session, cohort=cohort_brief(session, cohort.code), application=somebody(n), by=None, at=MONDAY)
    session.commit()
    return cohort


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_offers_go_on_while_everybody_acts_at_once_and_one_is_killed(app, processes, session, cohort, round_):
    code, cohort_id = cohort.code, cohort.id
    receipts, began = list(session.scalars(select(Enrolment.receipt))), time.time()
    session.commit()
    desks = [Desk(round_ * 100 + n, code, receipts, began) for n in range(PROCESSES)]
    endless = Desk(round_, code, receipts, began, acts=ACTS * 1000)
    processes.rehearse(each_once, endless)
    started, victim = [processes.start(work, desk) for desk in desks], processes.start(work, endless)
    problems = [one.result() for one in started[: PROCESSES // 2]]
    assert victim.is_alive()
    victim.kill()
    problems += [one.result() for one in started[PROCESSES // 2 :]]

    at = MONDAY + timedelta(seconds=(time.time() - began) * FASTER)
    with app.app_context():
        with transaction() as own:
            offers.settle_cohort(own, cohort_id, at=at)
        assert problems == [None] * PROCESSES
        prove(session, cohort_id, at)


def prove(session, cohort_id, at):
    """Nothing over, nothing stuck, one letter for each offer that was made; the audit agrees."""
    counted = seats.seats_of(session, cohort_id)
    assert counted.taken <= SEATS
    assert not (counted.free and counted.waiting)
    made = session.scalar(select(func.count()).select_from(Offer))
    assert made > SEATS, "hardly anything was offered: nothing was tried"
    assert session.scalar(select(func.count()).where(Message.template == "offer")) == made
    assert running.found(session, at=at) == {}
