"""A plan that is kept is read as it was written."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.scheduling.planning.small import assistant, hour, lead, plan
from workforce.scheduling.rules.planning.instance import Duty, Plan, Teaching
from workforce.scheduling.rules.planning.paper import read, written

ids = st.integers(1, 10**9)
plans = st.builds(
    Plan,
    st.frozensets(st.builds(Teaching, ids, st.sampled_from(Duty), ids)),
    st.dictionaries(ids, ids),
    st.dictionaries(ids, st.integers(0, 10_000).map(hour)),
)


@given(plans)
def test_a_plan_comes_back_from_json(one):
    assert read(json.loads(json.dumps(written(one)))) == one


def test_the_same_plan_is_written_the_same_way():
    one = plan(lead(10, 1), assistant(10, 2), rooms={1: 2, 2: 3})
    other = plan(assistant(10, 2), lead(10, 1), rooms={2: 3, 1: 2})

    assert json.dumps(written(one)) == json.dumps(written(other))
