"""A worker makes plans: one worker each, none left behind, nothing held meanwhile, and nothing changed by it."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from tests.scheduling.planned import asked, small, solved, teach
from tests.scheduling.planning.centre import FIRST, NOW
from workforce import history
from workforce.database import transaction
from workforce.scheduling.actions import pins, plans, solving
from workforce.scheduling.models import Assignment, Duty, PlanRun, PlanState
from workforce.scheduling.queries import plans as queries
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.instance import Plan
from workforce.scheduling.rules.planning.paper import read

SOON = NOW + timedelta(seconds=10)
LATER = NOW + queries.LEASE + timedelta(seconds=1)


@pytest.fixture
def worker(app):
    """Within the application, as a worker is."""
    with app.app_context():
        yield


def test_a_plan_is_made_in_the_background_and_changes_nothing(session, worker):
    centre = small(session)

    run = solved(session, asked(session), at=SOON)

    found = queries.result(session, run.id)
    plan = read(found.after)
    assert (run.state, run.ended_at, run.worker) == (PlanState.SOLVED, SOON, None)
    assert found.scores[Goal.UNSTAFFED] == found.bounds[Goal.UNSTAFFED] == 0
    assert found.scores_before[Goal.UNSTAFFED] == 6
    assert {one.part for one in plan.teaching} == {
        part.id
        for cohort in centre.cohorts
        for n in range(len(centre.sessions(cohort)))
        for part in centre.session_parts(cohort, n + 1)
    }
    assert found.changes == len(plan.teaching) + len(plan.rooms) == 9
    assert session.scalar(select(func.count(Assignment.id))) == 0
    assert [one.what for one in history.of(session, "plan_run", [run.id])] == ["plan_solved", "plan_asked"]


def test_nothing_is_due_twice_and_two_workers_never_get_the_same_run(session, worker):
    small(session)
    asked(session)
    with transaction() as one:
        mine = solving.claim(one, "bo", NOW)
    with transaction() as other:
        theirs = solving.claim(other, "chen", SOON)

    assert (mine[1], theirs) == (1, None)
    assert not solving.solve_due(lambda: SOON, worker="chen")
    assert not queries.is_due(session, at=SOON)


def test_of_many_workers_at_once_one_gets_the_run(session, app):
    small(session)
    asked(session)

    def claim(number):
        with app.app_context(), transaction() as own:
            return solving.claim(own, f"worker {number}", NOW)

    with ThreadPoolExecutor(6) as workers:
        got = [mine for mine in workers.map(claim, range(6)) if mine]

    assert len(got) == 1


def test_the_run_of_a_worker_that_was_killed_is_taken_up_and_the_dead_can_not_write_any_more(session, worker):
    small(session)
    run = asked(session)
    with transaction() as one:
        mine = solving.claim(one, "bo", NOW)

    assert queries.is_due(session, at=LATER)
    again = solved(session, run, at=LATER, worker="chen")

    assert (again.state, again.tries) == (PlanState.SOLVED, 2)
    session.commit()
    with transaction() as one:
        assert not solving.end(one, *mine, Plan(), failed(), at=LATER)
    assert run.state is PlanState.SOLVED


def failed():
    return solving.Report(PlanState.FAILED)


def test_a_worker_that_is_back_at_its_desk_begins_its_own_run_anew_at_once(session, worker):
    small(session)
    run = asked(session)
    with transaction() as one:
        solving.claim(one, "bo", NOW)

    solving.take_over("bo")

    assert queries.is_due(session, at=SOON)
    assert solved(session, run, at=SOON).state is PlanState.SOLVED


def test_a_run_that_every_worker_dies_of_fails_in_the_end(session, worker):
    small(session)
    run = asked(session)
    session.execute(update(PlanRun).values(tries=solving.TRIES))

    again = solved(session, run)

    assert again.state is PlanState.FAILED
    assert not queries.is_due(session, at=LATER)


def test_who_stops_it_gets_the_best_that_was_found_so_far(session, worker, monkeypatch):
    small(session)
    run = asked(session)
    run_id = run.id
    session.commit()
    monkeypatch.setattr(solving, "EVERY", 0.0)
    beat = solving.Signs.beat

    def stop_when_a_goal_is_reached(signs):
        if signs.progress and signs.progress.goal is Goal.CHANGES:
            with transaction() as other:
                plans.stop(other, other.get(PlanRun, run_id), by=None, at=SOON)
        beat(signs)

    monkeypatch.setattr(solving.Signs, "beat", stop_when_a_goal_is_reached)
    again = solved(session, run, at=SOON)

    found = queries.result(session, run.id)
    assert again.state is PlanState.STOPPED
    assert found.scores[Goal.UNSTAFFED] == found.bounds[Goal.UNSTAFFED] == 0
    assert Goal.ROOM_CHANGES not in found.bounds
    assert again.best[Goal.UNSTAFFED] == [0, 0]


def test_who_stops_it_before_anything_was_found_gets_no_plan(session, worker):
    small(session)
    run = asked(session)
    session.execute(update(PlanRun).values(stop_asked_at=NOW))

    again = solved(session, run)

    assert again.state is PlanState.STOPPED
    assert queries.result(session, run.id).after is None


def test_a_run_that_nobody_began_is_discarded_when_it_is_stopped(session, worker):
    small(session)
    run = asked(session)

    plans.stop(session, run, by=None, at=SOON)

    assert run.state is PlanState.DISCARDED
    assert not queries.is_due(session, at=LATER)


def test_a_worker_that_ends_puts_its_run_back(session, worker):
    small(session)

    again = solved(session, asked(session), stop=lambda: True)

    assert (again.state, again.worker) == (PlanState.QUEUED, None)


def test_what_goes_wrong_is_told_and_leaves_nothing_behind(session, worker, monkeypatch, caplog):
    small(session)
    monkeypatch.setattr(solving, "found", lambda *_given, **_how: 1 / 0)

    with caplog.at_level(logging.CRITICAL, logger="workforce.worker"):
        again = solved(session, asked(session))

    assert again.state is PlanState.FAILED
    assert session.scalar(select(func.count(Assignment.id))) == 0


def test_pins_that_cannot_stay_together_are_named_with_the_rules_they_break(session, worker):
    centre = small(session)
    somebody = centre.people[0]
    for cohort in centre.cohorts:
        part = centre.session_parts(cohort)[0]
        pins.pin_person(session, part_id=part.id, person_id=somebody.id, duty=Duty.LEAD, by=None, at=NOW)

    again = solved(session, asked(session))

    clash = queries.result(session, again.id).clash
    assert again.state is PlanState.IMPOSSIBLE
    assert len(read(clash["pins"]).teaching) == 2
    assert {one["rule"] for one in clash["broken"]} == {"at_once"}


def test_what_stays_open_is_told_with_the_rules_that_bar_it(session, worker):
    centre = small(session, people=("青木 一",))

    again = solved(session, asked(session))

    gaps = queries.result(session, again.id).gaps["parts"]
    assert len(gaps) == 2
    assert {one["is_lost"] for one in gaps} == {False}
    assert all("at_once" in one["rules"] for one in gaps)
    assert {one["part"] for one in gaps} <= {part.id for one in centre.cohorts for part in centre.session_parts(one)}


def test_a_pin_and_another_plan_change_no_more_cells_than_are_shown(session, worker):
    centre = small(session)
    first = solved(session, asked(session))
    before = read(queries.result(session, first.id).after)
    part = centre.session_parts(centre.cohorts[0])[0]
    had = next(one.person for one in before.teaching if one.part == part.id)
    other = next(one.id for one in centre.people if one.id != had)
    pins.pin_person(session, part_id=part.id, person_id=other, duty=Duty.LEAD, by=None, at=NOW)

    again = solved(session, plans.ask_again(session, first, by=None, at=NOW))

    found = queries.result(session, again.id)
    after = read(found.after)
    assert any(one.part == part.id and one.person == other for one in after.teaching)
    assert found.scores[Goal.CHANGES] == found.bounds[Goal.CHANGES] == len(before.teaching - after.teaching) <= 4


def test_if_somebody_is_away_only_their_cohorts_change_and_others_take_over(session, worker):
    centre = small(session)
    first, second, _third = centre.people
    teach(session, centre, centre.cohorts[0], first)
    teach(session, centre, centre.cohorts[1], second)
    session.commit()
    days = {"since": FIRST.date(), "until": FIRST.date()}
    who = {"person_id": first.id, "name": first.name}
    run = plans.ask_away(session, **who, **days, widely=False, by=None, at=NOW)

    again = solved(session, run)

    found = queries.result(session, run.id)
    assert [one.cohort_id for one in again.cohorts] == [centre.cohorts[0].id]
    assert found.scores[Goal.UNSTAFFED] == 0
    assert first.id not in {one.person for one in read(found.after).teaching}
    assert found.changes == 2


def test_no_transaction_is_open_while_it_is_solved(session, worker, monkeypatch):
    small(session)
    found = solving.found

    def look(*given, **how):
        with transaction() as other:  # on SQLite nobody could write beside an open one
            other.execute(text("UPDATE plan_run SET pieces = pieces"))
        return found(*given, **how)

    monkeypatch.setattr(solving, "found", look)

    assert solved(session, asked(session)).state is PlanState.SOLVED
