"""Several processes apply plans to the same cohorts at the same time: one wins, the others are told."""

import pytest

from tests.scheduling.planning.centre import FIRST, HOUR, NOW, Centre
from tests.storm.test_engagements import NAMES
from tests.storm.test_screening import one_transaction, together
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.scheduling.actions.planning import apply
from workforce.scheduling.rules.planning.instance import Duty, Plan, Teaching

pytestmark = pytest.mark.storm


def put(session, wanted, before, after):
    apply(session, wanted, before, after, by=None, at=NOW)


@pytest.mark.parametrize("round_", range(1, min(ROUNDS, 3) + 1))
def test_one_of_two_plans_stands_wholly(app, processes, session, speaking, round_):
    """Each names other people and gives other rooms, in two cohorts at once; each is applied twice."""
    with speaking():
        centre = Centre(session)
        first, second = (centre.cohort(FIRST, FIRST + 3 * HOUR) for _time in range(2))
    parts = [[one.id for n in (1, 2) for one in centre.session_parts(each, n)] for each in (first, second)]
    sessions = [[one.id for one in centre.sessions(each)] for each in (first, second)]
    people, rooms = [one.id for one in centre.people], [one.id for one in centre.rooms]
    plans = []
    for turn in (1, -1):
        taught = zip(parts, people[:2][::turn], strict=True)
        housed = zip(sessions, rooms[::turn], strict=True)
        teaching = frozenset(Teaching(part, Duty.LEAD, who) for every, who in taught for part in every)
        plans.append(Plan(teaching, {one: room for every, room in housed for one in every}))
    wanted, before = centre.wanted(), Plan()
    session.commit()

    processes.rehearse(put, wanted, before, plans[0])
    said = together(processes, *[(one_transaction, put, wanted, before, one) for one in plans * 2])

    assert said == ["StandsOtherwise"] * 2 + ["done"] * 2
    session.rollback()
    assert centre.filled(wanted).now in plans
    with app.app_context():
        assert running.found(session, at=NOW, names=NAMES) == {}
