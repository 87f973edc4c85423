"""A plan is made true through the actions of the house, wholly or not at all."""

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_course, saved
from tests.scheduling.planning.centre import DAY, FIRST, HOUR, MINUTE, NOW, Centre
from tests.scheduling.teaching import STATUTORY
from workforce.catalogue.models import Mode
from workforce.history import Entry
from workforce.scheduling.actions import assignments
from workforce.scheduling.actions.assignments import NotQualified
from workforce.scheduling.actions.clashes import Clash
from workforce.scheduling.actions.planning import PlanRefused, StandsOtherwise, apply
from workforce.scheduling.models import Assignment, Duty, Engagement, OtherDays, RoomBooking
from workforce.scheduling.rules.planning import instance as planning
from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.instance import Plan, Teaching
from workforce.scheduling.rules.planning.planner import plan


@pytest.fixture
def centre(app, session, speaking):
    with speaking():
        yield Centre(session)


def leads(*pairs):
    return frozenset(Teaching(part.id, planning.Duty.LEAD, person.id) for part, person in pairs)


def put(centre, after, *, wanted=None, before=None):
    wanted = wanted or centre.wanted()
    before = before or centre.filled(wanted).now
    return apply(centre.session, wanted, before, after, by=None, at=NOW)


def test_what_is_planned_is_applied_and_stands(centre, session):
    centre.cohort(FIRST, FIRST + DAY)
    centre.cohort(FIRST, FIRST + 2 * HOUR + 10 * MINUTE)
    found = centre.filled()
    outcome = plan(found.instance)
    assert outcome.scores[Goal.UNSTAFFED] == outcome.scores[Goal.ROOMLESS] == 0

    changed = put(centre, outcome.plan, before=found.now)

    again = centre.filled()
    assert changed.count == 8 + 4
    assert again.now == outcome.plan
    assert broken(again.instance, again.now) == []
    engaged = session.execute(select(Engagement.session_id, Engagement.person_id)).all()
    taught = {(found.instance.session_of[one.part].id, one.person) for one in outcome.plan.teaching}
    assert sorted(engaged) == sorted(taught)


def test_the_same_plan_twice_changes_nothing(centre, session):
    centre.cohort(FIRST)
    found = centre.filled()
    outcome = plan(found.instance)
    put(centre, outcome.plan, before=found.now)
    noted = len(session.scalars(select(Entry.id)).all())

    assert put(centre, outcome.plan, before=found.now).count == 0
    assert len(session.scalars(select(Entry.id)).all()) == noted


def test_two_people_change_places_at_the_same_minute(centre, session):
    one, other, (amina, baba, _chiba) = centre.cohort(FIRST), centre.cohort(FIRST), centre.people
    first, second = centre.session_parts(one), centre.session_parts(other)
    put(centre, Plan(leads(*((part, amina) for part in first), *((part, baba) for part in second))))

    after = Plan(leads(*((part, baba) for part in first), *((part, amina) for part in second)))
    put(centre, after)

    assert centre.filled().now == after


def test_two_sessions_change_rooms(centre):
    (one,), (other,) = centre.sessions(centre.cohort(FIRST)), centre.sessions(centre.cohort(FIRST))
    a, b = (room.id for room in centre.rooms)
    put(centre, Plan(rooms={one.id: a, other.id: b}))

    put(centre, Plan(rooms={one.id: b, other.id: a}))

    assert centre.filled().now.rooms == {one.id: b, other.id: a}
    assert [one.room for one in centre.sessions(centre.cohorts[0])] == ["研修室B"]


def test_sessions_move_to_where_another_was(centre, session):
    """Of one cohort both go two hours later, the first to when the second was; whoever teaches comes along."""
    cohort = centre.cohort(FIRST, FIRST + 2 * HOUR)
    first, second = centre.sessions(cohort)
    parts = [*centre.session_parts(cohort, 1), *centre.session_parts(cohort, 2)]
    wanted = centre.wanted(open_sessions={first.id, second.id})
    taught, rooms = leads(*((part, centre.people[0]) for part in parts)), dict.fromkeys((first.id, second.id), 0)
    rooms = dict.fromkeys(rooms, centre.rooms[0].id)
    begins = {first.id: FIRST, second.id: FIRST + 2 * HOUR}
    put(centre, Plan(taught, rooms, begins), wanted=wanted)
    tomorrow = {first.id: FIRST + 2 * HOUR, second.id: FIRST + DAY}

    put(centre, Plan(taught, rooms, tomorrow), wanted=wanted)

    moved = centre.sessions(cohort)
    assert [one.starts_at for one in moved] == [FIRST + 2 * HOUR, FIRST + DAY]
    engaged = select(Engagement.begins_at, Engagement.ends_at).order_by(Engagement.begins_at)
    assert session.execute(engaged).all() == [(one.starts_at, one.ends_at) for one in moved]
    booked = session.scalars(select(RoomBooking).order_by(RoomBooking.begins_at)).all()
    assert [one.begins_at for one in booked] == [one.starts_at - 20 * MINUTE for one in moved]


