"""Every move from every state: what the tables do not name is refused, by the rule and by the verb."""

from itertools import product

import pytest

from tests.make import MONDAY, make_cohort, make_course
from workforce.catalogue import actions
from workforce.catalogue.models import CohortState, CourseState, Session
from workforce.catalogue.rules.moves import COHORT_MOVES, COURSE_MOVES, NotNow, after, moves_from

COURSE_PAIRS = list(product(("publish", "withdraw", "cancel"), CourseState))
COHORT_PAIRS = list(product(("publish", "cancel"), CohortState))


@pytest.mark.parametrize(("move", "state"), COURSE_PAIRS)
def test_course_moves_only_along_the_table(session, move, state):
    course = make_course(session, state=state)
    verb = getattr(actions.courses, f"{move}_course")

    if (move, state) in COURSE_MOVES:
        verb(session, course, by=None, at=MONDAY)
        assert course.state is COURSE_MOVES[move, state]
    else:
        with pytest.raises(NotNow):
            verb(session, course, by=None, at=MONDAY)
        assert course.state is state


@pytest.mark.parametrize(("move", "state"), COHORT_PAIRS)
def test_cohort_moves_only_along_the_table(session, move, state):
    cohort = make_cohort(session, state=state, course=make_course(session, items=()))
    cohort.online = True
    add_sitting(session, cohort)

    if (move, state) in COHORT_MOVES:
        apply(session, cohort, move)
        assert cohort.state is COHORT_MOVES[move, state]
    else:
        with pytest.raises(NotNow):
            apply(session, cohort, move)
        assert cohort.state is state


def apply(session, cohort, move):
    if move == "publish":
        actions.cohorts.publish_cohort(session, cohort, by=None, at=MONDAY)
    else:
        actions.cohorts.cancel_cohort(session, cohort, reason="too few", by=None, at=MONDAY)


def add_sitting(session, cohort):
    session.add(Session(cohort_id=cohort.id, starts_at=cohort.starts_at, ends_at=cohort.ends_at))
    session.flush()


@pytest.mark.parametrize("moves", [COURSE_MOVES, COHORT_MOVES], ids=["course", "cohort"])
def test_buttons_are_the_moves_of_the_table(moves):
    for move, state in moves:
        assert move in moves_from(moves, state)
        assert after(moves, move, state) is moves[move, state]


def test_nothing_leaves_cancelled():
    assert moves_from(COURSE_MOVES, CourseState.CANCELLED) == []
    assert moves_from(COHORT_MOVES, CohortState.CANCELLED) == []
