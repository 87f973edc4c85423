"""Several processes name one person for lessons at the same time, or move two of theirs onto each other: one wins."""

import pytest
from sqlalchemy import select

from tests.attendance.lessons import cohort_of, parts_of
from tests.make import MONDAY
from tests.scheduling.teaching import HOUR, lesson_at, make_instructor, name
from tests.storm.test_screening import one_transaction, together
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.catalogue.actions import sessions
from workforce.catalogue.models import Cohort, CohortState
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.scheduling.actions import assignments
from workforce.scheduling.models import Assignment, Duty, Engagement

pytestmark = pytest.mark.storm

COHORTS, TWICE = 4, 2


def assign(session, cohort_id, part_ids, person_id):
    given = {"part_ids": part_ids, "person_id": person_id, "duty": Duty.LEAD}
    assignments.assign(session, session.get_one(Cohort, cohort_id), **given, by=None, at=MONDAY)


def move(session, code, session_id, hour):
    cohort = cohort_page(session, code)
    own = next(one for one in cohort.sessions if one.id == session_id)
    starts = MONDAY + hour * HOUR
    times = {"starts_at": starts, "ends_at": starts + 2 * HOUR, "online": False, "room": ""}
    sessions.edit_session(session, cohort, own, **times, by=None, at=MONDAY)


def engagements(session):
    session.rollback()
    return list(session.scalars(select(Engagement).order_by(Engagement.begins_at)))


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_one_of_many_lessons_at_the_same_time_gets_the_teacher(app, processes, session, round_):
    teacher = make_instructor(session)
    lessons = [lesson_at(session, MONDAY + n * HOUR / 4) for n in range(COHORTS)]
    wanted = [(one.cohort_id, [part.id for part in parts_of(session, one)], teacher.person_id) for one in lessons]
    session.commit()

    processes.rehearse(assign, *wanted[0])
    said = together(processes, *[(one_transaction, assign, *each) for each in wanted for _time in range(TWICE)])

    assert said == ["Clash"] * (COHORTS - 1) * TWICE + ["done"] * TWICE  # to be named again is nothing new
    [engaged] = engagements(session)
    taught = session.scalars(select(Assignment.part_id)).all()
    assert sorted(taught) == next(parts for cohort_id, parts, _who in wanted if set(parts) == set(taught))
    assert engaged.person_id == teacher.person_id
    with app.app_context():
        assert running.found(session, at=MONDAY, names=NAMES) == {}


NAMES = ["engagements_for_nothing", "teaching_without_engagement", "engagements_at_another_time", "engagements_at_once"]


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_only_one_of_two_lessons_is_moved_to_the_free_hour_of_their_teacher(app, processes, session, round_):
    teacher = make_instructor(session)
    lessons = [lesson_at(session, MONDAY + n * 24 * HOUR, state=CohortState.DRAFT) for n in range(COHORTS)]
    for one in lessons:
        name(session, one, teacher)
    moves = [(cohort_of(session, one).code, one.id, 24 * COHORTS) for one in lessons]
    session.commit()

    processes.rehearse(move, *moves[0])
    said = together(processes, *[(one_transaction, move, *each) for each in moves])

    assert said == ["Clash"] * (COHORTS - 1) + ["done"]
    assert len(engagements(session)) == COHORTS
    with app.app_context():
        assert running.found(session, at=MONDAY, names=NAMES) == {}
