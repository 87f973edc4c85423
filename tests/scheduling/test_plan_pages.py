"""Staff ask for plans, watch them, look at what they would change and why, pin, apply and discard."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.make import MONDAY, saved
from tests.scheduling.planned import asked, small, solved, teach
from workforce import clock
from workforce.access import Role
from workforce.database import transaction
from workforce.policies import Policy
from workforce.scheduling.actions import pins, plans, solving
from workforce.scheduling.models import Assignment, Duty, Licence, PlanPin, PlanRun, PlanState, RatherNot
from workforce.scheduling.queries import plans as queries
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.paper import read


def at() -> datetime:
    """Now: pages read the real clock."""
    return clock.now()


def soon() -> datetime:
    """Ten in the morning of a day of the next week, as the timetable of a small centre begins."""
    return clock.instant(clock.today(at()) + timedelta(days=7), time(10))


@pytest.fixture
def centre(session):
    return small(session, first=soon())


def days():
    return {"since": clock.today(soon()), "until": clock.today(soon()) + timedelta(days=3)}


def work(app, session, run, **given):
    with app.app_context():
        return solved(session, run, at=at(), **given)


@pytest.fixture
def ready(app, session, centre):
    """A plan that is made."""
    return work(app, session, asked(session, at=at(), **days()))


def last(session) -> PlanRun:
    session.expire_all()
    return session.scalars(select(PlanRun).order_by(PlanRun.id.desc())).first()


def test_staff_order_the_goals_and_a_worker_gets_the_plan(browser, session, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/new?cohort={centre.cohorts[1].code}")

    answer = manager.submit(page, **{f"rank_{Goal.CONTINUITY}": "1", f"rank_{Goal.CHANGES}": ""})

    run = last(session)
    assert run.goals[:3] == [Goal.UNSTAFFED, Goal.CONTINUITY, Goal.ROOMLESS]
    assert Goal.CHANGES not in run.goals
    assert [one.cohort_id for one in queries.run(session, run.id).cohorts] == [centre.cohorts[1].id]
    page = manager.follow(answer)
    assert "Waits for a worker" in page.words
    assert page.select_one("#run")["hx-trigger"] == "every 2s"


def test_a_plan_without_days_or_sessions_is_refused_beside_its_field(browser, session, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get("/staff/plans/new")
    day = clock.today(at())

    early = manager.submit(page, since=str(day), until=str(day), cohorts=[])
    wrong = manager.submit(page, since=str(day), until=str(day - timedelta(days=1)), cohorts=[])
    bare = manager.submit(page, **{f"rank_{Goal.UNSTAFFED}": ""})

    assert "still to come" in early.error("since")
    assert "comes before" in wrong.error("until")
    assert "needs a number" in bare.error(f"rank_{Goal.UNSTAFFED}")
    assert last(session) is None


def test_how_far_a_plan_is_stands_on_its_page_and_it_can_be_stopped(browser, app, session, centre):
    run = asked(session, at=at(), **days())
    with app.app_context(), transaction() as other:
        run_id, tries = solving.claim(other, "bo", at())
        told = {"goal": Goal.ROOMLESS, "done": 1, "pieces": 2, "best": {"unstaffed": [1, 0], "roomless": [2, None]}}
        for name, value in told.items():
            setattr(other.get(PlanRun, run_id), name, value)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/plans/{run_id}")

    assert "Working on: Every session has a room" in page.words
    assert "at most 1 better is possible" in page.words
    assert page.select_one("progress")["value"] == "150"
    clerk.submit(page)
    assert last(session).stop_asked_at is not None
    assert "It stops in a few seconds" in clerk.get(f"/staff/plans/{run_id}").words
    assert tries == 1
    assert run.state is PlanState.SOLVING


def test_what_a_plan_would_change_is_shown_before_it_is_applied(browser, session, ready, centre, count_statements):
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.get(f"/staff/plans/{ready.id}")
    with count_statements() as seen:
        page = manager.get(f"/staff/plans/{ready.id}")

    assert len(seen) <= 8
    assert "What it changes: 9 cells" in page.words
    assert "proven best" in page.words
    assert centre.cohorts[0].code in page.select_one("#run summary").text
    assert session.scalar(select(func.count(Assignment.id))) == 0


def test_a_plan_is_applied_once_and_is_what_stands_then(browser, session, ready):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/{ready.id}")

    answer = manager.submit(page, 'form[action$="/application"]')

    assert answer.status == 303
    assert last(session).state is PlanState.APPLIED
    assert session.scalar(select(func.count(Assignment.id))) == 6
    again = manager.submit(page, 'form[action$="/application"]')
    assert again.status == 422
    assert "Applied on" in manager.get(f"/staff/plans/{ready.id}").words


def test_what_somebody_changed_meanwhile_refuses_the_whole_plan_in_words(browser, session, ready, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/{ready.id}")
    planned = {(one.part, one.person) for one in read(queries.result(session, ready.id).after).teaching}
    part = centre.session_parts(centre.cohorts[0], 2)[0]
    other = next(one for one in centre.people if (part.id, one.id) not in planned)
    teach(session, centre, centre.cohorts[0], other, number=2)
    session.commit()

    answer = manager.submit(page, 'form[action$="/application"]')

    assert answer.status == 422
    assert centre.cohorts[0].code in answer.words
    assert last(session).state is PlanState.SOLVED
    assert session.scalar(select(func.count(Assignment.id))) == 2


def test_who_may_not_edit_cohorts_cannot_apply_what_moves_rooms(browser, session, ready):
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/plans/{ready.id}")

    assert "somebody who may edit cohorts has to apply it" in page.words
    assert clerk.post(f"/staff/plans/{ready.id}/application").status == 403


def test_a_plan_waits_on_the_first_page_until_it_is_discarded(browser, session, ready):
    manager = browser(Role.COHORT_MANAGER, "en")
    assert f"Plan {ready.id}" in manager.get("/staff/").words

    manager.submit(manager.get(f"/staff/plans/{ready.id}"), 'form[action$="/discarding"]')

    assert last(session).state is PlanState.DISCARDED
    assert "No plan waits to be applied or discarded" in manager.get("/staff/").words
    assert "Discarded" in manager.get("/staff/plans").words


def test_a_cell_is_pinned_and_a_new_plan_starts_from_this_one(browser, session, ready, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/{ready.id}/cohorts/{centre.cohorts[0].code}")

    manager.submit(page, 'form[action$="/pins"]')

    page = manager.get(f"/staff/plans/{ready.id}/cohorts/{centre.cohorts[0].code}")
    assert page.words.count("Remove the pin") == 1
    assert centre.cohorts[0].code in manager.get("/staff/plans/pins").words
    answer = manager.submit(page, 'form[action$="/again"]')
    assert last(session).again_of_id == ready.id
    assert answer.location.endswith(f"/staff/plans/{last(session).id}")
    manager.submit(manager.get("/staff/plans/pins"), 'form[action$="/removal"]')
    assert session.scalar(select(func.count(PlanPin.id))) == 0


def test_why_somebody_has_a_part_and_why_others_do_not(browser, session, ready, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    part = centre.session_parts(centre.cohorts[0])[0]

    page = manager.get(f"/staff/plans/{ready.id}/parts/{part.id}")

    assert "Who could as well" in page.words
    assert "is in another session at that time" in page.words
    manager.submit(page, 'td form[action$="/pins"]')
    had = next(one.person for one in read(queries.result(session, ready.id).after).teaching if one.part == part.id)
    assert session.scalar(select(PlanPin.person_id)) not in (None, had)


def test_a_wish_and_a_preferred_licence_are_among_the_reasons(browser, app, session, centre):
    first, second, third = centre.people
    part, course_id = centre.session_parts(centre.cohorts[0], 2)[0], centre.cohorts[0].course_id
    day, given = clock.today(soon()) + timedelta(days=1), {"at": at()}
    for person, kind in ((first, "nurse"), (second, "nurse"), (third, "doctor")):
        seen = {"seen_on": MONDAY.date(), "seen_by_id": centre.accounts[person.id].id}
        saved(session, Licence(person_id=person.id, kind=kind, since=MONDAY.date(), **seen, **given))
    values = {"any_of": [["nurse", 0, None], ["doctor", 0, None]], "ranks": [0, 1]}
    rule = {"kind": f"teachers.{course_id}.1", "from_day": MONDAY.date(), "source": "試験", "set_at": MONDAY}
    saved(session, Policy(values=values, **rule))
    saved(session, RatherNot(person_id=first.id, first_day=day, last_day=day, **given))
    run = work(app, session, asked(session, at=at(), **days()))

    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff/plans/{run.id}/parts/{part.id}")

    assert "馬場 二 has the preferred licence: Nurse." in page.words
    assert "青木 一 would rather not teach then." in page.words
    assert "千葉 三 has a licence that is less preferred: Doctor." in page.words


def test_what_if_somebody_is_away_shows_who_would_take_over(browser, app, session, centre):
    first, second, _third = centre.people
    teach(session, centre, centre.cohorts[0], first)
    teach(session, centre, centre.cohorts[1], second)
    session.commit()
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/away?person={first.id}")
    day = str(clock.today(soon()))

    answer = manager.submit(page, since=day, until=day)
    work(app, session, last(session))

    page = manager.follow(answer)
    assert f"If {first.name} is away" in page.words
    assert centre.cohorts[0].code in page.words
    assert centre.cohorts[1].code not in page.words
    rows = [one.text for one in page.select("details tbody tr")]
    assert any(first.name in row and centre.people[2].name in row for row in rows)


def test_who_teaches_nothing_then_can_be_away_without_a_plan(browser, session, centre):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/plans/away?person={centre.people[0].id}")
    day = str(clock.today(soon()))

    answer = manager.submit(page, since=day, until=day)

    assert "teaches nothing on these days" in answer.error("person")


def test_what_cannot_be_held_together_is_said_in_sentences(browser, app, session, centre):
    for cohort in centre.cohorts:
        part = centre.session_parts(cohort)[0]
        who = {"person_id": centre.people[0].id, "duty": Duty.LEAD}
        pins.pin_person(session, part_id=part.id, **who, by=None, at=at())
    run = work(app, session, asked(session, at=at(), **days()))

    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff/plans/{run.id}")

    assert "These pins cannot stay together" in page.words
    assert f"{centre.people[0].name} is in another session at that time" in page.words


def test_what_is_left_open_says_why(browser, app, session):
    small(session, people=("青木 一",), first=soon())
    run = work(app, session, asked(session, at=at(), **days()))

    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff/plans/{run.id}")

    assert "Left open" in page.words
    assert "others are in another session then" in page.words


def test_asking_twice_for_the_plan_before_is_discarded_when_the_new_one_is_applied(app, session, ready):
    again = work(app, session, plans.ask_again(session, ready, by=None, at=at()))

    plans.apply(session, again, by=None, at=at())

    session.flush()
    assert session.get(PlanRun, ready.id).state is PlanState.DISCARDED
