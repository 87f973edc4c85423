"""What the database says becomes what the planner plans."""

from datetime import date, time

import pytest

from tests.attendance.lessons import make_session
from tests.make import MONDAY, make_course, saved
from tests.scheduling.places import make_place
from tests.scheduling.planning.centre import DAY, FIRST, HOUR, MINUTE, NOW, UNTIL, Centre
from tests.scheduling.teaching import make_instructor
from workforce import clock
from workforce.catalogue.models import CohortState, Mode
from workforce.people.actions import merging
from workforce.people.models import Person
from workforce.policies import Policy
from workforce.scheduling.actions import assignments, charges, wishes
from workforce.scheduling.models import Closure, Duty, Instructor, Licence, WeeklyHours, WeeklyPattern
from workforce.scheduling.queries.planning.people import MONTH
from workforce.scheduling.rules.availability import Hours
from workforce.scheduling.rules.licences import LicenceKind
from workforce.scheduling.rules.planning import instance as planning
from workforce.scheduling.rules.planning.instance import Elsewhere, Plan, Span, Teaching, Wish
from workforce.scheduling.rules.ratio import RATIO, Ratio
from workforce.scheduling.rules.requirements import Alternative


@pytest.fixture
def centre(app, session, speaking):
    with speaking():
        yield Centre(session)


def teach(centre, cohort, person, duty=Duty.LEAD, number=1):
    ids = [part.id for part in centre.session_parts(cohort, number)]
    assignments.assign(centre.session, cohort, part_ids=ids, person_id=person.id, duty=duty, by=None, at=NOW)


def test_as_many_statements_for_many_cohorts_as_for_one(centre, count_statements):
    for n in range(4):
        teach(centre, centre.cohort(FIRST + n * DAY, FIRST + n * DAY + 3 * HOUR), centre.people[n % 3])
    one, many = centre.wanted(centre.cohorts[0]), centre.wanted()
    centre.session.flush()

    with count_statements() as few:
        centre.filled(one)
    with count_statements() as seen:
        found = centre.filled(many, pins=Plan())

    assert len(found.instance.sessions) == 8
    assert len(seen) == len(few) <= 24


def test_only_what_is_to_come_of_the_wanted_cohorts_is_planned(centre):
    own = centre.cohort(FIRST - DAY, FIRST, FIRST + DAY, FIRST + 20 * DAY)
    gone = centre.cohort(FIRST, state=CohortState.CANCELLED)
    centre.cohort(FIRST)
    begun, planned = centre.sessions(own)[1:3]

    found = centre.filled(centre.wanted(own, gone), at=begun.starts_at)

    assert [one.id for one in found.instance.sessions] == [planned.id]
    assert found.instance.sessions[0].number == 3
    assert found.words.sessions[planned.id].starts_at == FIRST + DAY
    assert found.words.cohorts[own.id].code == own.code
    part = found.instance.sessions[0].parts[0]
    assert (found.words.parts[part.id].subject, found.words.parts[part.id].item) == (1, 1)


def test_what_stands_is_a_plan_under_who_they_are_now(centre, session):
    cohort = centre.cohort(FIRST)
    amina, twin = centre.people[0], session.get(Person, make_instructor(session, "青木 旧姓").person_id)
    part, other = centre.session_parts(cohort)
    given = {"duty": Duty.LEAD, "by": None, "at": NOW}
    assignments.assign(session, cohort, part_ids=[part.id], person_id=twin.id, **given)
    merging.merge(session, amina, twin, reason="同じ人", by=centre.accounts[amina.id], at=MONDAY)
    pins = Plan(frozenset({Teaching(other.id, planning.Duty.LEAD, 999)}), {999: 1}, {999: NOW})

    found = centre.filled(pins=pins)

    assert found.now.teaching == {Teaching(part.id, planning.Duty.LEAD, amina.id)}
    assert twin.id not in found.instance.person
    assert found.words.people[amina.id] == "青木 一"
    assert found.instance.pins == Plan()


def test_more_people_than_the_ratio_asks_for_are_wanted_where_staff_named_them(centre, session):
    values = {"lecture": 0, "exercise": 3, "practical": 0}
    kept = {"from_day": date(2026, 4, 7), "source": "試験", "set_at": MONDAY}
    saved(session, Policy(kind=RATIO.name, values=values, **kept))
    course = make_course(session, items=((50, Mode.LECTURE), (60, Mode.EXERCISE)))
    cohort = centre.cohort(FIRST, FIRST + DAY, course=course)
    teach(centre, cohort, centre.people[0])
    teach(centre, cohort, centre.people[1])
    teach(centre, cohort, centre.people[2], Duty.ASSISTANT)

    before, after = centre.filled().instance.sessions

    assert [(part.leads, part.assistants) for part in before.parts] == [(2, 1), (2, 1)]
    assert [(part.leads, part.assistants) for part in after.parts] == [(1, 0), (1, 2)]