def test_a_lead_becomes_an_assistant_without_leaving(centre, session):
    part, *_rest = centre.session_parts(centre.cohort(FIRST))
    amina, baba, _chiba = centre.people
    put(centre, Plan(leads((part, amina))))
    row = session.scalar(select(Assignment.id))

    put(centre, Plan(leads((part, baba)) | {Teaching(part.id, planning.Duty.ASSISTANT, amina.id)}))

    rows = {one.person_id: (one.id, one.duty) for one in session.scalars(select(Assignment))}
    assert rows[amina.id] == (row, Duty.ASSISTANT)
    assert rows[baba.id][1] is Duty.LEAD


def test_whoever_was_put_there_meanwhile_stays(centre, session):
    cohort = centre.cohort(FIRST)
    part, *_rest = centre.session_parts(cohort)
    amina, baba, _chiba = centre.people
    before = centre.filled().now
    given = {"part_ids": [part.id], "person_id": baba.id, "duty": Duty.LEAD}
    assignments.assign(session, cohort, **given, by=None, at=NOW)

    with pytest.raises(StandsOtherwise) as refused:
        put(centre, Plan(leads((part, amina)), {centre.sessions(cohort)[0].id: centre.rooms[0].id}), before=before)

    assert cohort.code in refused.value.text()
    assert centre.filled().now == Plan(leads((part, baba)))


def test_what_changed_elsewhere_is_no_obstacle(centre, session):
    one, other = centre.cohort(FIRST), centre.cohort(FIRST + DAY)
    amina, baba, _chiba = centre.people
    before = centre.filled().now
    given = {"part_ids": [part.id for part in centre.session_parts(other)], "person_id": baba.id, "duty": Duty.LEAD}
    assignments.assign(session, other, **given, by=None, at=NOW)
    taught = leads(*((part, amina) for part in centre.session_parts(one)))

    put(centre, Plan(taught), before=before)

    assert taught < centre.filled().now.teaching


def test_whoever_said_meanwhile_that_they_have_no_time_is_not_put_there(centre, session):
    part, *_rest = centre.session_parts(centre.cohort(FIRST))
    amina = centre.people[0]
    before = centre.filled().now
    day = FIRST.date()
    saved(session, OtherDays(person_id=amina.id, first_day=day, last_day=day, at=MONDAY))

    with pytest.raises(StandsOtherwise):
        put(centre, Plan(leads((part, amina))), before=before)

    assert centre.filled().now == Plan()


def test_what_the_house_refuses_is_told_with_where_and_why(centre, session, speaking):
    """Rooms were given first: they are given back."""
    course = make_course(session, kind=STATUTORY, items=((50, Mode.LECTURE), (60, Mode.LECTURE)))
    cohort = centre.cohort(FIRST, course=course)
    part, *_rest = centre.session_parts(cohort)
    (sitting,) = centre.sessions(cohort)

    with pytest.raises(PlanRefused) as refused:
        put(centre, Plan(leads((part, centre.people[0])), {sitting.id: centre.rooms[0].id}))

    assert isinstance(refused.value.why, NotQualified)
    assert (refused.value.session_id, refused.value.part_id) == (sitting.id, part.id)
    with speaking("en"):
        said = refused.value.text()
    assert said.startswith(f"Nothing of the plan was applied. {cohort.code} ")
    assert "needs: Certified care worker with 5 years" in said
    assert centre.filled().now == Plan()


def test_whoever_is_engaged_elsewhere_meanwhile_is_refused_for_that_session(centre, session):
    own, other = centre.cohort(FIRST, FIRST + DAY), centre.cohort(FIRST + DAY + HOUR)
    amina, wanted = centre.people[0], centre.wanted(own)
    before = centre.filled(wanted).now
    given = {"part_ids": [part.id for part in centre.session_parts(other)], "person_id": amina.id, "duty": Duty.LEAD}
    assignments.assign(session, other, **given, by=None, at=NOW)
    parts = [*centre.session_parts(own, 1), *centre.session_parts(own, 2)]

    with pytest.raises(PlanRefused) as refused:
        put(centre, Plan(leads(*((part, amina) for part in parts))), wanted=wanted, before=before)

    assert isinstance(refused.value.why, Clash)
    assert (refused.value.session_id, refused.value.person_id) == (centre.sessions(own)[1].id, amina.id)
    assert centre.filled(wanted).now == Plan()


def test_a_session_that_has_begun_is_a_fact(centre, speaking):
    cohort = centre.cohort(FIRST)
    part, *_rest = centre.session_parts(cohort)
    before = centre.filled().now

    after = Plan(leads((part, centre.people[0])))

    with pytest.raises(StandsOtherwise) as refused:
        apply(centre.session, centre.wanted(), before, after, by=None, at=FIRST + MINUTE)

    with speaking("en"):
        assert "a session that is not there any more, or has begun" in refused.value.text()
