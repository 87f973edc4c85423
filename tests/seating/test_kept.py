"""What is noted for tables is for the course alone."""

import pytest
from sqlalchemy import func, select

from tests.make import MONDAY, make_account
from tests.seating.workshops import begin, board, make_workshop, seat_everybody
from workforce.access import Role
from workforce.history import Value
from workforce.operations.retention import answers
from workforce.seating.actions import knowing, plans, refusals
from workforce.seating.models import PairKind, SeatingFact, SeatingPair, SeatingPlace
from workforce.seating.rules.tables import Chair


def test_all_of_it_goes_when_the_course_is_over_and_none_comes_back(session):
    clerk = make_account(session, Role.CLERK)
    sitting, enrolments = make_workshop(session)
    other, [stranger] = make_workshop(session, 1)
    first, second = enrolments[:2]
    for one in (first, stranger):
        knowing.note(session, one.id, {"profession": "nurse"}, by=clerk, at=MONDAY)
    knowing.put_pair(session, first.id, second.id, PairKind.APART, by=clerk, at=MONDAY)
    for each in (sitting, other):
        begin(session, each)
        seat_everybody(session, each)
    now = board(session, sitting)
    free = next(chair for chair in now.hall.every_chair if chair not in now.by_chair)
    plans.move(session, sitting.id, first.id, Chair(*free), revision=now.revision, by=clerk, at=MONDAY)

    answers.STEPS[0].forget(session, [one.id for one in enrolments], sitting.ends_at)

    session.expire_all()
    assert session.scalars(select(SeatingPlace.enrolment_id)).all() == [stranger.id]
    assert session.scalars(select(SeatingFact.enrolment_id)).all() == [stranger.id]
    assert session.scalar(select(func.count(SeatingPair.id))) == 0
    assert session.scalar(select(func.count(Value.id)).where(Value.field == "seat_at_table")) == 0
    with pytest.raises(refusals.CourseOver):
        knowing.note(session, first.id, {"profession": "nurse"}, by=clerk, at=MONDAY)
    with pytest.raises(refusals.CourseOver):
        knowing.put_pair(session, first.id, stranger.id, PairKind.APART, by=clerk, at=MONDAY)


def test_tables_of_a_session_that_is_over_stay_as_they_were(session):
    sitting, [first, *_rest] = make_workshop(session)
    begin(session, sitting)
    seat_everybody(session, sitting)
    late = {"revision": board(session, sitting).revision, "by": None, "at": sitting.ends_at}

    with pytest.raises(refusals.Over):
        plans.stand(session, sitting.id, first.id, **late)
