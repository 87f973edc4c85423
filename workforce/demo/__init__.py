"""The demo year: a fiscal year around today, made by our own actions with a fixed seed. No real person or place."""

from contextlib import contextmanager
from datetime import timedelta
from random import Random

from sqlalchemy.orm import Session

from .. import clock
from ..catalogue.models import CohortState
from ..database import db
from ..enrolment.actions import moves, offers, waiting
from ..enrolment.queries import offers as offered
from ..enrolment.queries import waiting as waited
from . import (
    accounts,
    attendance,
    certificates,
    cohorts,
    courses,
    dates,
    draws,
    enrolments,
    fees,
    first_days,
    making_up,
    materials,
    messages,
    money,
    operators,
    people,
    plan,
    results,
    rooms,
    screening,
    seating,
    together,
)

SEED = 20181219
BEFORE = timedelta(days=400)  # when the centre was set up
LED = 0.93  # the rest is on the to-do list: no lead person yet


def load(*, at):
    """Fill an empty database as if the centre had worked until `at`: all of it, or nothing when this is ended early."""
    random = Random(SEED)
    with db.engine.begin() as connection:
        with part(connection) as session:
            staff = accounts.make(session, at=at - BEFORE)
            money.set_rules(session, by=staff, at=at - BEFORE)
            certificates.set_rules(session, by=staff, at=at - BEFORE)
            here = cohorts.make_places(session, by=staff, at=at - BEFORE)
            rooms.make(session, here, by=staff, at=at - BEFORE)
            by_slug = courses.make(session, lead=staff.person, by=staff, at=at - BEFORE)
            ids = {slug: course.id for slug, course in by_slug.items()}
            materials.make(session, by_slug, by=staff, at=at - BEFORE)
            here_ids = [place.id for place in here]
            operators.make(session, by=staff, at=at - BEFORE)
        everybody = people.invented(random, clock.today(at))
        for slug, run in [(slug, run) for slug, runs in plan.RUNS.items() for run in runs]:
            with part(connection) as session:
                load_cohort(session, ids[slug], run, here_ids, everybody, random=random, at=at)
        with part(connection) as session:
            money.bring_bank_file(session, staff=accounts.staff(session), at=at)
            by, course = accounts.staff(session), courses.loaded(session, ids[draws.COURSE])
            draws.load(session, course, everybody, here=here_ids, staff=by, random=Random(SEED), at=at)
            chosen = courses.loaded(session, ids[screening.COURSE])
            screening.load(session, chosen, everybody, here=here_ids, staff=by, random=Random(SEED), at=at)
            messages.add(session, staff=accounts.staff(session), at=at)
        with part(connection) as session:
            operators.work(session, at=at)
            dates.work(session, at=at)
        with part(connection) as session:
            by = accounts.staff(session)
            attendance.add(session, ids, everybody, here=here_ids, staff=by, random=Random(SEED), at=at)
            let_time_pass(session, at=at)
        with part(connection) as session:
            results.add(session, staff=accounts.staff(session), random=Random(SEED), at=at)
        with part(connection) as session:
            certificates.issue(session, staff=accounts.staff(session), at=at)
            certificates.send_papers(session, staff=accounts.staff(session), at=at)
        with part(connection) as session:
            together.add(session, staff=accounts.staff(session), at=at)
            materials.work(session, random=Random(SEED), at=at)
        with part(connection) as session:
            making_up.add(session, at=at)
            rooms.work(session, staff=accounts.staff(session), at=at)
            fees.work(session, staff=accounts.staff(session), at=at)
        with part(connection) as session:
            by, workshop = accounts.staff(session), courses.loaded(session, ids[seating.COURSE])
            seating.work(session, workshop, everybody, here=here_ids, staff=by, random=Random(SEED), at=at)


def let_time_pass(session, *, at):
    """What a worker would have done meanwhile: offers and holds past their time are over, seats go on."""
    for cohort_id in offered.unsettled(session, at=at):
        offers.settle_cohort(session, cohort_id, at=at)
    for cohort_id in waited.in_vain(session, at=at):
        waiting.end(session, cohort_id, at=at)


@contextmanager
def part(connection):
    """A session that forgets its rows at the end, so that the next one need not look through them at every flush."""
    with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
        yield session


def load_cohort(session, course_id, run, here_ids, everybody, *, random, at):
    staff = accounts.staff(session)
    course = courses.loaded(session, course_id)
    lead = staff.person if random.random() < LED else None
    cohort = cohorts.make_cohort(session, course, run, here=here_ids, lead=lead, by=staff, at=at)
    if cohort.state is CohortState.PUBLISHED:
        enrolments.fill(session, cohort, run, everybody, staff=staff, random=random, at=at)
        first_days.be_ready(session, cohort, staff=staff, random=random, at=at)
    if run.tuition:
        money.settle(session, cohort, staff=staff, random=random, at=at)
        if cohort.opens_at < at < cohort.starts_at:
            money.ask_to_pay_less(session, cohort, staff=staff, at=at)
        if cohort.ends_at < at:
            money.ask_for_refunds(session, cohort, staff=staff, at=at)
    if run.cancelled and at > cohort.opens_at:
        moves.cancel_cohort(session, cohort, reason=plan.CANCELLED_BECAUSE, by=staff, at=min(at, cohort.closes_at))