@pytest.mark.parametrize(("trainees", "assistants"), [(0, 0), (1, 0), (10, 0), (11, 1), (20, 1), (21, 2)])
def test_assistants_are_as_many_as_the_ratio_asks_for(trainees, assistants):
    assert Ratio(practical=10).assistants(Mode.PRACTICAL, trainees) == assistants
    assert Ratio(practical=10).assistants(Mode.LECTURE, trainees) == 0


def test_what_is_not_planned_is_elsewhere(centre, session):
    own, other = centre.cohort(FIRST), centre.cohort(FIRST + DAY)
    amina = centre.people[0]
    teach(centre, own, amina)
    teach(centre, other, amina)
    place = centre.place.id

    instance = centre.filled(centre.wanted(own)).instance

    there = Elsewhere(Span(FIRST + DAY, FIRST + DAY + 2 * HOUR), place)
    assert instance.person[amina.id].elsewhere == (there,)


def test_a_session_that_teaches_nothing_wants_a_room_and_whoever_is_in_charge(centre, session):
    own = centre.cohort(FIRST)
    test = make_session(session, own, starts_at=FIRST + DAY, minutes=())
    amina = centre.people[0]
    charges.name(session, own, session_ids=[test.id], person_id=amina.id, by=None, at=NOW)

    instance = centre.filled(centre.wanted(open_sessions={test.id})).instance

    assert instance.session[test.id].parts == ()
    assert len(instance.session[test.id].times) == 1
    assert [one.span.begins_at for one in instance.person[amina.id].elsewhere] == [FIRST + DAY]


def test_hours_that_were_said_are_free_and_whoever_said_nothing_is_to_be_asked(centre, session):
    amina, baba, chiba = centre.people
    centre.cohort(FIRST)
    pattern = saved(session, WeeklyPattern(person_id=amina.id, since=date(2026, 1, 1), at=MONDAY))
    hours = {"weekday": 0, "begins": time(13), "ends": time(17)}
    saved(session, WeeklyHours(pattern_id=pattern.id, **hours))

    found = centre.filled()

    assert [one.begins_at for one in found.instance.person[amina.id].free] == [
        FIRST + 3 * HOUR,
        FIRST + 7 * DAY + 3 * HOUR,
    ]
    assert found.words.unsaid == {baba.id, chiba.id}
    # 20:00 UTC is past midnight here: the whole last day counts
    assert found.instance.person[baba.id].free[-1].ends_at == clock.instant(UNTIL + DAY, time.min)


def test_shares_are_alike_among_those_who_could_teach(centre, session):
    centre.cohort(FIRST, FIRST + 2 * DAY)
    amina, baba, chiba = centre.people
    saved(session, WeeklyPattern(person_id=chiba.id, since=date(2026, 1, 1), at=MONDAY))

    instance = centre.filled().instance

    assert [instance.person[one.id].target for one in (amina, baba, chiba)] == [120, 120, None]


def test_whoever_said_how_much_gets_that_and_the_others_share_the_rest(centre, session):
    """Two weeks of a month; an hour of what they would like is taken elsewhere."""
    centre.cohort(FIRST, FIRST + 2 * DAY)
    amina, baba, chiba = centre.people
    other = centre.cohort(FIRST + 3 * DAY, length=60, minutes=(50,))
    centre.cohorts.remove(other)
    teach(centre, other, amina)
    for person, minutes in ((amina, round(120 * MONTH / 14)), (baba, 9000)):
        saved(session, Instructor(person_id=person.id, month_minutes=minutes, changed_at=MONDAY))

    targets = {id: one.target for id, one in centre.filled().instance.person.items()}

    assert targets == {amina.id: 60, baba.id: 240, chiba.id: None}
    session.query(Instructor).filter_by(person_id=baba.id).delete()
    targets = {id: one.target for id, one in centre.filled().instance.person.items()}
    assert targets == {amina.id: 60, baba.id: 90, chiba.id: 90}


def test_evenings_are_shared_as_the_load_is(centre, session):
    evening = FIRST + 9 * HOUR
    centre.cohort(*(evening + n * DAY for n in range(4)))
    amina, baba, chiba = centre.people
    month = {"month_minutes": round(120 * MONTH / 14), "changed_at": MONDAY}
    saved(session, Instructor(person_id=amina.id, **month))
    saved(session, WeeklyPattern(person_id=chiba.id, since=date(2026, 1, 1), at=MONDAY))

    person = centre.filled().instance.person

    assert [person[one.id].evenings for one in (amina, baba)] == [1, 3]


