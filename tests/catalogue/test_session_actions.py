"""The timetable changed, and what a published cohort must keep."""

from datetime import date, time, timedelta

import pytest

from tests.catalogue.planned import FIRST_DAY, draft, planned, published
from tests.make import MONDAY
from workforce import clock, history
from workforce.catalogue import actions
from workforce.catalogue.actions import seeding
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.catalogue.actions.cohort_refusals import WindowPastStart
from workforce.catalogue.actions.sessions import NoMinutes, SessionBackwards, SessionsClash
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.catalogue.rules import publishing
from workforce.catalogue.rules.moves import NotNow

LATER = MONDAY + timedelta(hours=1)


def at_hour(hour, minute=0, day=FIRST_DAY):
    return clock.instant(day, time(hour, minute))


def add(session, cohort, starts, ends, **given):
    return actions.sessions.add_session(session, cohort, starts_at=starts, ends_at=ends, by=None, at=LATER, **given)


def read(session, cohort):
    return cohort_page(session, cohort.code, again=True)


def edit(session, cohort, sitting, starts, ends, **given):
    values = {"online": sitting.online, "room": sitting.room} | given
    actions.sessions.edit_session(session, cohort, sitting, starts_at=starts, ends_at=ends, by=None, at=LATER, **values)


def test_first_and_last_session_are_repeated_on_the_cohort(session):
    cohort = draft(session)
    add(session, cohort, at_hour(14), at_hour(16))
    add(session, cohort, at_hour(9), at_hour(12))

    assert (cohort.starts_at, cohort.ends_at) == (at_hour(9), at_hour(16))

    actions.sessions.remove_session(session, cohort, read(session, cohort).sessions[0], by=None, at=LATER)
    assert cohort.starts_at == at_hour(14)


@pytest.mark.parametrize(("starts", "ends"), [((11, 59), (13, 0)), ((9, 0), (12, 0)), ((8, 0), (9, 1))])
def test_sessions_of_one_cohort_never_overlap(session, starts, ends, speaking):
    cohort = draft(session)
    add(session, cohort, at_hour(9), at_hour(12))

    with pytest.raises(SessionsClash) as refused:
        add(session, cohort, at_hour(*starts), at_hour(*ends))

    assert len(read(session, cohort).sessions) == 1
    with speaking("en"):
        assert "9:00–12:00" in refused.value.text()


def test_session_may_begin_when_another_ends(session):
    cohort = draft(session)
    add(session, cohort, at_hour(9), at_hour(12))
    add(session, cohort, at_hour(12), at_hour(13))

    assert len(read(session, cohort).sessions) == 2


def test_session_ends_after_it_begins(session):
    with pytest.raises(SessionBackwards):
        add(session, draft(session), at_hour(9), at_hour(9))


def test_refused_change_leaves_nothing_behind(session):
    cohort = planned(session, days=2)
    before = [(s.starts_at, s.ends_at) for s in read(session, cohort).sessions]

    with pytest.raises(SessionsClash):
        edit(session, cohort, cohort.sessions[0], before[1][0], before[1][1])

    assert [(s.starts_at, s.ends_at) for s in read(session, cohort).sessions] == before


def test_plan_is_all_or_nothing(session):
    cohort = draft(session)
    add(session, cohort, at_hour(10, day=date(2026, 4, 3)), at_hour(11, day=date(2026, 4, 3)))

    with pytest.raises(SessionsClash):
        actions.sessions.plan_sessions(
            session,
            cohort,
            days=[date(2026, 4, 2), date(2026, 4, 3)],
            starts=time(9),
            ends=time(12),
            by=None,
            at=LATER,
        )

    assert len(read(session, cohort).sessions) == 1


def test_second_editor_of_the_timetable_is_told(session):
    cohort = draft(session)
    seen = cohort.changed_at
    add(session, cohort, at_hour(9), at_hour(12), seen=seen)

    with pytest.raises(ChangedMeanwhile):
        add(session, cohort, at_hour(13), at_hour(15), seen=seen)


def test_fill_lays_every_missing_minute_and_then_nothing_more(session):
    cohort = draft(session)
    add(session, cohort, at_hour(9), at_hour(12))

    assert actions.sessions.fill_sessions(session, cohort, by=None, at=LATER) == 150
    assert actions.sessions.fill_sessions(session, cohort, by=None, at=LATER) == 0
    (sitting,) = read(session, cohort).sessions
    assert [(part.position, part.minutes) for part in sitting.parts] == [(1, 60), (2, 90)]


