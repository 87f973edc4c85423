"""What happens after people enrolled, in the order of time: some cancel, papers come, offered seats are answered."""

import heapq
from contextlib import suppress
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from .. import clock
from ..catalogue.models import Cohort, Selection
from ..enrolment.actions import guardians, lapsing, moves, offers, selecting
from ..enrolment.actions.answering import accept, decline
from ..enrolment.models import Enrolment, Offer, State
from ..enrolment.models.consents import Channel, Purpose
from ..i18n import speaking
from ..people.rules import ages
from ..refusals import Refused

CANCELS = 0.12
ANSWERS, REFUSES, REVOKES = 0.75, 0.06, 0.05  # of the guardians of those under 18
ALLOWS = 0.7
TAKES_IT, DECLINES = 0.8, 0.1  # of the seats that are offered; the others are not answered in time
REASONS = ("本人から電話で連絡", "仕事の都合", "体調のため", "日程が合わなくなった")


class Settling:
    """One cohort from the opening until `at`. `planned`: (when, number, what) of everything that is still to come."""

    def __init__(self, session, cohort, *, staff, random, at):
        self.session, self.cohort, self.staff, self.random, self.at = session, cohort, staff, random, at
        self.planned: list = []
        self.numbers = count()
        self.known: set[int] = set()

    def plan(self, when, act, *given):
        if when <= self.at:
            heapq.heappush(self.planned, (when, next(self.numbers), act, given))

    def run(self):
        for enrolment in enrolled(self.session, self.cohort):
            self.plan_for(enrolment)
        if self.cohort.selection is Selection.LOTTERY_IF_OVER:
            self.plan(self.cohort.closes_at, self.window_closes)
        self.plan_answers()
        while self.planned:
            self.happen()
            self.plan_answers()

    def go_on(self, *, until):
        while self.planned and self.planned[0][0] <= until:
            self.happen()

    def happen(self):
        when, _number, act, given = heapq.heappop(self.planned)
        act(*given, when)

    def ask_guardian_of(self, enrolment):
        """Of somebody whose seat is held from now on."""
        [loaded] = enrolled(self.session, self.cohort, Enrolment.id == enrolment.id)
        self.plan_guardian(loaded)

    def plan_for(self, enrolment):
        when = between(self.random, enrolment.submitted_at, min(self.at, self.cohort.closes_at))
        if self.random.random() < CANCELS:
            self.plan(when, self.cancel, enrolment)

    def plan_guardian(self, enrolment):
        """By letter or on paper, within the days that the seat is held; some never answer."""
        self.plan(enrolment.held_until, self.time_is_over)
        if enrolment.remind_at:
            self.plan(enrolment.remind_at, self.remind, enrolment)
        when = between(self.random, enrolment.changed_at, enrolment.held_until)
        fate = self.random.random()
        if fate < ANSWERS:
            self.plan(when, self.guardian_agrees, enrolment)
        elif fate < ANSWERS + REFUSES:
            self.plan(when, self.guardian_refuses, enrolment)

    def plan_answers(self):
        """Offers run out by themselves; most are answered before."""
        for offer in open_offers(self.session, self.cohort):
            if offer.id in self.known:
                continue
            self.known.add(offer.id)
            [enrolment] = enrolled(self.session, self.cohort, Enrolment.id == offer.enrolment_id)
            when, fate = between(self.random, offer.made_at, offer.expires_at), self.random.random()
            if fate < TAKES_IT:
                self.plan(when, self.take, enrolment)
            elif fate < TAKES_IT + DECLINES:
                self.plan(when, self.decline, enrolment)
            self.plan(offer.expires_at, self.time_is_over)

    def cancel(self, enrolment, when):
        if enrolment.state is not State.CANCELLED:
            reason = self.random.choice(REASONS)
            moves.cancel(self.session, enrolment, reason=reason, by=self.staff, at=when)

    def remind(self, enrolment, when):
        lapsing.act(self.session, enrolment.id, at=when)

    def guardian_agrees(self, enrolment, when):
        if enrolment.guardian is None or enrolment.guardian.mail is None:
            self.bring_paper(enrolment, when)
            return
        allows = {purpose: self.random.random() < ALLOWS for purpose in Purpose}
        self.answer(enrolment, allows | {Purpose.TAKING_PART: True}, when)
        if self.random.random() < REVOKES:
            self.plan(between(self.random, when, self.at), self.guardian_revokes, enrolment)

    def guardian_refuses(self, enrolment, when):
        if enrolment.guardian and enrolment.guardian.mail:
            self.answer(enrolment, {Purpose.TAKING_PART: False}, when)

    def answer(self, enrolment, said, when):
        named = enrolment.guardian
        with speaking(named.language), suppress(Refused):
            guardians.answer(
                self.session,
                named,
                enrolment,
                said=said,
                guardian_name=named.guardian_name,
                relation=named.relation,
                channel=Channel.LINK,
                language=named.language,
                at=when,
            )

    def guardian_revokes(self, enrolment, when):
        named = enrolment.guardian
        with speaking(named.language), suppress(Refused):
            guardians.revoke(self.session, named, enrolment, channel=Channel.LINK, language=named.language, at=when)

    def bring_paper(self, enrolment, when):
        with speaking("ja"), suppress(Refused):
            moves.record_consent(
                self.session,
                enrolment,
                guardian_name=f"{enrolment.person.family_name or enrolment.person.given_name} 保護者",
                relation=self.random.choice(("母", "父", "祖母")),
                signed_on=clock.today(when),
                also={purpose: self.random.random() < ALLOWS for purpose in Purpose},
                by=self.staff,
                at=when,
            )

    def take(self, enrolment, when):
        if enrolment.state is State.OFFERED:
            accept(self.session, enrolment, by=None, at=when)
        if enrolment.held_until:
            self.plan_guardian(enrolment)

    def decline(self, enrolment, when):
        if enrolment.state is State.OFFERED:
            decline(self.session, enrolment, by=None, at=when)

    def window_closes(self, when):
        """Where everybody fits nobody draws; otherwise the draw is still to come."""
        selecting.confirm_everybody(self.session, self.cohort.id, at=when)

    def time_is_over(self, when):
        offers.settle_cohort(self.session, self.cohort.id, at=when)


def enrolled(session, cohort, *where):
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id, *where).order_by(Enrolment.id)
    loaded = (
        joinedload(Enrolment.person),
        joinedload(Enrolment.consent),
        joinedload(Enrolment.guardian),
        joinedload(Enrolment.cohort).options(joinedload(Cohort.course), joinedload(Cohort.place)),
    )
    return session.scalars(query.options(*loaded)).all()


def open_offers(session, cohort):
    query = select(Offer).join(Enrolment, Enrolment.id == Offer.enrolment_id)
    return session.scalars(query.where(Enrolment.cohort_id == cohort.id, Offer.ended_at.is_(None)).order_by(Offer.id))


def is_minor(enrolment, at):
    return ages.is_minor(enrolment.person.birth_date, clock.today(at))


def between(random, earlier, later):
    return earlier + (later - earlier) * random.random()
