"""What the planner proposes the house accepts, whatever stands in the way."""

from contextlib import suppress
from datetime import date, time, timedelta
from random import Random

import pytest

from tests.attendance.lessons import make_enrolment
from tests.make import MONDAY, make_course, saved
from tests.scheduling.places import make_beds, make_place, make_room
from tests.scheduling.planning.centre import DAY, FIRST, HOUR, MINUTE, NOW, Centre
from tests.scheduling.teaching import STATUTORY
from workforce.catalogue.models import Mode
from workforce.policies import Policy
from workforce.scheduling.actions import assignments
from workforce.scheduling.actions import equipment as beds
from workforce.scheduling.actions.planning import apply
from workforce.scheduling.models import (
    Closure,
    Duty,
    Instructor,
    Layout,
    Licence,
    OtherDays,
    RatherNot,
    RoomBooking,
    RoomHours,
    RoomLayout,
    WeeklyHours,
    WeeklyPattern,
)
from workforce.scheduling.rules.days import LIMITS, TRAVEL
from workforce.scheduling.rules.licences import LicenceKind
from workforce.scheduling.rules.minutes import ROOM_MINUTES
from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.effort import Effort
from workforce.scheduling.rules.planning.goals import Goal
from workforce.scheduling.rules.planning.planner import plan
from workforce.scheduling.rules.ratio import RATIO
from workforce.scheduling.rules.refusals import EquipmentShort

GOALS = (Goal.UNSTAFFED, Goal.ROOMLESS, Goal.LICENCES, Goal.WISHES)
DAYS = [FIRST + n * DAY for n in (0, 0, 1, 2)]


@pytest.fixture
def centre(app, session, speaking):
    with speaking():
        yield Centre(session)


def set_rule(session, kind, **values):
    values = kind.shipped | values
    saved(session, Policy(kind=kind.name, from_day=date(2026, 1, 1), values=values, source="試験", set_at=MONDAY))


# --- one obstacle at a time ------------------------------------------------------------------------------------------


def all_engaged(centre, cohort):
    """They teach in another cohort that is not planned, from an hour later on."""
    other = centre.cohort(FIRST + HOUR)
    centre.cohorts.remove(other)
    for person in centre.people:
        teach(centre, other, person)


def all_on_their_way(centre, cohort):
    """What they teach at another place ends a quarter of an hour before; the way takes an hour."""
    other = centre.cohort(FIRST - 2 * HOUR - 15 * MINUTE, place_id=make_place(centre.session, "別館").id)
    centre.cohorts.remove(other)
    for person in centre.people:
        teach(centre, other, person)


def all_away(centre, cohort):
    for person in centre.people:
        given = {"first_day": FIRST.date(), "last_day": FIRST.date(), "at": MONDAY}
        saved(centre.session, OtherDays(person_id=person.id, **given))


def all_learning(centre, cohort):
    other = centre.cohort(FIRST + HOUR)
    centre.cohorts.remove(other)
    for person in centre.people:
        make_enrolment(centre.session, other, person=person)


def all_licences_end(centre, cohort):
    """On the day before."""
    values = {"any_of": [["social_worker", 0, None]]}
    name, since = f"teachers.{cohort.course_id}.1", date(2026, 1, 1)
    saved(centre.session, Policy(kind=name, from_day=since, values=values, source="県の別表", set_at=MONDAY))
    for person in centre.people:
        licence(centre, person, ended_on=FIRST.date())


def all_at_their_limit(centre, cohort):
    set_rule(centre.session, LIMITS, day_minutes=100, is_strict=True)


def all_without_a_pause(centre, cohort):
    """They have taught until then, and nobody teaches three hours on end."""
    set_rule(centre.session, LIMITS, stretch_minutes=180, break_minutes=30, is_strict=True)
    other = centre.cohort(FIRST - 2 * HOUR)
    centre.cohorts.remove(other)
    for person in centre.people:
        teach(centre, other, person)


def too_few_for_the_ratio(centre, cohort):
    set_rule(centre.session, RATIO, lecture=2)