@pytest.mark.parametrize(
    "slug", ["introductory_training", "life_support_training", "initial_training", "practitioner_training"]
)
def test_every_statutory_course_can_be_filled_and_published(session, slug):
    course = seeding.seed(session, slug, by=None, at=MONDAY)
    hours = sum(subject.minutes for subject in course.subjects) // 60

    cohort = published(session, course=course, days=-(-hours // 6), starts=time(9, 30), ends=time(16, 30))

    assert publishing.of_teaching(read(session, cohort)) == []


def test_part_is_added_changed_and_removed(session):
    cohort = draft(session)
    add(session, cohort, at_hour(9), at_hour(12))
    page = read(session, cohort)
    sitting, item = page.sessions[0], page.course.subjects[0].items[0]

    part = actions.sessions.teach(session, cohort, sitting, item=item, minutes=30, by=None, at=LATER)
    actions.sessions.edit_part(session, cohort, sitting, part, minutes=45, by=None, at=LATER)
    assert [one.minutes for one in read(session, cohort).sessions[0].parts] == [45]

    actions.sessions.remove_part(session, cohort, sitting, part, by=None, at=LATER)
    assert read(session, cohort).sessions[0].parts == []
    whats = [entry.what for entry in history.of(session, "cohort", [cohort.id])]
    assert whats == ["part_removed", "part_edited", "part_added", "session_added", "created"]


@pytest.mark.parametrize("minutes", [0, -5])
def test_part_has_at_least_one_minute(session, minutes):
    cohort = planned(session)
    page = read(session, cohort)
    sitting, item = page.sessions[0], page.course.subjects[0].items[0]

    with pytest.raises(NoMinutes):
        actions.sessions.teach(session, cohort, sitting, item=item, minutes=minutes, by=None, at=LATER)
    with pytest.raises(NoMinutes):
        actions.sessions.edit_part(session, cohort, sitting, sitting.parts[0], minutes=minutes, by=None, at=LATER)


# --- once published ---------------------------------------------------------------------------------------------------


def test_published_cohort_keeps_teaching_every_minute(session):
    cohort = published(session)
    sitting = read(session, cohort).sessions[0]

    with pytest.raises(publishing.NoSessions):
        actions.sessions.remove_session(session, cohort, sitting, by=None, at=LATER)
    sitting = read(session, cohort).sessions[0]
    with pytest.raises(publishing.MinutesMissing):
        actions.sessions.remove_part(session, cohort, sitting, sitting.parts[0], by=None, at=LATER)
    sitting = read(session, cohort).sessions[0]
    with pytest.raises(publishing.PartsTooLong):
        edit(session, cohort, sitting, at_hour(9), at_hour(11))
    sitting = read(session, cohort).sessions[0]
    with pytest.raises(publishing.TooMuchAtADistance):
        edit(session, cohort, sitting, sitting.starts_at, sitting.ends_at, online=True)

    assert publishing.of_teaching(read(session, cohort)) == []


def test_published_session_moves_to_another_day_but_not_before_the_window_closes(session):
    cohort = published(session)
    sitting = read(session, cohort).sessions[0]

    edit(session, cohort, sitting, at_hour(9, day=date(2026, 4, 8)), at_hour(12, day=date(2026, 4, 8)))
    assert cohort.starts_at == at_hour(9, day=date(2026, 4, 8))

    with pytest.raises(WindowPastStart):
        edit(session, cohort, sitting, at_hour(9, day=date(2026, 3, 5)), at_hour(12, day=date(2026, 3, 5)))


def test_cancelled_cohort_has_a_closed_timetable(session):
    cohort = planned(session)
    actions.cohorts.cancel_cohort(session, cohort, reason="too few", by=None, at=LATER)

    with pytest.raises(NotNow):
        add(session, cohort, at_hour(18), at_hour(19))


def test_session_that_somebody_removed_meanwhile_is_not_changed(session):
    cohort = planned(session, days=2)
    sitting = cohort.sessions[0]
    actions.sessions.remove_session(session, cohort, sitting, by=None, at=LATER)

    with pytest.raises(NotNow):
        actions.sessions.remove_session(session, cohort, sitting, by=None, at=LATER)
