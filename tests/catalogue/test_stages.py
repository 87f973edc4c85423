"""Where a cohort stands, in Python and in SQL alike."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.make import make_cohort
from workforce.catalogue.models import Cohort, CohortState
from workforce.catalogue.queries.listing import is_open_at
from workforce.catalogue.queries.staff_cohorts import is_at_stage
from workforce.catalogue.rules.stages import Stage, is_open, stage


def day(number, hour=0):
    return datetime(2026, 6, number, hour, tzinfo=UTC)


OPENS, CLOSES, STARTS, ENDS = day(5), day(10), day(15), day(20)
MOMENTS = [
    (day(1), Stage.UPCOMING),
    (OPENS, Stage.OPEN),
    (day(9, 23), Stage.OPEN),
    (CLOSES, Stage.CLOSED),
    (day(14, 23), Stage.CLOSED),
    (STARTS, Stage.RUNNING),
    (day(19, 23), Stage.RUNNING),
    (ENDS, Stage.OVER),
    (day(30), Stage.OVER),
]


def cohort(state=CohortState.PUBLISHED, **given):
    times = {"opens_at": OPENS, "closes_at": CLOSES, "starts_at": STARTS, "ends_at": ENDS}
    return SimpleNamespace(state=state, **times | given)


@pytest.mark.parametrize(("at", "expected"), MOMENTS)
def test_published_cohort_follows_the_clock(at, expected):
    assert stage(cohort(), at) is expected
    assert is_open(cohort(), at) is (expected is Stage.OPEN)


@pytest.mark.parametrize("at", [at for at, _ in MOMENTS])
def test_draft_and_cancelled_cohorts_do_not_hear_the_clock(at):
    assert stage(cohort(CohortState.DRAFT), at) is Stage.DRAFT
    assert stage(cohort(CohortState.CANCELLED), at) is Stage.CANCELLED


def test_nobody_enrols_once_lessons_have_begun_even_if_the_window_is_longer():
    assert stage(cohort(closes_at=day(18)), day(16)) is Stage.RUNNING


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"state": CohortState.DRAFT},
        {"state": CohortState.CANCELLED},
        {"starts_at": None, "ends_at": None},
        {"closes_at": day(18)},
    ],
    ids=str,
)
def test_sql_says_the_same_as_python(session, given):
    times = {"opens_at": OPENS, "closes_at": CLOSES, "starts_at": STARTS, "ends_at": ENDS}
    row = make_cohort(session, **times | given)

    for at, _ in MOMENTS:
        found = [each for each in Stage if session.scalars(select(Cohort.id).where(is_at_stage(each, at))).all()]
        assert found == [stage(row, at)], at
        assert bool(session.scalars(select(Cohort.id).where(is_open_at(at))).all()) is is_open(row, at)