NOBODY = [
    *(all_engaged, all_on_their_way, all_away, all_learning, all_licences_end),
    *(all_at_their_limit, all_without_a_pause, too_few_for_the_ratio),
]


@pytest.mark.parametrize("obstacle", NOBODY)
def test_nobody_is_planned_whom_the_house_would_refuse(centre, obstacle):
    cohort = centre.cohort(FIRST)
    assert solved(centre.filled()).scores[Goal.UNSTAFFED] == 0

    obstacle(centre, cohort)

    assert solved(centre.filled()).scores[Goal.UNSTAFFED] == 2


def all_closed(centre, _cohort):
    given = {"first_day": FIRST.date(), "last_day": FIRST.date(), "reason": "清掃", "at": MONDAY}
    saved(centre.session, Closure(place_id=centre.place.id, **given))


def all_out_of_hours(centre, _cohort):
    """They open when it begins, and so cannot be set up before."""
    for room in centre.rooms:
        hours = {"weekday": 0, "opens": time(10), "closes": time(20)}
        saved(centre.session, RoomHours(room_id=room.id, **hours))


def all_taken(centre, _cohort):
    for room in centre.rooms:
        reserve(centre, room, FIRST - 2 * HOUR, FIRST - 10 * MINUTE)


def all_too_small(centre, cohort):
    cohort.capacity = 21


def all_out_of_use(centre, _cohort):
    for room in centre.rooms:
        room.in_use = False


def all_without_seats_known(centre, _cohort):
    for room in centre.rooms:
        for layout in centre.session.query(RoomLayout).filter_by(room_id=room.id):
            centre.session.delete(layout)


@pytest.mark.parametrize(
    "obstacle", [all_closed, all_out_of_hours, all_taken, all_too_small, all_out_of_use, all_without_seats_known]
)
def test_no_room_is_planned_that_the_house_would_refuse(centre, obstacle):
    cohort = centre.cohort(FIRST)
    assert solved(centre.filled()).scores[Goal.ROOMLESS] == 0

    obstacle(centre, cohort)
    centre.session.flush()

    assert solved(centre.filled()).scores[Goal.ROOMLESS] == 1


# --- all of them together --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_house_accepts_what_is_planned(centre, session, seed):
    """Twice: from nothing, and again from what stands then, with the sessions of a cohort open."""
    random = Random(seed)
    wanted = world(centre, random)
    for opened in ((), [one.id for one in centre.sessions(centre.cohorts[0])]):
        asked = centre.wanted(open_sessions=opened)
        found = centre.filled(asked)
        outcome = solved(found, before=found.now if wanted else None)

        apply(session, asked, found.now, outcome.plan, by=None, at=NOW)

        again = centre.filled(asked)
        assert again.now.teaching == outcome.plan.teaching
        assert again.now.rooms == outcome.plan.rooms
        assert broken(again.instance, again.now) == []


def solved(found, before=None):
    outcome = plan(found.instance, before=before, goals=GOALS, effort=Effort(total=6))
    assert broken(found.instance, outcome.plan) == []
    return outcome


