"""Whoever teaches is in one place at a time: engagements follow the assignments, and what clashes is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.attendance.lessons import cohort_of, make_enrolment, make_guest, make_session, parts_of
from tests.make import MONDAY, saved
from tests.scheduling.teaching import HOUR, lesson_at, make_instructor, make_place, name
from workforce.catalogue.actions import cohorts, sessions
from workforce.catalogue.models import CohortState
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.enrolment.actions.teaching import LearnsThen
from workforce.people.models import Person
from workforce.policies import Policy
from workforce.scheduling.actions import assignments, charges, clashes, merging
from workforce.scheduling.models import Charge, Engagement, Instructor
from workforce.scheduling.rules.days import LIMITS, TRAVEL, Busy, Limits, Long, Travel, long_days, long_weeks, too_far


@pytest.fixture(autouse=True)
def listening(app):
    """The application tells which feature follows which change."""


@pytest.fixture
def teacher(session):
    return make_instructor(session)


def engaged(session, account):
    """Ids of the sessions, with the hour after MONDAY at which the engagement begins."""
    session.expire_all()
    query = select(Engagement).where(Engagement.person_id == account.person_id).order_by(Engagement.begins_at)
    return [(one.session_id, (one.begins_at - MONDAY) // HOUR) for one in session.scalars(query)]


def set_rule(session, of, **values):
    day = (MONDAY - timedelta(days=30)).date()
    saved(session, Policy(kind=of.name, from_day=day, values=of.shipped | values, source="試し", set_at=MONDAY))


def test_two_sessions_at_once_are_refused_by_name(session, teacher, speaking):
    first, other = lesson_at(session, MONDAY), lesson_at(session, MONDAY + HOUR)
    name(session, first, teacher)

    with pytest.raises(clashes.Clash) as refused:
        name(session, other, teacher)

    with speaking("en"):
        said = refused.value.text()
    assert "田村 先生" in said
    assert cohort_of(session, first).code in said
    name(session, other, make_instructor(session))  # somebody else can


def test_one_after_the_other_at_one_place_is_fine(session, teacher):
    place = make_place(session)
    first, second = (lesson_at(session, MONDAY + n * HOUR, place=place) for n in (0, 2))
    name(session, first, teacher)
    name(session, second, teacher)

    assert engaged(session, teacher) == [(first.id, 0), (second.id, 2)]


def test_the_way_to_another_place_takes_its_time(session, teacher, speaking):
    here, there = make_place(session), make_place(session, "別館")
    name(session, lesson_at(session, MONDAY, place=here), teacher)
    soon, later = (lesson_at(session, MONDAY + minutes * HOUR / 60, place=there) for minutes in (179, 180))

    with pytest.raises(clashes.TooFar) as refused, speaking("en"):
        name(session, soon, teacher)

    with speaking("en"):
        assert "60 minutes, and between the two sessions are 59" in refused.value.text()
    name(session, later, teacher)


def test_two_places_may_have_a_time_of_their_own(session, teacher):
    here, there = make_place(session), make_place(session, "別館")
    set_rule(session, TRAVEL, pairs=[[there.id, here.id, 5]])
    name(session, lesson_at(session, MONDAY, place=here), teacher)

    name(session, lesson_at(session, MONDAY + 2.2 * HOUR, place=there), teacher)


def test_a_long_day_is_strict_where_the_rule_says_so(session, teacher):
    set_rule(session, LIMITS, is_strict=True, day_minutes=240)
    saved(session, Instructor(person_id=teacher.person_id, week_minutes=300, changed_at=MONDAY))
    name(session, lesson_at(session, MONDAY), teacher)

    with pytest.raises(clashes.DayTooLong):
        name(session, lesson_at(session, MONDAY + 3 * HOUR, hours=3), teacher)
    with pytest.raises(clashes.WeekTooLong):
        name(session, lesson_at(session, MONDAY + 24 * HOUR, hours=4), teacher)


def test_engagement_stays_as_long_as_any_part_is_taught(session, teacher):
    sitting = lesson_at(session, MONDAY)
    name(session, sitting, teacher)
    taught = {one.part_id: one.id for one in session.scalars(select(assignments.Assignment))}
    first, second = parts_of(session, sitting)
    release = {"by": None, "at": MONDAY}

    assignments.release_one(session, cohort_of(session, sitting), assignment_id=taught[first.id], **release)
    assert engaged(session, teacher) == [(sitting.id, 0)]

    assignments.release_one(session, cohort_of(session, sitting), assignment_id=taught[second.id], **release)
    assert engaged(session, teacher) == []


def test_whoever_sits_in_another_lesson_then_does_not_teach(session, teacher, speaking):
    person = session.get(Person, teacher.person_id)
    sitting = lesson_at(session, MONDAY)
    seat = make_enrolment(session, cohort_of(session, sitting), person=person)

    with pytest.raises(LearnsThen):
        name(session, lesson_at(session, MONDAY + HOUR), teacher)
    name(session, lesson_at(session, MONDAY + 2 * HOUR), teacher)
    visited = lesson_at(session, MONDAY + 6 * HOUR)
    make_guest(session, visited, seat, parts_of(session, visited))
    with pytest.raises(LearnsThen) as refused:
        name(session, lesson_at(session, MONDAY + 7 * HOUR), teacher)
    with speaking("en"):
        assert cohort_of(session, visited).code in refused.value.text()


def moved(session, sitting, hours):
    cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
    [own] = [one for one in cohort.sessions if one.id == sitting.id]
    times = {"starts_at": MONDAY + hours * HOUR, "ends_at": MONDAY + (hours + 2) * HOUR, "online": False, "room": ""}
    sessions.edit_session(session, cohort, own, **times, by=None, at=MONDAY)


@pytest.fixture
def drafted(session):
    """A session of a cohort that nobody has applied for."""
    return lesson_at(session, MONDAY, state=CohortState.DRAFT)


def test_engagement_follows_its_session(session, teacher, drafted):
    name(session, drafted, teacher)

    moved(session, drafted, 1)

    assert engaged(session, teacher) == [(drafted.id, 1)]


def test_session_is_not_moved_onto_another_of_its_teacher(session, teacher, drafted):
    name(session, drafted, teacher)
    name(session, lesson_at(session, MONDAY + 4 * HOUR), teacher)

    with pytest.raises(clashes.Clash):
        moved(session, drafted, 3)


def test_what_is_taken_out_engages_nobody(session, teacher, drafted):
    other = make_session(session, cohort_of(session, drafted), starts_at=MONDAY + 24 * HOUR)
    for sitting in (drafted, other):
        name(session, sitting, teacher)
    cohort = cohort_page(session, cohort_of(session, drafted).code, again=True)
    first, second = cohort.sessions

    sessions.remove_part(session, cohort, first, first.parts[0], by=None, at=MONDAY)
    assert len(engaged(session, teacher)) == 2

    cohort = cohort_page(session, cohort.code, again=True)
    sessions.remove_part(session, cohort, cohort.sessions[0], cohort.sessions[0].parts[0], by=None, at=MONDAY)
    assert engaged(session, teacher) == [(other.id, 24)]

    cohort = cohort_page(session, cohort.code, again=True)
    sessions.remove_session(session, cohort, cohort.sessions[1], by=None, at=MONDAY)
    assert engaged(session, teacher) == []


def test_whoever_takes_the_roll_of_the_test_is_there_too(session, teacher):
    sitting = lesson_at(session, MONDAY)
    test = make_session(session, cohort_of(session, sitting), starts_at=MONDAY + 24 * HOUR, minutes=())
    given = {"session_ids": [test.id], "person_id": teacher.person_id, "by": None, "at": MONDAY}
    charges.name(session, cohort_of(session, test), **given)

    assert engaged(session, teacher) == [(test.id, 24)]
    with pytest.raises(clashes.Clash):
        name(session, lesson_at(session, MONDAY + 25 * HOUR), teacher)
    charge = session.scalars(select(Charge)).one()
    charges.release(session, cohort_of(session, test), charge_id=charge.id, by=None, at=MONDAY)
    assert engaged(session, teacher) == []


def test_cancelled_cohort_frees_who_would_have_taught(session, teacher):
    sitting = lesson_at(session, MONDAY + HOUR)
    before = make_session(session, cohort_of(session, sitting), starts_at=MONDAY - 24 * HOUR)
    for one in (sitting, before):
        name(session, one, teacher)

    cohorts.cancel_cohort(session, cohort_of(session, sitting), reason="台風", by=None, at=MONDAY)

    assert engaged(session, teacher) == [(before.id, -24)]  # what was, was
    name(session, lesson_at(session, MONDAY + 2 * HOUR), teacher)


def test_cohort_does_not_go_where_its_teacher_cannot_be_in_time(session, teacher):
    here, there = make_place(session), make_place(session, "別館")
    name(session, lesson_at(session, MONDAY, place=here), teacher)
    second = lesson_at(session, MONDAY + 2 * HOUR, place=here, state=CohortState.DRAFT)
    name(session, second, teacher)
    cohort = cohort_page(session, cohort_of(session, second).code, again=True)

    with pytest.raises(clashes.TooFar):
        cohorts.edit_cohort(session, cohort, place_id=there.id, by=None, at=MONDAY)


def both(session, *accounts):
    return [session.get(Person, account.person_id) for account in accounts]


def test_who_teaches_twice_at_once_is_not_merged(session, teacher, speaking):
    other = make_instructor(session)
    name(session, lesson_at(session, MONDAY), teacher)
    name(session, lesson_at(session, MONDAY), other)

    with pytest.raises(merging.BothTeach) as refused:
        merging.merge(session, *both(session, teacher, other), reason="同じ人", by=teacher, at=MONDAY)
    with speaking("en"):
        assert "Both records teach at the same time" in refused.value.text()


def test_engagements_come_together_and_part_again(session, teacher):
    other = make_instructor(session)
    first, second = lesson_at(session, MONDAY), lesson_at(session, MONDAY + 24 * HOUR)
    name(session, first, teacher)
    name(session, second, other)

    merged = merging.merge(session, *both(session, teacher, other), reason="同じ人", by=teacher, at=MONDAY)
    assert engaged(session, teacher) == [(first.id, 0), (second.id, 24)]
    with pytest.raises(clashes.Clash):
        name(session, lesson_at(session, MONDAY + 25 * HOUR), other)  # by whichever record

    merging.undo(session, merged, by=teacher, at=MONDAY)
    assert engaged(session, teacher) == [(first.id, 0)]
    assert engaged(session, other) == [(second.id, 24)]


# --- the rules alone --------------------------------------------------------------------------------------------------


def busy(number, begins, length, place=1):
    starts = MONDAY + begins * HOUR
    return Busy(number, starts, starts + length * HOUR, f"c{number}", {}, place)


def test_online_sessions_need_no_way_and_one_place_neither():
    travel = Travel(60, ((1, 2, 20),))
    first = busy(1, 0, 2)

    assert too_far(busy(2, 2, 1), [first], travel) is None
    assert too_far(busy(2, 2, 1, place=None), [first], travel) is None
    assert too_far(busy(2, 2, 1, place=2), [first], travel).needed == 20
    assert too_far(busy(2, -1, 1, place=3), [first], travel).needed == 60  # the way to the next counts as well
    assert too_far(busy(2, 2.5, 1, place=2), [first], travel) is None


def test_long_days_and_stretches_are_said_once_a_day():
    limits = Limits(day_minutes=420, stretch_minutes=240, break_minutes=30)
    day = [busy(1, 0, 3), busy(2, 3.25, 2), busy(3, 6, 2.5)]
    next_day = [busy(4, 24, 3), busy(5, 27, 2)]

    assert long_days([*day, *next_day], limits) == [
        Long(day[0].day, 450, 420),
        Long(next_day[0].day, 300, 240, stretch=True),
    ]
    assert [long.limit for long in long_days(next_day, limits, own=120)] == [120]
    assert [week.minutes for week in long_weeks([*day, *next_day], 600)] == [750]
    assert long_weeks(day, None) == []
