"""The published format gives back what was written, and the generator the same for the same seed."""

from dataclasses import replace

import pytest

from tests.bench.goals.ins_06_planner import lines
from tests.bench.planning.generator import TERM, generated
from tests.bench.planning.measuring import measured
from tests.bench.planning.written import plan_as, plan_of, read, written
from tests.scheduling.planning.small import assistant, at_random, hindered, hour, lead, plan
from workforce.scheduling.rules.planning.effort import Effort
from workforce.scheduling.rules.planning.goals import Goal


def test_an_instance_is_read_as_it_was_written():
    instance = hindered(at_random(1), 1)

    assert read(written(instance)) == instance


def test_a_plan_is_read_as_it_was_written():
    good = plan(lead(10, 1), assistant(10, 2), rooms={1: 2}, begins={1: hour(3)})

    assert plan_of(plan_as(good)) == good


def test_another_version_is_refused():
    with pytest.raises(ValueError, match="workforce-planning 1"):
        read('{"format": "workforce-planning", "version": 2}')


def test_the_generated_term_has_its_published_size_and_is_the_same_every_time():
    instance = generated(TERM, seed=1)

    sizes = (len({one.cohort for one in instance.sessions}), len(instance.part), len(instance.instructors))
    assert (*sizes, len(instance.rooms)) == (40, 800, 25, 8)
    assert written(instance) == written(generated(TERM, seed=1))


def test_the_bench_tells_a_plan_that_breaks_a_rule_or_is_not_proven():
    found = measured(at_random(1), Effort())
    unproven = replace(found.outcome, bounds={Goal.UNSTAFFED: -1})

    assert all(line.holds is not False for line in lines(found))
    assert [line.what for line in lines(replace(found, broken=1, outcome=unproven)) if line.holds is False] == [
        "a term is planned",
        "hard rules broken",
    ]
    assert "unstaffed" in found.told()