def test_what_they_would_rather_not_is_a_wish_under_who_they_are_now(centre, session):
    centre.cohort(FIRST)
    amina, twin = centre.people[0], session.get(Person, make_instructor(session, "青木 旧姓").person_id)
    given = {"by": None, "at": NOW}
    mornings = Hours(time(9), time(12))
    wishes.say_weekdays(session, amina.id, weekdays=[0], hours=mornings, **given)
    days = {"first_day": FIRST.date(), "last_day": (FIRST + DAY).date()}
    wishes.say_days(session, twin.id, **days, hours=None, **given)
    merging.merge(session, amina, twin, reason="同じ人", by=centre.accounts[amina.id], at=MONDAY)

    found = centre.filled().instance.person[amina.id].wishes

    midnight = clock.instant(FIRST.date(), time.min)
    later = clock.instant((FIRST + 7 * DAY).date(), mornings.begins)
    assert found == (Wish(Span(midnight, midnight + 2 * DAY)), Wish(Span(later, later + 3 * HOUR)))


def test_an_open_session_may_begin_on_the_days_of_its_week_at_the_hours_of_its_cohort(centre, session):
    """Not on a day of rest or when the place is shut, not beyond the days that are planned, in its turn."""
    holiday = FIRST + 23 * DAY  # Wednesday 29 April
    cohort = centre.cohort(FIRST - 7 * DAY, holiday - DAY, holiday + 8 * HOUR + DAY)
    middle = centre.sessions(cohort)[1]
    shut = {"first_day": (holiday + 2 * DAY).date(), "last_day": (holiday + 2 * DAY).date(), "reason": "清掃"}
    saved(session, Closure(place_id=centre.place.id, at=MONDAY, **shut))
    wanted = centre.wanted(since=date(2026, 4, 1), until=date(2026, 5, 2), open_sessions={middle.id})

    found = centre.filled(wanted)

    times = [clock.local(one).strftime("%d %H") for one in found.instance.session[middle.id].times]
    assert times == ["28 10", "27 10", "27 18", "28 18", "30 10", "30 18", "02 10", "02 18"]
    assert found.now.begins == {middle.id: middle.starts_at}
    last = centre.wanted(since=date(2026, 4, 28), until=date(2026, 4, 29), open_sessions={middle.id})
    times = centre.filled(last).instance.session[middle.id].times
    assert [clock.local(one).strftime("%d %H") for one in times] == ["28 10", "28 18"]


def test_online_there_is_no_place(centre, session):
    cohort = centre.cohort(FIRST)
    centre.sessions(cohort)[0].online = True
    session.flush()

    assert centre.filled().instance.sessions[0].place is None


def test_a_room_is_open_around_what_others_have_of_it(centre, session):
    cohort = centre.cohort(FIRST)
    other = centre.cohort(FIRST + 4 * HOUR, place_id=make_place(session, "別館").id)

    found = centre.filled(centre.wanted(cohort))

    assert {one.place for one in found.instance.rooms} == {centre.place.id}
    assert other.place_id not in found.words.places
    assert {found.words.rooms[one.id] for one in found.instance.rooms} == {"研修室A", "研修室B"}
    assert found.instance.rooms[0].set_up == 20
    assert MINUTE * found.instance.rooms[0].open[0].minutes == 14 * DAY


def test_licences_rank_by_the_rule_of_the_day_and_of_days_that_differ_the_worse_counts(centre, session):
    """From Wednesday on nurses are preferred; the session of Monday may move there."""
    cohort = centre.cohort(FIRST, FIRST + 2 * DAY, FIRST + 7 * DAY)
    amina, baba, _chiba = centre.people
    for person, kind in ((amina, LicenceKind.SOCIAL_WORKER), (baba, LicenceKind.NURSE)):
        seen = {"seen_on": MONDAY.date(), "seen_by_id": centre.accounts[person.id].id, "at": MONDAY}
        saved(session, Licence(person_id=person.id, kind=kind, since=date(2010, 4, 1), **seen))
    either = {"any_of": [["social_worker", 0, None], ["nurse", 0, None]]}
    for day, values in ((date(2026, 1, 1), either), ((FIRST + 2 * DAY).date(), either | {"ranks": [1, 0]})):
        name, given = f"teachers.{cohort.course_id}.1", {"source": "県の別表", "set_at": MONDAY}
        saved(session, Policy(kind=name, from_day=day, values=values, **given))

    def ranks(**given):
        found = centre.filled(centre.wanted(**given))
        people = found.instance.person
        items = [one.parts[0].item for one in found.instance.sessions]
        assert [found.words.licences.get((baba.id, one)) for one in items[1:]] == [Alternative(LicenceKind.NURSE)] * 2
        return [[people[one.id].leads[item] for one in (amina, baba)] for item in items]

    assert ranks() == [[0, 0], [1, 0], [1, 0]]
    assert ranks(open_sessions={centre.sessions(cohort)[0].id})[0] == [1, 0]