def world(centre, random):
    """Two places, cohorts with lessons close to each other, and everything that may stand in the way."""
    session, other_place = centre.session, make_place(centre.session, "別館")
    set_rule(session, LIMITS, day_minutes=300, stretch_minutes=240, break_minutes=15, is_strict=random.random() < 0.7)
    set_rule(session, TRAVEL, minutes=random.choice((0, 30, 90)))
    set_rule(session, ROOM_MINUTES, setup=random.choice((0, 20)), clearing=random.choice((10, 20)))
    set_rule(session, RATIO, lecture=0, exercise=random.choice((5, 8)))
    annexe = make_room(session, other_place, "別館1", setup_minutes=30, clearing_minutes=0, hours=(time(9), time(18)))
    saved(session, RoomLayout(room_id=centre.rooms[0].id, layout=Layout.PRACTICE, seats=random.choice((6, 12))))
    course = make_course(session, kind=STATUTORY, items=((50, Mode.LECTURE), (60, Mode.EXERCISE)))
    for n, person in enumerate(centre.people):
        ended_on = FIRST.date() + timedelta(days=random.choice((0, 1, 2))) if n == 0 else None
        licence(centre, person, ended_on=ended_on)
        if n == 2:
            licence(centre, person, kind=LicenceKind.NURSE)
        if random.random() < 0.5:
            saved(session, RatherNot(person_id=person.id, weekday=random.choice((0, 1, 2)), at=MONDAY))
            limits = {"day_minutes": random.choice((None, 240)), "week_minutes": random.choice((None, 360))}
            saved(session, Instructor(person_id=person.id, changed_at=MONDAY, **limits))
    prefer_some(session, course, random)
    pattern = saved(session, WeeklyPattern(person_id=centre.people[1].id, since=date(2026, 1, 1), at=MONDAY))
    for weekday in (0, 1, 2):
        saved(session, WeeklyHours(pattern_id=pattern.id, weekday=weekday, begins=time(9), ends=time(17)))
    for n in range(4):
        begins = [day + random.choice((0, 30, 60)) * MINUTE for day in random.sample(DAYS[1:], 2)]
        begins.append(begins[-1] + random.choice((125, 130, 180)) * MINUTE)
        place = random.choice((centre.place, centre.place, other_place))
        given = {"course": course, "capacity": random.choice((8, 12))} if n % 2 else {}
        centre.cohort(*begins, place_id=place.id, **given)
    foreign(centre, random, course)
    reserve(centre, centre.rooms[1], FIRST + 3 * HOUR, FIRST + 5 * HOUR)
    reserve(centre, annexe, FIRST + DAY, FIRST + DAY + HOUR)
    carry_beds(centre, random)
    return random.random() < 0.5


def prefer_some(session, course, random):
    """Nurses are preferred, from one of the days on; one of those who teach is one."""
    values = {"any_of": [["social_worker", 0, None], ["nurse", 0, None]], "ranks": [1, 0]}
    day = random.choice(DAYS).date()
    name = f"teachers.{course.id}.1"
    saved(session, Policy(kind=name, from_day=day, values=values, source="県の別表", set_at=MONDAY))


def foreign(centre, random, course):
    """A cohort that is not planned, with a teacher and a room; and somebody who teaches sits in it."""
    cohort = centre.cohort(FIRST + 2 * HOUR, FIRST + DAY + 3 * HOUR)
    centre.cohorts.remove(cohort)
    teach(centre, cohort, centre.people[1])
    make_enrolment(centre.session, cohort, person=centre.people[2])


def carry_beds(centre, random):
    stock = make_beds(centre.session, centre.place, 10)
    there = [one for one in centre.cohorts if one.place_id == centre.place.id]
    for cohort in there:
        sitting = random.choice(centre.sessions(cohort))
        centre.session.refresh(cohort, ["sessions"])
        with suppress(EquipmentShort):
            beds.book(centre.session, cohort, sitting, {stock.id: 5}, by=None, at=NOW)


def teach(centre, cohort, person):
    for number in range(1, len(centre.sessions(cohort)) + 1):
        ids = [part.id for part in centre.session_parts(cohort, number)]
        given = {"part_ids": ids, "person_id": person.id, "duty": Duty.LEAD}
        assignments.assign(centre.session, cohort, **given, by=None, at=NOW)


def licence(centre, person, ended_on=None, kind=LicenceKind.SOCIAL_WORKER):
    account = centre.accounts[person.id]
    seen = {"seen_on": MONDAY.date(), "seen_by_id": account.id, "at": MONDAY}
    given = {"kind": kind, "since": date(2010, 4, 1), "ended_on": ended_on}
    saved(centre.session, Licence(person_id=person.id, **given, **seen))


def reserve(centre, room, begins_at, ends_at):
    given = {"begins_at": begins_at, "ends_at": ends_at, "purpose": "会議", "at": MONDAY}
    saved(centre.session, RoomBooking(room_id=room.id, **given))
