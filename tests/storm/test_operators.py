"""Operators hold seats and name people, outsiders and the same people apply, and the day comes, all at one moment."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.enrolment.test_groups import named
from tests.make import MONDAY, make_account, make_cohort, make_course, make_operator
from tests.storm.test_offers import FASTER, Desk, each_once, work
from tests.storm.test_seats import ROUNDS
from workforce.access import Role
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import groups, offers, reservations
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import Enrolment, OwnPart, Reservation
from workforce.enrolment.queries import reservations as queries
from workforce.enrolment.queries import seats
from workforce.operators.models import Operator
from workforce.people.queries import accounts

pytestmark = pytest.mark.storm

PROCESSES, ACTS, SEATS, PEOPLE = 6, 20, 15, 60


class Office(Desk):
    """One process: somebody of an operator, and people at home."""

    def __init__(self, number, code, receipts, began, operator_ids, by_id):
        super().__init__(number, code, receipts, began)
        self.operator_ids, self.by_id = operator_ids, by_id
        may = (self.holds, self.names, self.gives_back, self.applies, self.cancels, self.accepts, self.time_goes_on)
        self.acts = self.chance.choices(may, weights=(3, 5, 1, 4, 2, 2, 2), k=ACTS)
        self.sent = 0

    def given(self, session):
        self.sent += 1
        operator = session.get_one(Operator, self.chance.choice(self.operator_ids))
        key = f"{self.number}:{self.sent}"
        by = accounts.account(session, self.by_id)
        return {"operator": operator, "cohort": cohort_brief(session, self.code), "key": key, "by": by, "at": self.at}

    def holds(self, session):
        until = self.at + timedelta(hours=self.chance.randint(2, 30))
        reservations.make(session, **self.given(session), seats=self.chance.randint(1, 3), until=until)

    def names(self, session):
        """Some of them have applied by themselves, or are being named by the other operator right now."""
        people = [named(n) for n in self.chance.sample(range(PEOPLE), 3)]
        groups.enrol_group(session, **self.given(session), people=people, seats=0)

    def applies(self, session):
        application = somebody(self.chance.randrange(PEOPLE), key=f"{self.number}:{self.chance.random()}")
        enrol(session, cohort=cohort_brief(session, self.code), application=application, by=None, at=self.at)

    def gives_back(self, session):
        held = session.scalars(queries.loaded().where(Reservation.ended_at.is_(None))).all()
        if held:
            reservations.give_back(session, self.chance.choice(held), by=None, at=self.at)


@pytest.fixture
def cohort(session):
    far = MONDAY + timedelta(days=3650)
    course = make_course(session, items=())
    cohort = make_cohort(session, course=course, capacity=SEATS, closes_at=far, starts_at=far, ends_at=far)
    cohort.changes_until = None
    session.flush()
    for n in range(3):
        session.expire_all()
        enrol(session, cohort=cohort_brief(session, cohort.code), application=somebody(n), by=None, at=MONDAY)
    session.commit()
    return cohort


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_operators_and_outsiders_act_at_once_and_every_seat_is_taken_once(app, processes, session, cohort, round_):
    code, cohort_id = cohort.code, cohort.id
    operator_ids = [make_operator(session, f"法人{n}").id for n in range(2)]
    by_id, began = make_account(session, Role.OPERATOR).id, time.time()
    receipts = list(session.scalars(select(Enrolment.receipt)))
    first = {"operator": session.get_one(Operator, operator_ids[0]), "cohort": cohort_brief(session, code)}
    by = accounts.account(session, by_id)
    reservations.make(session, **first, seats=2, until=MONDAY + timedelta(hours=20), key="first", by=by, at=MONDAY)
    session.commit()
    desks = [Office(round_ * 100 + n, code, receipts, began, operator_ids, by_id) for n in range(PROCESSES)]
    processes.rehearse(each_once, desks[0])
    started = [processes.start(work, desk) for desk in desks]
    problems = [one.result() for one in started]

    at = MONDAY + timedelta(seconds=(time.time() - began) * FASTER)
    with app.app_context():
        with transaction() as own:
            offers.settle_cohort(own, cohort_id, at=at)
        assert problems == [None] * PROCESSES
        counted = seats.seats_of(session, cohort_id)
        assert counted.taken <= SEATS
        assert not (counted.free and counted.waiting)
        assert session.scalar(select(func.count()).select_from(Reservation)) > 0, "nothing was tried"
        assert session.scalar(select(func.count()).select_from(OwnPart)) > 0, "nothing was tried"
        assert running.found(session, at=at) == {}
