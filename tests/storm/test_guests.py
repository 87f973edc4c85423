"""People of another date come as guests and go while others enrol, cancel and answer: no session is overfull."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.make import LATER, MONDAY, make_cohort, make_course
from tests.processes import troupe
from tests.storm.test_offers import FASTER, Desk, each_once, work
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.models import Cohort, Session, SessionPart, SubjectItem
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.database import transaction
from workforce.enrolment.actions import guests, offers
from workforce.enrolment.actions.enrol import enrol
from workforce.enrolment.models import TAKES_SEAT, Enrolment, Guest
from workforce.enrolment.queries import guests as queries
from workforce.enrolment.queries import records

pytestmark = pytest.mark.storm

PROCESSES, ACTS, SEATS, VISITORS = 6, 20, 10, 16
FIRST_VISITOR = 5000


class Hall(Desk):
    """One process: people of both dates. `own`: the code of the date from which the guests come."""

    def __init__(self, number, code, receipts, began, visitors, sessions):
        super().__init__(number, code, receipts, began)
        self.visitors, self.sessions = visitors, sessions
        may = (self.visits, self.gives_back, self.applies, self.cancels, self.accepts, self.time_goes_on)
        self.acts = self.chance.choices(may, weights=(9, 4, 2, 3, 1, 1), k=ACTS)

    def one(self, session):
        """Somebody of the date that is visited."""
        here = select(Enrolment.receipt).join(Cohort, Cohort.id == Enrolment.cohort_id).where(Cohort.code == self.code)
        seated = session.scalars(here.where(Enrolment.state.in_(TAKES_SEAT))).all()
        return records.record(session, self.chance.choice([*seated, *self.receipts]))

    def visits(self, session):
        visitor = records.record(session, self.chance.choice(self.visitors))
        sitting = session.get_one(Session, self.chance.choice(self.sessions))
        part = session.scalar(select(SessionPart.id).where(SessionPart.session_id == sitting.id))
        guests.claim_guest_seat(session, visitor, sitting, [part], by=None, at=self.at)

    def gives_back(self, session):
        visitor = records.record(session, self.chance.choice(self.visitors))
        for guest in queries.of_enrolment(session, visitor.id)[:1]:
            guests.give_back(session, guest, visitor, by=None, at=self.at)


@pytest.fixture
def course(session):
    return make_course(session)


@pytest.fixture
def cohort(session, course):
    """Three sessions, and seats that are not all taken."""
    far = MONDAY + timedelta(days=3650)
    item = session.scalars(select(SubjectItem)).one()
    given = {"capacity": SEATS, "closes_at": far, "starts_at": far, "ends_at": far + timedelta(days=2, hours=1)}
    cohort = make_cohort(session, course=course, **given)
    cohort.changes_until = None
    for n in range(3):
        starts = far + timedelta(days=n)
        sitting = Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(hours=1))
        session.add(sitting)
        session.flush()
        session.add(SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=60))
    fill(session, cohort, range(2))
    return cohort


def fill(session, cohort, numbers):
    for n in numbers:
        session.expire_all()
        enrol(session, cohort=cohort_brief(session, cohort.code), application=somebody(n), by=None, at=MONDAY)
    session.commit()


def fullest(session, cohort_id):
    """(seats that are taken, guests in each session)."""
    seated = select(func.count()).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(TAKES_SEAT))
    visiting = select(func.count()).where(Guest.cohort_id == cohort_id, Guest.ended_at.is_(None))
    return session.scalar(seated), list(session.scalars(visiting.group_by(Guest.session_id)))


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_guests_and_enrolments_at_once_never_overfill_a_session(app, settings, session, course, cohort, round_):
    code, cohort_id, began = cohort.code, cohort.id, time.time()
    receipts = list(session.scalars(select(Enrolment.receipt)))
    item = session.scalars(select(SubjectItem)).one()
    ends = LATER + timedelta(hours=1)
    home = make_cohort(session, course=course, capacity=VISITORS, taught=[(item, 60)], ends_at=ends)
    fill(session, home, range(FIRST_VISITOR, FIRST_VISITOR + VISITORS))
    visitors = list(session.scalars(select(Enrolment.receipt).where(Enrolment.cohort_id == home.id)))
    sessions = list(session.scalars(select(Session.id).where(Session.cohort_id == cohort_id)))
    session.commit()
    desks = [Hall(round_ * 100 + n, code, receipts, began, visitors, sessions) for n in range(PROCESSES)]
    with troupe(settings) as processes:
        processes.rehearse(each_once, desks[0])
        started = [processes.start(work, desk) for desk in desks]
        problems = [one.result() for one in started]

    at = MONDAY + timedelta(seconds=(time.time() - began) * FASTER)
    with app.app_context():
        with transaction() as own:
            offers.settle_cohort(own, cohort_id, at=at)
        assert problems == [None] * PROCESSES
        seated, visiting = fullest(session, cohort_id)
        assert seated + max(visiting, default=0) <= SEATS
        assert session.scalar(select(func.count()).select_from(Guest)) > 5, "hardly anybody came: nothing was tried"
        assert running.found(session, at=at) == {}
