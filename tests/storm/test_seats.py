"""The opening minute: everybody presses the button at once, and every seat is given exactly once.

WORKFORCE_STORM_ROUNDS repeats it (2 unless said otherwise; 20 for the record).
"""

import logging
import os
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import empty
from tests.enrolment.test_bands import make_band
from tests.make import make_course, make_open_cohort
from tests.processes import troupe
from tests.storm.crowd import Crowd, Form, press_alone
from workforce.audit import running
from workforce.catalogue.models import Overflow
from workforce.enrolment.actions import drafts
from workforce.enrolment.models import Draft, Enrolment, State
from workforce.enrolment.queries import seats
from workforce.outbox import Message
from workforce.people.models import Person

pytestmark = pytest.mark.storm

ROUNDS = int(os.environ.get("WORKFORCE_STORM_ROUNDS", "2"))
PROCESSES = 8
EVERYBODY = 200
LETTERS = "アイウエオカキクケコ"
log = logging.getLogger("tests.storm")


@pytest.fixture(scope="module")
def crowd(engine, settings):
    """Eight processes on the database of this test run."""
    with troupe(settings) as processes:
        rehearse(engine, processes)
        yield Crowd(processes, PROCESSES)


def rehearse(engine, processes):
    """Two people press the button before, one for the seat and one for the list, and are forgotten."""
    with Session(engine) as session:
        cohort = make_open_cohort(session, course=make_course(session, items=()), capacity=1)
        for form in make_forms(session, cohort, [filled_in(n) for n in range(2)]):
            processes.rehearse(press_alone, form)
    empty(engine)


def filled_in(n):
    """What the n-th visitor wrote on every page; nobody resembles another."""
    own = "".join(LETTERS[int(digit)] for digit in f"{n:03}")
    name = {"family_name": "山田", "given_name": own, "family_kana": "ヤマダ", "given_kana": own}
    born = {"birth_year": str(1940 + n % 60), "birth_month": str(1 + n % 12), "birth_day": str(1 + n % 28)}
    return {"name": name, "birth": born, "contact": {"mail": f"visitor{n}@example.jp"}, "needs": {}}


def make_forms(session, cohort, pages, *, first=0):
    """One draft for each of `pages`, everything good."""
    at = datetime.now(UTC)
    forms = [Form(cohort.code, f"{cohort.code}-{first + n}".rjust(64, "0")) for n in range(len(pages))]
    for form, page in zip(forms, pages, strict=True):
        answers = {
            step: {"typed": {field: [text] for field, text in typed.items()}, "good": True}
            for step, typed in page.items()
        }
        drafts.keep(
            session,
            key=form.key,
            cohort_id=cohort.id,
            pages=answers,
            begins_as=form.key,
            before=None,
            language="ja",
            at=at,
        )
    session.commit()
    return forms


def states(session, cohort):
    return Counter(session.scalars(select(Enrolment.state).where(Enrolment.cohort_id == cohort.id)))


def places_told(session):
    """The places on the waiting list that the letters name, by person."""
    query = select(Message.person_id, Message.details).where(Message.template == "enrolment_waitlisted")
    return {person_id: details["position"] for person_id, details in session.execute(query)}


def prove(session, cohort, answers, *, seats_left):
    """Exactly the seats given; everybody else on the list, without gap, at the place that they were told."""
    assert [answer.problem for answer in answers if answer.problem] == []
    assert Counter(answer.status for answer in answers) == {303: len(answers)}
    assert len({answer.location for answer in answers}) == len(answers), "everybody has a receipt of their own"
    given, waiting = min(seats_left, len(answers)), max(len(answers) - seats_left, 0)
    assert states(session, cohort) == Counter({State.CONFIRMED: given, State.WAITLISTED: waiting})
    queue = seats.queue_of(session, cohort.id)
    people = dict(session.execute(select(Enrolment.id, Enrolment.person_id)).all())
    assert places_told(session) == {people[id_]: place for place, id_ in enumerate(queue, 1)}
    assert session.scalars(select(Draft.id)).all() == []
    assert running.found(session, at=datetime.now(UTC)) == {}


