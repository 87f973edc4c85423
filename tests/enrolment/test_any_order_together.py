"""WL-7: with people who wait together, any order of events keeps the list fair, and no group is divided."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.test_any_order import WHO, AnyOrder, run
from tests.enrolment.test_any_order_with_bands import AnyOrderWithBands
from tests.make import MONDAY
from workforce.catalogue.models import Cohort, GroupRule
from workforce.enrolment.actions import moves, offers, queue, together
from workforce.enrolment.models import Enrolment, Offer, State, WaitingGroup
from workforce.enrolment.queries import offers as offered
from workforce.enrolment.queries import seats
from workforce.enrolment.queries import together as queries
from workforce.enrolment.rules import takes_seat
from workforce.enrolment.rules.together import LARGEST, parties
from workforce.enrolment.rules.together import seated as seated_on
from workforce.history import Entry

PLACES = st.integers(1, 8)


class Together:
    """What the people of a machine do beside: they begin, join and leave groups; staff help, and change the rule."""

    seated: frozenset = frozenset()

    def waits(self, who):
        waiting = [one for one in self.everybody if one.state is State.WAITLISTED]
        return waiting[who % len(waiting)] if waiting else None

    @rule(who=WHO, other=WHO)
    def waits_with(self, who, other):
        """The first has begun a group, or does so now; the other has its code."""
        one, another = self.waits(who), self.waits(other)
        if one and another and one.id != another.id:
            self.attempt(lambda: self.join(one, another))

    def join(self, one, another):
        group = together.begin(self.session, self.read(one), by=None, at=self.at)
        together.join(self.session, self.read(another), group.id, by=None, at=self.at)

    def read(self, enrolment):
        return self.one([one.id for one in self.everybody].index(enrolment.id))

    @rule(who=WHO)
    def gives_a_seat_back(self, who):
        """What a group waits for becomes free, a seat at a time."""
        seated = [one for one in self.everybody if one.state is State.CONFIRMED]
        if seated:
            one = self.read(seated[who % len(seated)])
            self.attempt(lambda: moves.cancel_own(self.session, one, at=self.at))

    @rule(who=WHO)
    def gives_up_while_the_others_wait(self, who):
        together_here = [one for one in self.everybody if one.waiting_group_id is not None]
        if together_here:
            one = self.read(together_here[who % len(together_here)])
            self.attempt(lambda: moves.cancel_own(self.session, one, at=self.at))

    @rule(who=WHO)
    def waits_alone_again(self, who):
        self.attempt(lambda: together.leave(self.session, self.one(who), by=None, at=self.at))

    @rule(who=WHO)
    def group_is_dissolved(self, who):
        self.attempt(lambda: together.dissolve(self.session, self.one(who), reason="why not", by=None, at=self.at))

    @rule(which=st.sampled_from(GroupRule))
    def gets_another_rule(self, which):
        cohort = self.session.get(Cohort, self.cohort.id)
        self.attempt(lambda: together.set_rule(self.session, cohort, which, by=None, at=self.at))

    @rule(who=WHO, place=PLACES)
    def gets_another_place(self, who, place):
        self.attempt(lambda: self.move(who, place))

    def move(self, who, place):
        """The place is the one that staff chose, and whoever else waits keeps their order."""
        before = seats.queue_of(self.session, self.cohort.id)
        one = self.one(who)
        queue.reorder(self.session, one, place=place, reason="why not", by=None, at=self.at)
        after = seats.queue_of(self.session, self.cohort.id)
        if set(before) == set(after):
            assert after.index(one.id) + 1 == place
            assert [each for each in before if each != one.id] == [each for each in after if each != one.id]
        self.waited = None  # staff may put somebody before others

    @property
    def groups(self):
        """{group id: its members}"""
        found: dict[int, list[Enrolment]] = {}
        for one in self.everybody:
            if one.waiting_group_id is not None:
                found.setdefault(one.waiting_group_id, []).append(one)
        return found

    def next_up(self):
        counted = seats.seats_of(self.session, self.cohort.id)
        return queries.next_up(self.session, self.cohort.id, counted, at=self.at)

    @invariant()
    def no_seat_is_free_while_somebody_waits(self):
        """Once the clock was looked at: nobody who may have a free seat by the rule waits, nothing is to be done."""
        if hasattr(self, "session") and not getattr(self, "is_called", False):
            point = self.session.begin_nested()
            offers.settle_cohort(self.session, self.cohort.id, at=self.at)
            assert self.next_up() == []
            assert offered.unsettled(self.session, at=self.at) == []
            point.rollback()
            self.session.expire_all()

    @invariant()
    def all_of_a_group_wait_here_at_the_place_of_who_stands_last(self):
        if hasattr(self, "session"):
            for group_id, members in self.groups.items():
                assert {one.state for one in members} == {State.WAITLISTED}
                assert len(members) <= LARGEST
                assert {one.queued_at for one in members} == {max(one.own_queued_at for one in members)}
                assert self.session.get(WaitingGroup, group_id).ended_at is None
            ended = select(func.count()).where(WaitingGroup.ended_at.is_(None))
            assert self.session.scalar(ended) == len(self.groups)

    @invariant()
    def seats_were_offered_to_all_of_a_group_or_to_none(self):
        if hasattr(self, "session"):
            made = self.session.execute(select(Offer.waiting_group_id, Offer.made_at, Offer.expires_at)).all()
            together_at = [one for one in made if one.waiting_group_id is not None]
            of_group = Counter(one.waiting_group_id for one in together_at)
            query = select(WaitingGroup.id, WaitingGroup.offered).where(WaitingGroup.offered.is_not(None))
            assert dict(self.session.execute(query).all()) == dict(of_group)
            assert len({tuple(one) for one in together_at}) == len(of_group)

    @invariant()
    def nobody_has_passed_one_who_stood_before_them(self):
        """Who got a seat in this step got it with all of their group, and leaves nobody behind who stood before them,
        and to whom the rule had to give it: somebody alone, or a group that fits on the seats that were given.
        """
        if hasattr(self, "session"):
            now = {one.id: one for one in self.everybody}
            line = parties(self.waited or [])
            new = {one.id for one in now.values() if takes_seat(one.state)} - self.seated
            for place, party in enumerate(line):
                having = [one for one in party if one.id in new]
                if having:
                    self.check_whole([one for one in party if one.id not in new], now)
                    behind = [one for other in line[place:] for one in other]
                    given = Counter(now[one.id].seat_band_id for one in behind if one.id in new)
                    for before in line[:place]:
                        self.check_not_passed(before, now, given)
            came = Counter(now[one].seat_band_id for one in new if one not in self.known)
            for before in line if came else ():
                self.check_not_passed(before, now, came)
            self.waited = queries.line(self.session, self.cohort.id)
            self.seated = frozenset(one.id for one in now.values() if takes_seat(one.state))
            self.known = frozenset(now)
            self.rules = self.session.get(Cohort, self.cohort.id).group_rule
            self.last_entry = self.session.scalar(select(func.max(Entry.id))) or 0

    known: frozenset = frozenset()
    last_entry = 0
    rules = GroupRule.PASS_ON

    def check_whole(self, others, now):
        """Whoever got no seat with the others waits no more, or their group was another one meanwhile."""
        for one in others:
            assert now[one.id].state is not State.WAITLISTED or self.is_regrouped(one)

    def check_not_passed(self, party, now, given):
        """`given`: {band id: seats} that somebody got who stood behind this party."""
        if any(now[one.id].state is not State.WAITLISTED or self.is_regrouped(one) for one in party):
            return
        rule = self.session.get(Cohort, self.cohort.id).group_rule
        if len(party) == 1 or rule is self.rules is GroupRule.KEEP:
            assert not seated_on(dict(given), party)
        else:
            assert len(seated_on(dict(given), party)) < len(party)

    def is_regrouped(self, one):
        """History says that the group of this person changed in this step."""
        query = select(Entry.what).where(Entry.subject == "enrolment", Entry.subject_id == one.id)
        said = self.session.scalars(query.where(Entry.id > self.last_entry)).all()
        return any("together" in what for what in said)


class AnyOrderTogether(Together, AnyOrder):
    """The same people, some of whom wait together from the beginning."""

    @initialize(capacity=st.integers(1, 3), waiting=st.integers(2, 5), size=st.integers(2, 4))
    def begin(self, capacity, waiting, size):
        self.session = Session(self.engine)
        self.at = MONDAY
        self.people = 0
        self.cohort = self.make(capacity)
        self.waited = []
        for _ in range(capacity + 1 + waiting):
            self.applies()
        first, *others = [one for one in self.everybody if one.state is State.WAITLISTED][:size]
        for other in others:
            self.attempt(lambda other=other: self.join(first, other))

    def make(self, capacity):
        cohort = super().make(capacity + 1)
        cohort.group_rule = self.rules = GroupRule.PASS_ON if capacity == 1 else GroupRule.KEEP
        self.session.flush()
        return cohort

    @invariant()
    def nothing_is_left_for_the_next_look_at_the_clock(self):
        if hasattr(self, "session"):
            assert self.next_up() == []


class AnyOrderTogetherWithBands(Together, AnyOrderWithBands):
    """The same where seats are first for some people."""


def test_any_order_of_events_keeps_the_list_fair_with_groups(engine, session):
    run(AnyOrderTogether, engine, examples=15)
    assert session.scalar(select(func.count()).select_from(WaitingGroup)) == 0  # every run was rolled back


def test_any_order_of_events_keeps_the_list_fair_with_groups_and_bands(engine, session):
    run(AnyOrderTogetherWithBands, engine, examples=15)
    assert session.scalar(select(func.count()).select_from(WaitingGroup)) == 0
