"""Whoever goes to another date leaves the assessment of the first, and may be assessed again at the second."""

from datetime import timedelta

import pytest

from tests.enrolment.applying import all_in, apply, somebody
from tests.enrolment.elsewhere import go
from tests.make import LATER, make_cohort
from tests.screening.assessed import AFTER, CLOSES, begun, give, screening, two
from workforce.enrolment.actions.transfer_refusals import ListThereClosed
from workforce.enrolment.models import State
from workforce.screening.actions import beginning
from workforce.screening.queries import assessments, own_points

DAY = timedelta(days=1)
OPEN_LONGER = {"closes_at": CLOSES + 7 * DAY, "starts_at": LATER + 30 * DAY, "changes_until": LATER + 30 * DAY}


def numbers(session, cohort):
    """{number: how each of them stands there}"""
    return {one.number: one.state for one in assessments.candidates(session, cohort.id)}


def test_who_leaves_counts_as_cancelled_where_they_were_assessed(session):
    first, _both = begun(session, people=3)
    second = make_cohort(session, course=first.course, **OPEN_LONGER)
    gone = all_in(session, first)[0]

    go(session, gone, second, at=AFTER)

    assert sorted(numbers(session, first).values()) == [State.APPLIED, State.APPLIED, State.CANCELLED]
    assert session.get(type(gone), gone.id).state is State.CONFIRMED


def test_nobody_comes_into_a_list_that_is_closed(session):
    first, _both = begun(session, people=2)
    other = make_cohort(session, course=first.course, **OPEN_LONGER)
    comes = apply(session, other, somebody(77))

    with pytest.raises(ListThereClosed):
        go(session, comes, first, at=AFTER)


def test_who_was_assessed_at_one_date_is_assessed_anew_at_the_next(session):
    first, (one, _other) = begun(session, people=2)
    give(session, first, one, 1, 10, 5)
    second = screening(session, people=0, course=first.course, **OPEN_LONGER)
    gone = all_in(session, first)[0]

    go(session, gone, second, at=AFTER)
    two(session, second)
    beginning.begin(session, second.id, by=None, at=second.closes_at)

    assert numbers(session, second) == {1: State.APPLIED}
    assert own_points.own_points(session, gone.id, second.id) is None
    assert not own_points.outcome_of(session, gone.id, first.id)