def note(answers, what):
    slowest = max(answer.seconds for answer in answers)
    middle = sorted(answer.seconds for answer in answers)[len(answers) // 2]
    log.info("%s: %d answers, middle %.2f s, slowest %.2f s", what, len(answers), middle, slowest)


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_two_hundred_people_and_five_seats_make_five_confirmed_and_195_waiting(app, crowd, session, round_):
    cohort = make_open_cohort(session, course=make_course(session, items=()), capacity=5)
    forms = make_forms(session, cohort, [filled_in(n) for n in range(EVERYBODY)])

    answers = crowd.send(forms)

    note(answers, f"5 seats, round {round_}")
    with app.app_context():
        prove(session, cohort, answers, seats_left=5)


@pytest.mark.parametrize("processes", [2, 8])
@pytest.mark.parametrize("clients", [16, 64])
@pytest.mark.parametrize("capacity", [1, 30, 500])
def test_seats_are_exact_for_few_and_many(app, crowd, session, capacity, clients, processes):
    cohort = make_open_cohort(session, course=make_course(session, items=()), capacity=capacity)
    forms = make_forms(session, cohort, [filled_in(n) for n in range(clients)])

    answers = crowd.send(forms, processes=processes)

    note(answers, f"{capacity} seats, {clients} people, {processes} processes")
    with app.app_context():
        prove(session, cohort, answers, seats_left=capacity)


def test_five_hundred_seats_for_two_hundred_people(app, crowd, session):
    cohort = make_open_cohort(session, course=make_course(session, items=()), capacity=500)
    forms = make_forms(session, cohort, [filled_in(n) for n in range(EVERYBODY)])

    answers = crowd.send(forms)

    with app.app_context():
        prove(session, cohort, answers, seats_left=500)


def test_same_form_pressed_sixteen_times_at_once_is_one_enrolment(app, crowd, session):
    cohort = make_open_cohort(session)
    [form] = make_forms(session, cohort, [filled_in(1)])

    answers = crowd.send([form] * 16)

    assert {(answer.status, answer.problem) for answer in answers} == {(303, "")}
    assert len({answer.location for answer in answers}) == 1
    assert states(session, cohort) == {State.CONFIRMED: 1}
    assert len(session.scalars(select(Message.id)).all()) == 1


def test_same_person_with_sixteen_forms_at_once_is_one_enrolment_and_one_person(app, crowd, session):
    cohort = make_open_cohort(session)
    forms = make_forms(session, cohort, [shouting(filled_in(1), n) for n in range(16)])

    answers = crowd.send(forms)

    assert [answer.problem for answer in answers if answer.problem] == []
    assert Counter(answer.status for answer in answers) == {303: 1, 422: 15}
    assert states(session, cohort) == {State.CONFIRMED: 1}
    assert len(session.scalars(select(Person.id)).all()) == 1


def shouting(page, n):
    """The same person with another mixture of capitals in the address."""
    mail = page["contact"]["mail"]
    return page | {"contact": {"mail": mail[: n % 9].upper() + mail[n % 9 :]}}


def test_same_person_in_two_cohorts_at_once_is_one_person(app, crowd, session):
    cohorts = [make_open_cohort(session, course=make_course(session, items=())) for _ in range(8)]
    forms = [form for cohort in cohorts for form in make_forms(session, cohort, [filled_in(1)])]

    answers = crowd.send(forms)

    assert {(answer.status, answer.problem) for answer in answers} == {(303, "")}
    assert len(session.scalars(select(Person.id)).all()) == 1
    with app.app_context():
        assert running.found(session, at=datetime.now(UTC)) == {}


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_seats_that_are_first_for_residents_are_given_exactly_as_often_as_there_are(app, crowd, session, round_):
    """Half of everybody lives in the city: four seats are theirs, six are for whoever is first."""
    course = make_course(session, items=(), questions=["residency_tie"])
    cohort = make_open_cohort(session, course=course, capacity=10)
    band = make_band(session, cohort, seats=4, overflow=Overflow.KEEP, released_at=None)
    pages = [filled_in(n) | {"questions": {"residency_tie": "lives" if n % 2 else "none"}} for n in range(EVERYBODY)]
    forms = make_forms(session, cohort, pages)

    answers = crowd.send(forms)

    note(answers, f"10 seats, 4 for residents, round {round_}")
    with app.app_context():
        prove(session, cohort, answers, seats_left=10)
    seated = select(Enrolment.seat_band_id, Enrolment.band_id).where(Enrolment.state == State.CONFIRMED)
    taken = Counter(row.seat_band_id for row in session.execute(seated))
    assert taken == {band.id: 4, None: 6}
