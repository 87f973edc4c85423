"""ENR-14, WL-8: people cross between two full dates in both directions while others enrol, wait for both, answer, and
cancel, the worker ends what nobody needs, and a process is killed: every seat once, nobody twice, nobody in a ring.
"""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.make import MONDAY, make_cohort, make_course
from tests.storm.test_offers import ACTS, FASTER, NEWCOMERS, PROCESSES, Desk, each_once, work
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import moves, offers, wishes
from workforce.enrolment.actions.answering import accept
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.actions.transferring import transfer
from workforce.enrolment.models import ACTIVE, Enrolment, Transfer, Wish
from workforce.enrolment.queries import records, seats
from workforce.enrolment.queries import wishes as wanted
from workforce.people.models import Person

pytestmark = pytest.mark.storm

SEATS, WAITING = 6, 6


class Crossing(Desk):
    """One process; its `code` is a pair of dates."""

    def __init__(self, number, codes, began, acts=ACTS):
        super().__init__(number, codes, [], began, acts)
        may = (self.crosses, self.wants_both, self.accepts, self.cancels, self.applies, self.worker, self.time_goes_on)
        self.acts = self.chance.choices(may, weights=(7, 3, 3, 3, 3, 2, 2), k=acts)

    def one(self, session):
        receipts = session.scalars(select(Enrolment.receipt).where(Enrolment.state.in_(ACTIVE))).all()
        return records.record(session, self.chance.choice(receipts))

    def other(self, session, enrolment):
        first, second = self.code
        return cohort_brief(session, second if enrolment.cohort.code == first else first)

    def crosses(self, session):
        enrolment = self.one(session)
        transfer(session, enrolment, self.other(session, enrolment), by=None, at=self.at)

    def wants_both(self, session):
        enrolment = self.one(session)
        wishes.want_also(session, enrolment, self.other(session, enrolment), at=self.at)

    def accepts(self, session):
        accept(session, self.one(session), by=None, at=self.at)

    def cancels(self, session):
        moves.cancel_own(session, self.one(session), at=self.at)

    def applies(self, session):
        self.newcomers += 1
        application = somebody(NEWCOMERS + self.number * ACTS + self.newcomers)
        code = self.chance.choice(self.code)
        enrol(session, cohort=cohort_brief(session, code), application=application, by=None, at=self.at)

    def worker(self, session):
        for list_id in wanted.due(session, at=self.at)[:1]:
            wishes.settle(session, list_id, at=self.at)

    def time_goes_on(self, session):
        code = self.chance.choice(self.code)
        offers.settle_cohort(session, cohort_brief(session, code).id, at=self.at)


@pytest.fixture
def dates(session):
    """Both full, and people waiting in both."""
    far = MONDAY + timedelta(days=3650)
    course = make_course(session, items=())
    made = [
        make_cohort(session, course=course, capacity=SEATS, closes_at=far, starts_at=far, ends_at=far) for _ in range(2)
    ]
    for cohort in made:
        cohort.changes_until = None
    session.flush()
    for n in range(2 * (SEATS + WAITING)):
        session.expire_all()
        cohort = cohort_brief(session, made[n % 2].code)
        enrol(session, cohort=cohort, application=somebody(n), by=None, at=MONDAY)
    session.commit()
    return made


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_people_cross_between_two_full_dates_and_every_seat_is_taken_once(app, processes, session, dates, round_):
    codes, ids, began = [one.code for one in dates], [one.id for one in dates], time.time()
    session.commit()
    desks = [Crossing(round_ * 100 + n, codes, began) for n in range(PROCESSES)]
    endless = Crossing(round_, codes, began, acts=ACTS * 1000)
    processes.rehearse(each_once, endless)
    started, victim = [processes.start(work, desk) for desk in desks], processes.start(work, endless)
    problems = [one.result() for one in started[: PROCESSES // 2]]
    assert victim.is_alive()
    victim.kill()
    problems += [one.result() for one in started[PROCESSES // 2 :]]

    at = MONDAY + timedelta(seconds=(time.time() - began) * FASTER)
    with app.app_context():
        assert problems == [None] * PROCESSES
        for cohort_id in ids:
            with transaction() as own:
                offers.settle_cohort(own, cohort_id, at=at)
        wishes.settle_all(lambda: at)
        prove(session, ids, at + timedelta(hours=1))


def prove(session, ids, at):
    """No seat too many, nobody twice in one date; whoever waits, waits for a full date; and the audit agrees."""
    for cohort_id in ids:
        counted = seats.seats_of(session, cohort_id)
        assert counted.taken <= SEATS
        assert not (counted.free and counted.waiting)
    human = func.coalesce(Person.merged_into_id, Person.id)
    twice = select(human).join(Enrolment, Enrolment.person_id == Person.id).where(Enrolment.state.in_(ACTIVE))
    assert session.scalars(twice.group_by(Enrolment.cohort_id, human).having(func.count() > 1)).all() == []
    assert session.scalar(select(func.count()).select_from(Transfer)) > PROCESSES, "hardly anybody crossed"
    assert session.scalar(select(func.count()).select_from(Wish)) > PROCESSES, "hardly anybody wanted both"
    names = [name for name in running.CHECKS if name != "offers_past_their_time"]  # an hour later nobody has looked
    assert running.found(session, at=at, names=names) == {}
