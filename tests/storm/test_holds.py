"""The guardian says yes in the second in which the hold is over and an outsider applies: one outcome, one seat."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import somebody
from tests.enrolment.guarded import YES, young
from tests.make import MONDAY, make_cohort, make_course
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import guardians, offers
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import Enrolment, GuardianRequest, State
from workforce.enrolment.models.consents import Channel
from workforce.enrolment.queries import guardians as queries
from workforce.enrolment.queries import seats
from workforce.refusals import Refused

pytestmark = pytest.mark.storm

WAITING = 20
"""Cohorts of one seat, each held for somebody under 18; every process goes through all of them in its own order."""


class Visitor:
    """One process; each act is one transaction. `at` is a moment around the end of the hold."""

    def __init__(self, number, codes, until):
        self.chance = random.Random(number)
        self.number, self.codes, self.until = number, codes, until

    def go_through(self):
        for code, request_id in self.chance.sample(self.codes, len(self.codes)):
            for act in self.chance.sample((self.answers, self.applies, self.notices), 3):
                try:
                    with transaction() as session:
                        act(session, code, request_id)
                except Refused:
                    pass

    def at(self, *milliseconds):
        return self.until + timedelta(milliseconds=self.chance.choice(milliseconds))

    def answers(self, session, _code, request_id):
        found = queries.asked(session, request_id)
        guardians.answer(
            session,
            found.request,
            found.enrolment,
            said=YES,
            guardian_name="山田 一郎",
            relation="父",
            channel=Channel.LINK,
            language="ja",
            at=self.at(-1, -1, 0),
        )

    def applies(self, session, code, request_id):
        application = somebody(5000 + self.number * 100 + request_id % 100, key=f"{code}/{self.number}")
        enrol(session, cohort=cohort_brief(session, code), application=application, by=None, at=self.at(-1, 0, 1))

    def notices(self, session, code, _request_id):
        offers.settle_cohort(session, cohort_brief(session, code).id, at=self.at(-1, 0, 1))


def come(_app, visitor):
    visitor.go_through()


def each_once(session, visitor):
    """What everybody will do, so that each of them can."""
    for act in (visitor.notices, visitor.applies, visitor.answers):
        with suppress(Refused):
            act(session, *visitor.codes[0])


@pytest.fixture
def held(session):
    """[(code, request id)] of cohorts whose one seat waits for a guardian, and when all of these holds end."""
    far = MONDAY + timedelta(days=3650)
    course = make_course(session, items=())
    codes = []
    for n in range(WAITING):
        cohort = make_cohort(session, course=course, capacity=1, closes_at=far, starts_at=far, ends_at=far)
        session.expire_all()
        enrolment = enrol(session, cohort=cohort_brief(session, cohort.code), application=young(n), by=None, at=MONDAY)
        asked = select(GuardianRequest.id).where(GuardianRequest.enrolment_id == enrolment.id)
        codes.append((cohort.code, session.scalar(asked)))
        until = enrolment.held_until
    session.commit()
    return codes, until


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_late_yes_and_an_outsider_never_share_a_seat(app, processes, session, held, round_):
    codes, until = held
    visitors = [Visitor(round_ * 10 + n, codes, until) for n in range(4)]
    processes.rehearse(each_once, visitors[0])
    started = [processes.start(come, visitor) for visitor in visitors]
    assert [one.result() for one in started] == [None] * len(visitors)

    outcomes = set()
    for code, request_id in codes:
        session.expire_all()
        request = session.get(GuardianRequest, request_id)
        enrolment = session.get(Enrolment, request.enrolment_id)
        counted = seats.seats_of(session, enrolment.cohort_id)
        assert counted.taken == 1, code
        assert enrolment.state in {State.CONFIRMED, State.CANCELLED}
        outcomes.add(enrolment.state)
    assert outcomes == {State.CONFIRMED, State.CANCELLED}, "one of the two never happened: nothing was tried"
    with app.app_context():
        assert running.found(session, at=until + timedelta(seconds=1)) == {}
