"""ENR-14, WL-6: with people who go to another date and come back, any order of events keeps both lists fair."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.applying import all_in
from tests.enrolment.elsewhere import go
from tests.enrolment.test_any_order import WHO, AnyOrder, run
from tests.make import LATER, MONDAY, make_cohort, make_course
from workforce.audit import running
from workforce.enrolment.actions import offers
from workforce.enrolment.models import Enrolment, Offer, State
from workforce.enrolment.queries import seats
from workforce.enrolment.rules import takes_seat

CHECKS = ("transfers_without_effect", "transfers_that_do_not_follow", "transfers_unlike_history")


class AnyOrderWithDates(AnyOrder):
    """The same people, and a second date with two seats."""

    @initialize(capacity=st.integers(1, 3), waiting=st.integers(0, 4))
    def begin(self, capacity, waiting):
        self.session = Session(self.engine)
        self.at = MONDAY
        self.people = 0
        course = make_course(self.session)
        self.cohort, self.elsewhere = (
            make_cohort(self.session, course=course, capacity=seats, closes_at=LATER) for seats in (capacity, 2)
        )
        self.waited = []
        for _ in range(capacity + waiting):
            self.applies()

    @property
    def both(self):
        return self.cohort, self.elsewhere

    @property
    def everybody(self):
        return [one for cohort in self.both for one in all_in(self.session, cohort)]

    @rule(who=WHO)
    def goes_to_the_other_date(self, who):
        enrolment = self.one(who)
        to = self.elsewhere if enrolment.cohort_id == self.cohort.id else self.cohort
        self.attempt(lambda: go(self.session, enrolment, to, at=self.at))

    @invariant()
    def no_seat_of_either_date_is_given_twice_or_stays_free(self):
        if hasattr(self, "session"):
            for cohort in self.both:
                counted = seats.seats_of(self.session, cohort.id)
                assert counted.taken <= counted.capacity
                assert not (counted.free and counted.waiting)

    @invariant()
    def nobody_has_passed_one_who_stood_before_them(self):
        """Of those who are still in the first date."""
        if hasattr(self, "session"):
            here = {one.id: one.state for one in all_in(self.session, self.cohort)}
            waited = [one for one in self.waited if one in here]
            still = [place for place, one in enumerate(waited) if here[one] is State.WAITLISTED]
            seated = [place for place, one in enumerate(waited) if takes_seat(here[one])]
            assert not still or not seated or max(seated) < min(still)
            self.waited = seats.queue_of(self.session, self.cohort.id)

    @invariant()
    def after_its_hour_no_offer_stays_open_for_the_next_who_comes(self):
        if hasattr(self, "session") and self.people:
            point = self.session.begin_nested()
            for cohort in self.both:
                offers.settle_cohort(self.session, cohort.id, at=self.at)
            late = select(func.count()).select_from(Offer).where(Offer.ended_at.is_(None), Offer.expires_at <= self.at)
            assert self.session.scalar(late) == 0
            point.rollback()
            self.session.expire_all()

    @invariant()
    def audit_finds_nothing(self):
        if hasattr(self, "session"):
            assert running.found(self.session, at=self.at, names=CHECKS) == {}


def test_any_order_of_events_keeps_both_lists_fair(engine, session):
    run(AnyOrderWithDates, engine, examples=10)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0  # every run was rolled back
