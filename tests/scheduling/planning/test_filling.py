"""What the database says becomes what the planner plans."""

import pytest

from tests.scheduling.planning.centre import DAY, FIRST, HOUR, Centre
from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.planner import plan


@pytest.fixture
def centre(app, session, speaking):
    with speaking():
        yield Centre(session)


def test_a_small_centre_is_planned(centre):
    centre.cohort(FIRST, FIRST + DAY)
    centre.cohort(FIRST, FIRST + HOUR * 3)

    found = centre.filled()
    outcome = plan(found.instance)

    assert broken(found.instance, outcome.plan) == []
    assert outcome.scores[Goal.UNSTAFFED] == outcome.scores[Goal.ROOMLESS] == 0
