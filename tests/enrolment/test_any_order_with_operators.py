"""ENR-10, WL-6: with seats that operators hold without names, any order of events keeps the list fair as well."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import func, select

from tests.enrolment.applying import loaded
from tests.enrolment.test_any_order import ENOUGH, AnyOrder, run
from tests.enrolment.test_groups import named
from tests.make import LATER, make_account, make_operator
from workforce.access import Role
from workforce.audit import running
from workforce.enrolment.actions import groups, offers, reservations
from workforce.enrolment.models import Enrolment, Reservation, ReservedSeat, State
from workforce.enrolment.queries import reservations as queries
from workforce.enrolment.queries import seats
from workforce.enrolment.rules import takes_seat

A_DAY = timedelta(days=1)
CHECKS = ("reservations_open_for_nothing", "seats_named_elsewhere", "own_parts_of_other_cohorts")


class AnyOrderWithOperators(AnyOrder):
    """The same people, and two operators that hold seats, name people, give seats back, or forget about them."""

    operators: tuple = ()
    keys = 0

    def operator(self, which):
        if not self.operators:
            self.operators = tuple(make_operator(self.session, f"法人{n}") for n in range(2))
            self.by = make_account(self.session, Role.OPERATOR)
        return self.operators[which]

    def key(self):
        self.keys += 1
        return f"key{self.keys}"

    @rule(which=st.integers(0, 1), count=st.integers(1, 3), days=st.integers(1, 20))
    def seats_are_held(self, which, count, days):
        operator, cohort = self.operator(which), loaded(self.session, self.cohort)
        until, key = min(self.at + days * A_DAY, LATER), self.key()
        given = {"operator": operator, "cohort": cohort, "seats": count, "until": until, "key": key, "by": self.by}
        self.attempt(lambda: reservations.make(self.session, **given, at=self.at))

    @precondition(lambda self: self.people < ENOUGH)
    @rule(which=st.integers(0, 1), count=st.integers(1, 3))
    def people_are_named(self, which, count):
        operator, cohort = self.operator(which), loaded(self.session, self.cohort)
        people = [named(100 + self.people + n) for n in range(count)]
        self.people += count
        given = {"operator": operator, "cohort": cohort, "people": people, "key": self.key(), "seats": 0, "by": self.by}
        self.attempt(lambda: groups.enrol_group(self.session, **given, at=self.at))

    @rule(which=st.integers(0, 3))
    def seats_are_given_back(self, which):
        held = queries.open_in(self.session, self.cohort.id)
        if held:
            one = held[which % len(held)]
            self.attempt(lambda: reservations.give_back(self.session, one, by=None, at=self.at))

    @invariant()
    def what_is_counted_as_reserved_is_what_is_held(self):
        if hasattr(self, "session"):
            unnamed = select(func.count()).select_from(ReservedSeat)
            unnamed = unnamed.where(ReservedSeat.enrolment_id.is_(None), ReservedSeat.returned_at.is_(None))
            assert seats.seats_of(self.session, self.cohort.id).reserved == self.session.scalar(unnamed)

    @invariant()
    def audit_finds_nothing(self):
        if hasattr(self, "session"):
            assert running.found(self.session, at=self.at, names=CHECKS) == {}

    @invariant()
    def after_their_day_no_seats_stay_held_for_the_next_who_comes(self):
        if hasattr(self, "session") and self.people:
            point = self.session.begin_nested()
            offers.settle_cohort(self.session, self.cohort.id, at=self.at)
            late = select(func.count()).select_from(Reservation)
            assert not self.session.scalar(late.where(Reservation.ended_at.is_(None), Reservation.until <= self.at))
            point.rollback()
            self.session.expire_all()

    @invariant()
    def nobody_has_passed_one_who_stood_before_them(self):
        """Whoever has a seat that was not held for them stood before everybody who still waits."""
        if hasattr(self, "session"):
            held = set(self.session.scalars(select(ReservedSeat.enrolment_id)))
            states = {one.id: one.state for one in self.everybody}
            still = [place for place, one in enumerate(self.waited) if states[one] is State.WAITLISTED]
            seated = [place for place, one in enumerate(self.waited) if takes_seat(states[one]) and one not in held]
            assert not still or not seated or max(seated) < min(still)
            self.waited = seats.queue_of(self.session, self.cohort.id)


def test_any_order_of_events_keeps_the_list_fair_with_operators(engine, session, app):
    with app.app_context():
        run(AnyOrderWithOperators, engine, examples=15)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0  # every run was rolled back
    assert session.scalar(select(func.count()).select_from(Reservation)) == 0
