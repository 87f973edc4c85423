"""Groups form and dissolve, people leave and cancel, and seats are freed by several processes at once."""

import random
import time

import pytest
from sqlalchemy import func, select

from tests.storm.test_offers import ACTS, FASTER, MONDAY, SEATS, Desk, cohort, each_once, timedelta, work
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.models import Cohort, GroupRule
from workforce.database import transaction
from workforce.enrolment.actions import moves, offers, together
from workforce.enrolment.models import Enrolment, Offer, State, WaitingGroup
from workforce.enrolment.queries import records, seats
from workforce.enrolment.queries import together as queries
from workforce.outbox import Message

pytestmark = pytest.mark.storm
__all__ = ["cohort"]

PROCESSES = 6


class Table(Desk):
    """A desk at which people also begin groups, join and leave them."""

    def __init__(self, number, code, receipts, began, acts=ACTS):
        super().__init__(number, code, receipts, began, acts)
        may = (self.accepts, self.declines, self.cancels, self.confirms, self.applies, self.time_goes_on)
        may += (self.waits_with, self.waits_alone, self.withdraws, self.is_dissolved, self.gets_another_rule)
        self.acts = random.Random(number).choices(may, weights=(4, 2, 4, 1, 3, 2, 8, 2, 2, 1, 1), k=acts)

    def waiting(self, session):
        """As read before the lock: they may wait no more."""
        found = session.scalars(select(Enrolment.receipt).where(Enrolment.state == State.WAITLISTED)).all()
        return records.record(session, self.chance.choice(found or self.receipts))

    def waits_with(self, session):
        one, other = self.waiting(session), self.waiting(session)
        if one.id != other.id:
            together.bring(session, one, other, by=None, at=self.at)

    def waits_alone(self, session):
        together.leave(session, self.waiting(session), by=None, at=self.at)

    def withdraws(self, session):
        moves.cancel_own(session, self.waiting(session), at=self.at)

    def is_dissolved(self, session):
        together.dissolve(session, self.waiting(session), reason="why not", by=None, at=self.at)

    def gets_another_rule(self, session):
        found = session.scalars(select(Cohort).where(Cohort.code == self.code)).one()
        together.set_rule(session, found, self.chance.choice(list(GroupRule)), by=None, at=self.at)


def offer_to_a_group(session, code, receipts):
    """Whatever chance brings later: a group of two has just been offered its seats when everybody begins."""
    found = session.scalars(select(Cohort).where(Cohort.code == code)).one()
    together.set_rule(session, found, GroupRule.KEEP, by=None, at=MONDAY)
    one, other, *_ = [records.record(session, receipt) for receipt in receipts[SEATS:]]
    together.bring(session, one, other, by=None, at=MONDAY)
    for receipt in receipts[:2]:
        moves.cancel_own(session, records.record(session, receipt), at=MONDAY)
    assert (one.state, other.state) == (State.OFFERED, State.OFFERED)
    session.commit()


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_no_group_is_divided_while_everybody_acts_at_once(app, processes, session, cohort, round_):
    code, cohort_id = cohort.code, cohort.id
    receipts = list(session.scalars(select(Enrolment.receipt).order_by(Enrolment.id)))
    offer_to_a_group(session, code, receipts)
    began = time.time()
    tables = [Table(round_ * 100 + n, code, receipts, began, acts=4 * ACTS) for n in range(PROCESSES)]
    processes.rehearse(each_once, Table(round_, code, receipts, began, acts=ACTS * 10))
    problems = [one.result() for one in [processes.start(work, table) for table in tables]]

    at = MONDAY + timedelta(seconds=(time.time() - began) * FASTER)
    with app.app_context():
        with transaction() as own:
            offers.settle_cohort(own, cohort_id, at=at)
        assert problems == [None] * PROCESSES
        prove(session, cohort_id, at)


def prove(session, cohort_id, at):
    """Nothing over, nobody stuck by the rule, groups whole, one letter for each offer; the audit agrees."""
    counted = seats.seats_of(session, cohort_id)
    assert counted.taken <= SEATS
    assert queries.next_up(session, cohort_id, counted, at=at) == []
    made = session.scalar(select(func.count()).select_from(Offer))
    assert session.scalar(select(func.count()).where(Message.template == "offer")) == made
    formed = session.scalar(select(func.count()).select_from(WaitingGroup))
    assert formed > 1, "nobody formed a group: nothing was tried"
    assert running.found(session, at=at) == {}
