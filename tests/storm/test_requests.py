"""Answers, staff and the clock at the same moment: one has the post, and nobody is asked beside them."""

from datetime import timedelta

import pytest

from tests.attendance.lessons import cohort_of, parts_of
from tests.make import MONDAY
from tests.scheduling.asking import EVENING, SOON, ask, make_people, requests_of, standings, taught
from tests.scheduling.teaching import HOUR, lesson_at
from tests.storm.test_screening import one_transaction, together
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.scheduling.actions.requests import answering, asking, deciding, settling
from workforce.scheduling.queries.requests.due import PASS_ON, Due
from workforce.scheduling.rules.requests import LIVE

pytestmark = pytest.mark.storm

NAMES = [
    *("promised_without_assignment", "asked_for_nothing", "asked_for_what_is_taken", "asked_for_two_at_once"),
    *("engagements_for_nothing", "teaching_without_engagement", "engagements_at_once"),
]


def accept(session, request_id):
    answering.accept(session, request_id, by=None, at=EVENING - timedelta(minutes=1))


def pass_on(session, request_id):
    settling.settle(session, Due(PASS_ON, request_id), at=EVENING)


def go_on(session, request_id):
    deciding.go_on(session, request_id, by=None, at=EVENING)


def begin(session, cohort_id, part_ids, people):
    cohort = session.get_one(asking.Cohort, cohort_id)
    asking.begin(session, cohort, part_ids=part_ids, person_ids=people, by=None, at=MONDAY)


def is_sound(app, session):
    with app.app_context():
        return running.found(session, at=EVENING, names=NAMES) == {}


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_a_yes_meets_the_clock_and_staff_who_do_not_wait(app, processes, session, round_):
    ask(session, [lesson_at(session, SOON)], make_people(session))
    first, second, _third = [one.id for one in requests_of(session)]
    session.commit()

    processes.rehearse(accept, first)
    acts = [accept, accept, pass_on, pass_on, go_on]
    said = together(processes, *[(one_transaction, act, first) for act in acts])

    session.rollback()
    found = standings(session)
    live = [one.id for one in requests_of(session) if one.standing in LIVE]
    if found[0] == "confirmed":
        assert live == [first]
        assert {person for person, _part in taught(session)} == {requests_of(session)[0].person_id}
    else:
        assert found[0] in {"lapsed", "passed_over"}
        assert live == [second]
        assert taught(session) == set()
    assert set(said) <= {"done", "NotAnyMore"}
    assert is_sound(app, session)


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_one_person_is_asked_for_one_of_several_lessons_at_the_same_time(app, processes, session, round_):
    [person_id] = make_people(session, 1)
    lessons = [lesson_at(session, SOON + n * HOUR / 4) for n in range(4)]
    wanted = [
        (cohort_of(session, one).id, [part.id for part in parts_of(session, one)], [person_id]) for one in lessons
    ]
    session.commit()

    processes.rehearse(begin, *wanted[0])
    said = together(processes, *[(one_transaction, begin, *each) for each in wanted])

    session.rollback()
    assert sorted(said) == ["AskedThen"] * 3 + ["done"]
    assert standings(session) == ["asked"]
    assert is_sound(app, session)
