"""WL-1, WL-6: accepting, declining, cancelling, expiring in any order never leaves a seat stuck or promotes twice."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.applying import all_in, loaded, record, somebody
from tests.enrolment.guarded import NO, YES, answer, revoke, young
from tests.make import LATER, MONDAY, make_cohort
from workforce.enrolment.actions import lapsing, moves, offers
from workforce.enrolment.actions.answering import accept, decline
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import Enrolment, Offer, State
from workforce.enrolment.queries import holds, seats
from workforce.enrolment.rules import takes_seat
from workforce.refusals import Refused

ENOUGH = 12  # people
WHO = st.integers(min_value=0, max_value=ENOUGH)


class AnyOrder(RuleBasedStateMachine):
    """One cohort, whose people do whatever they like; the clock goes on by hours."""

    engine: object

    @initialize(capacity=st.integers(min_value=1, max_value=3), waiting=st.integers(min_value=0, max_value=4))
    def begin(self, capacity, waiting):
        self.session = Session(self.engine)
        self.at = MONDAY
        self.people = 0
        self.cohort = self.make(capacity)
        self.waited = []
        for _ in range(capacity + waiting):
            self.applies()

    def make(self, capacity):
        return make_cohort(self.session, capacity=capacity, closes_at=LATER)

    def application(self):
        return somebody(self.people)

    def teardown(self):
        if hasattr(self, "session"):
            self.session.rollback()
            self.session.close()

    @property
    def everybody(self):
        return all_in(self.session, self.cohort)

    def one(self, who):
        everybody = self.everybody
        return record(self.session, everybody[who % len(everybody)])

    def attempt(self, act):
        """As a request does it: what is refused leaves nothing behind."""
        point = self.session.begin_nested()
        try:
            act()
        except Refused:
            point.rollback()
        else:
            point.commit()
        self.session.expire_all()

    @precondition(lambda self: self.people < ENOUGH)
    @rule()
    def applies(self):
        self.people += 1
        application = self.application()
        cohort = loaded(self.session, self.cohort)
        self.attempt(lambda: enrol(self.session, cohort=cohort, application=application, by=None, at=self.at))

    @precondition(lambda self: self.people < ENOUGH)
    @rule()
    def somebody_under_age_applies(self):
        self.people += 1
        application, cohort = young(self.people), loaded(self.session, self.cohort)
        self.attempt(lambda: enrol(self.session, cohort=cohort, application=application, by=None, at=self.at))

    @rule(who=WHO, agrees=st.booleans())
    def guardian_answers(self, who, agrees):
        if self.has_guardian(who):
            self.attempt(lambda: answer(self.session, self.one(who), YES if agrees else NO, at=self.at))

    @rule(who=WHO)
    def guardian_takes_it_back(self, who):
        if self.has_guardian(who):
            self.attempt(lambda: revoke(self.session, self.one(who), at=self.at))

    @rule(who=WHO)
    def paper_comes(self, who):
        signed = {"guardian_name": "山田 一郎", "relation": "父", "signed_on": self.at.date()}
        self.attempt(lambda: moves.record_consent(self.session, self.one(who), by=None, at=self.at, **signed))

    @rule()
    def worker_looks_at_the_clock(self):
        for enrolment_id in holds.due(self.session, at=self.at):
            self.attempt(lambda one=enrolment_id: lapsing.act(self.session, one, at=self.at))

    def has_guardian(self, who):
        return self.one(who).guardian is not None

    @rule(who=WHO)
    def accepts(self, who):
        self.attempt(lambda: accept(self.session, self.one(who), by=None, at=self.at))

    @rule(who=WHO)
    def declines(self, who):
        self.attempt(lambda: decline(self.session, self.one(who), by=None, at=self.at))

    @rule(who=WHO)
    def cancels(self, who):
        self.attempt(lambda: moves.cancel_own(self.session, self.one(who), at=self.at))

    @rule(who=WHO)
    def is_put_back(self, who):
        self.attempt(lambda: moves.waitlist(self.session, self.one(who), reason="why not", by=None, at=self.at))

    @rule(who=WHO)
    def is_confirmed(self, who):
        self.attempt(lambda: moves.confirm(self.session, self.one(who), by=None, at=self.at))

    @rule(capacity=st.integers(min_value=1, max_value=5))
    def gets_another_capacity(self, capacity):
        cohort = loaded(self.session, self.cohort)
        self.attempt(lambda: moves.change_capacity(self.session, cohort, capacity=capacity, by=None, at=self.at))

    @rule(hours=st.integers(min_value=1, max_value=72), is_noticed=st.booleans())
    def time_goes_on(self, hours, is_noticed):
        self.at = min(self.at + timedelta(hours=hours), LATER - timedelta(days=1))
        if is_noticed:
            self.attempt(lambda: offers.settle_cohort(self.session, self.cohort.id, at=self.at))

    @invariant()
    def no_seat_is_given_twice(self):
        if hasattr(self, "session"):
            counted = seats.seats_of(self.session, self.cohort.id)
            assert counted.taken <= counted.capacity

    @invariant()
    def no_seat_is_free_while_somebody_waits(self):
        if hasattr(self, "session"):
            counted = seats.seats_of(self.session, self.cohort.id)
            assert not (counted.free and counted.waiting)

    @invariant()
    def who_is_offered_a_seat_has_one_open_offer_and_nobody_else_has(self):
        if hasattr(self, "session"):
            is_open = select(Offer.enrolment_id, func.count()).where(Offer.ended_at.is_(None))
            found = dict(self.session.execute(is_open.group_by(Offer.enrolment_id)).all())
            assert found == {one.id: 1 for one in self.everybody if one.state is State.OFFERED}

    @invariant()
    def who_waits_for_a_guardian_has_a_clock_and_nobody_else_has(self):
        if hasattr(self, "session"):
            for one in self.everybody:
                assert (one.held_until is not None) is (one.state is State.WAITING_FOR_GUARDIAN)

    @invariant()
    def nobody_under_age_is_confirmed_without_a_guardian(self):
        if hasattr(self, "session"):
            confirmed = [one for one in self.everybody if one.state is State.CONFIRMED]
            minors = [one for one in confirmed if self.is_young(one)]
            assert all(record(self.session, one).consent for one in minors)

    def is_young(self, one):
        return record(self.session, one).person.birth_date.year > MONDAY.year - 18

    @invariant()
    def nobody_has_passed_one_who_stood_before_them(self):
        """Of those who waited a step ago, whoever has a seat now stood before everybody who still waits."""
        if hasattr(self, "session"):
            states = {one.id: one.state for one in self.everybody}
            still = [place for place, one in enumerate(self.waited) if states[one] is State.WAITLISTED]
            seated = [place for place, one in enumerate(self.waited) if takes_seat(states[one])]
            assert not still or not seated or max(seated) < min(still)
            self.waited = seats.queue_of(self.session, self.cohort.id)

    @invariant()
    def after_its_hour_no_offer_stays_open_for_the_next_who_comes(self):
        if hasattr(self, "session") and self.people:
            point = self.session.begin_nested()
            offers.settle_cohort(self.session, self.cohort.id, at=self.at)
            late = select(func.count()).select_from(Offer).where(Offer.ended_at.is_(None), Offer.expires_at <= self.at)
            assert self.session.scalar(late) == 0
            held = select(func.count()).select_from(Enrolment).where(Enrolment.held_until <= self.at)
            assert self.session.scalar(held) == 0
            point.rollback()
            self.session.expire_all()


def run(machine, engine, *, examples=20):
    here = type("Here", (machine,), {"engine": engine})
    here.TestCase.settings = settings(max_examples=examples, stateful_step_count=20, deadline=None)
    here.TestCase("runTest").runTest()


def test_any_order_of_events_keeps_the_list_fair(engine, session):
    run(AnyOrder, engine)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0  # every run was rolled back
