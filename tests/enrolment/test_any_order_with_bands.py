"""LOT-1, WL-6: with seats that are first for some people, any order of events keeps the list fair as well."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.applying import BY_TELEPHONE
from tests.enrolment.test_any_order import AnyOrder, run
from tests.enrolment.test_bands import living, make_band
from tests.make import LATER, MONDAY, make_cohort
from workforce.catalogue.models import Band, BandKind, Overflow
from workforce.enrolment.actions import offers
from workforce.enrolment.models import Enrolment, State
from workforce.enrolment.queries import bands, seats
from workforce.enrolment.rules import takes_seat

RELEASED = MONDAY + timedelta(days=4)
MADE = st.lists(
    st.tuples(st.sampled_from([BandKind.RESIDENTS, BandKind.CITY]), st.integers(1, 2), st.sampled_from(Overflow)),
    min_size=1,
    max_size=2,
    unique_by=lambda made: made[0],
)
TIES = ("lives", "works", "none")


class AnyOrderWithBands(AnyOrder):
    """The same people, of whom some live in the city and some work there, in a cohort that makes a difference."""

    seated: frozenset = frozenset()

    @initialize(
        capacity=st.integers(0, 2),
        made=MADE,
        ties=st.lists(st.sampled_from(TIES), min_size=1),
        come=st.integers(1, 7),
        is_called=st.booleans(),
    )
    def begin(self, capacity, made, ties, come, is_called):
        """`is_called`: it is too late for letters, so what is freed stays free until staff have called somebody."""
        self.made, self.ties, self.is_called = made, ties, is_called
        self.session = Session(self.engine)
        self.at = MONDAY
        self.people = 0
        self.cohort = self.make(capacity)
        self.waited = []
        for _ in range(come):
            self.applies()

    def make(self, capacity):
        cohort = make_cohort(
            self.session,
            capacity=capacity + sum(taken for _kind, taken, _overflow in self.made),
            closes_at=LATER,
            **(BY_TELEPHONE if self.is_called else {}),
        )
        for position, (kind, taken, overflow) in enumerate(self.made, 1):
            released_at = RELEASED if overflow is Overflow.RELEASE else None
            given = {"kind": kind, "overflow": overflow, "position": position, "released_at": released_at}
            make_band(self.session, cohort, seats=taken, **given)
        return cohort

    def application(self):
        return living(self.people, self.ties[self.people % len(self.ties)])

    @property
    def shares(self):
        counted = seats.seats_of(self.session, self.cohort.id)
        return bands.shares_of(self.session, self.cohort.id, counted, at=self.at)

    @invariant()
    def no_seat_is_free_while_somebody_waits(self):
        """Once the clock was looked at: nobody who may have a free seat waits."""
        if hasattr(self, "session") and not self.is_called:
            point = self.session.begin_nested()
            offers.settle_cohort(self.session, self.cohort.id, at=self.at)
            free = self.shares.free_by_band
            for _id, band_id in bands.queue(self.session, self.cohort.id):
                assert not free[None]
                assert not free.get(band_id)
            point.rollback()
            self.session.expire_all()

    @invariant()
    def no_band_has_more_seats_taken_than_it_has(self):
        if hasattr(self, "session"):
            assert all(band.taken <= band.seats for band in bands.bands_of(self.session, self.cohort.id))
            assert self.shares.open_taken <= self.shares.open_seats

    @invariant()
    def nobody_sits_on_a_seat_of_a_band_that_is_not_theirs(self):
        if hasattr(self, "session"):
            on_band = [one for one in self.everybody if one.seat_band_id]
            assert all(takes_seat(one.state) and one.seat_band_id == one.band_id for one in on_band)

    @invariant()
    def nobody_has_passed_one_who_stood_before_them(self):
        """Whoever got a seat in this step got none that somebody may have had who waited before them and still does."""
        if hasattr(self, "session"):
            now = {one.id: one for one in self.everybody}
            before = [one for one, _band in self.waited]
            seated = [one for one in now.values() if takes_seat(one.state) and one.id not in self.seated]
            for one in seated:
                earlier = self.waited[: before.index(one.id)] if one.id in before else self.waited
                still = [band for other, band in earlier if now[other].state is State.WAITLISTED]
                assert not still if one.seat_band_id is None else one.seat_band_id not in still
            self.waited = bands.queue(self.session, self.cohort.id)
            self.seated = frozenset(one.id for one in now.values() if takes_seat(one.state))


def test_any_order_of_events_keeps_the_list_fair_with_bands(engine, session):
    run(AnyOrderWithBands, engine, examples=25)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0  # every run was rolled back
    assert session.scalar(select(func.count()).select_from(Band)) == 0
