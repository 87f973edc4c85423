"""Somebody who teaches, and has a seat in a lesson at the same time: they may, and staff read of it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_enrolment
from tests.scheduling.teaching import HOUR, lesson_at, make_instructor, name
from workforce.access import Role
from workforce.desk.queries.todo import Kind, waiting
from workforce.enrolment.models import State
from workforce.enrolment.queries.teaching import teaches_meanwhile
from workforce.people.models import Person

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
SOON = NOW + timedelta(days=7)


@pytest.fixture
def teacher(session):
    return make_instructor(session)


@pytest.fixture
def seat(session, teacher):
    """In a lesson while they teach another, of two hours as well."""
    taught, attended = lesson_at(session, SOON), lesson_at(session, SOON + HOUR)
    name(session, taught, teacher)
    person = session.get(Person, teacher.person_id)
    return make_enrolment(session, cohort_of(session, attended), person=person)


def waits(session, account):
    session.flush()
    return [one.ref for one in waiting(session, at=NOW, kinds=[Kind.TWO_PLACES], account_id=account.id)["two_places"]]


def test_lessons_that_they_teach_meanwhile_are_found(session, teacher, seat):
    name(session, lesson_at(session, SOON + 4 * HOUR), teacher)

    assert [one.begins_at for one in teaches_meanwhile(session, seat, at=NOW)] == [SOON]
    assert waits(session, teacher) == [seat.receipt]


@pytest.mark.parametrize("state", [State.WAITLISTED, State.CANCELLED])
def test_only_a_seat_is_a_thing_to_do(session, teacher, seat, state):
    seat.state = state

    assert waits(session, teacher) == []
    assert len(teaches_meanwhile(session, seat, at=NOW)) == (state is State.WAITLISTED)


def test_staff_read_it_at_the_counter_and_in_the_record(browser, session, seat):
    session.commit()
    clerk = browser(Role.CLERK, "en")

    assert "They teach while" in clerk.get(f"/staff/counter/{seat.receipt}").words
    assert "They teach while" in clerk.get(f"/staff/enrolments/{seat.receipt}").words
    assert "teach elsewhere at the same time 1" in browser(Role.ADMIN, "en").get("/staff/").words
