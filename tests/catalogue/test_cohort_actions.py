"""Cohorts planned, edited, published, cancelled, copied."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from tests.catalogue.planned import CLOSES, OPENS, TWO_ITEMS, draft, planned, published
from tests.make import MONDAY, make_account, make_course
from workforce import clock, history
from workforce.catalogue import actions
from workforce.catalogue.actions import seeding
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.catalogue.actions.cohort_refusals import (
    CapacityIsPublished,
    MinimumAboveCapacity,
    NoSeats,
    ReasonMissing,
    WindowBackwards,
    WindowPastStart,
)
from workforce.catalogue.models import CohortState, Course, CourseKind, CourseState, FeeKind
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.catalogue.rules import publishing
from workforce.catalogue.rules.moves import NotNow

LATER = MONDAY + timedelta(hours=1)


def edit(session, cohort, **values):
    return actions.cohorts.edit_cohort(session, cohort, by=None, at=LATER, **values)


def publish(session, cohort, at=MONDAY):
    actions.cohorts.publish_cohort(session, cohort, by=None, at=at)


def test_cohort_begins_as_a_draft_with_a_code_of_its_own(session):
    course = make_course(session, kind=CourseKind.INITIAL_TRAINING)

    codes = [draft(session, course=course).code for _ in range(3)]

    assert codes == ["s25-01", "s25-02", "s25-03"]


def test_codes_of_two_courses_of_a_kind_do_not_collide(session):
    one, other = (make_course(session, kind=CourseKind.WORKSHOP) for _ in range(2))

    assert [draft(session, course=course).code for course in (one, other)] == ["w25-01", "w25-02"]


def test_two_people_who_plan_at_the_same_moment_get_two_codes(session, engine):
    course_id = make_course(session, kind=CourseKind.REFRESHER).id
    session.commit()
    together = Barrier(4)

    def plan(_number):
        with Session(engine) as own, own.begin():
            together.wait()
            return draft(own, course=own.get(Course, course_id), place_id=None).code

    with ThreadPoolExecutor(4) as people:
        codes = sorted(people.map(plan, range(4)))

    assert codes == ["r25-01", "r25-02", "r25-03", "r25-04"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"closes_at": OPENS}, WindowBackwards),
        ({"capacity": 0}, NoSeats),
        ({"minimum": 11}, MinimumAboveCapacity),
        ({"minimum": -1}, MinimumAboveCapacity),
    ],
    ids=str,
)
def test_nonsense_is_refused_when_planned_and_when_edited(session, given, refusal):
    with pytest.raises(refusal):
        draft(session, **given)
    with pytest.raises(refusal):
        edit(session, draft(session), **given)


def test_a_cancelled_course_gets_no_new_cohort(session):
    with pytest.raises(publishing.CourseEnded):
        draft(session, course=make_course(session, state=CourseState.CANCELLED))


def test_fees_are_replaced_as_a_whole_and_kept_when_not_named(session):
    cohort = draft(session, fees={FeeKind.TUITION: 5000, FeeKind.TEXTBOOK: 0})
    assert [(line.kind, line.yen) for line in cohort.fees] == [(FeeKind.TUITION, 5000)]

    edit(session, cohort, fees={FeeKind.INSURANCE: 300, FeeKind.TUITION: None})
    edit(session, cohort, childcare=True)

    page = cohort_page(session, cohort.code, again=True)
    assert [(line.kind, line.yen) for line in page.fees] == [(FeeKind.INSURANCE, 300)]


def test_edit_writes_old_and_new_into_history(session):
    cohort = draft(session)

    entry = edit(session, cohort, capacity=12, fees={FeeKind.TUITION: 100})

    written = {value.field: (value.old, value.new) for value in history.values_of(session, [entry.id])[entry.id]}
    assert written == {"capacity": ("10", "12"), "fee.tuition": (None, "100")}
    assert edit(session, cohort, capacity=12) is None


def test_second_editor_is_told_and_nothing_is_overwritten(session):
    bo = make_account(session, name="ボー")
    cohort = draft(session)
    seen = cohort.changed_at
    actions.cohorts.edit_cohort(session, cohort, seen=seen, capacity=12, by=bo, at=LATER)

    with pytest.raises(ChangedMeanwhile) as refused:
        edit(session, cohort, seen=seen, capacity=14)

    assert refused.value.values["name"] == "ボー"
    assert cohort.capacity == 12


def test_published_cohort_keeps_its_seats_and_its_window_before_the_first_session(session):
    cohort = published(session)

    with pytest.raises(CapacityIsPublished):
        edit(session, cohort, capacity=9)
    with pytest.raises(WindowPastStart):
        edit(session, cohort, closes_at=cohort.starts_at + timedelta(minutes=1))
    with pytest.raises(publishing.NoPlace):
        edit(session, cohort, place_id=None)
    edit(session, cohort, capacity=10, childcare=True)

    assert cohort_page(session, cohort.code, again=True).childcare is True


def test_cancelled_cohort_is_not_edited(session):
    cohort = draft(session)
    actions.cohorts.cancel_cohort(session, cohort, reason="too few", by=None, at=LATER)

    with pytest.raises(NotNow):
        edit(session, cohort, childcare=True)


# --- publishing -------------------------------------------------------------------------------------------------------


def test_publishing_names_the_minutes_that_are_missing(session, speaking):
    cohort = planned(session, ends=time(11, 30))  # two hours of the two and a half

    with pytest.raises(publishing.MinutesMissing) as refused:
        publish(session, cohort)

    assert [(row.item.title["ja"], row.missing) for row in refused.value.rows] == [("項目2", 30)]
    assert cohort.state is CohortState.DRAFT
    with speaking("en"):
        assert "項目2: 30 minutes" in refused.value.text()


def test_long_list_of_missing_items_is_cut_with_a_count(session, speaking):
    cohort = draft(session, course=seeding.seed(session, "life_support_training", by=None, at=MONDAY))
    actions.sessions.plan_sessions(
        session, cohort, days=[date(2026, 4, 1)], starts=time(9), ends=time(10), by=None, at=MONDAY
    )

    with pytest.raises(publishing.MinutesMissing) as refused, speaking("en"):
        publish(session, cohort)

    with speaking("en"):
        assert refused.value.text().endswith(f"{len(refused.value.rows) - 5} more")


def test_complete_cohort_is_published_with_its_deadline_for_changes(session):
    cohort = planned(session)

    publish(session, cohort)

    entry = history.of(session, "cohort", [cohort.id])[0]
    assert (cohort.state, cohort.changes_until) == (CohortState.PUBLISHED, cohort.starts_at)
    assert (entry.from_state, entry.to_state) == ("draft", "published")


@pytest.mark.parametrize(
    ("prepare", "refusal"),
    [
        (lambda session: draft(session), publishing.NoSessions),
        (
            lambda session: planned(session, course=make_course(session, items=TWO_ITEMS, state=CourseState.DRAFT)),
            publishing.CourseNotPublished,
        ),
        (lambda session: planned(session, place_id=None), publishing.NoPlace),
        (lambda session: planned(session, first=date(2026, 3, 1)), publishing.BeginsInThePast),
        (lambda session: planned(session, first=date(2026, 3, 5)), publishing.WindowAfterStart),
        (lambda session: planned(session, offers_until=LATER + timedelta(days=90)), publishing.OffersAfterStart),
        (
            lambda session: planned(session, opens_at=MONDAY - timedelta(days=9), closes_at=MONDAY),
            publishing.WindowOver,
        ),
    ],
    ids=[
        "no sessions",
        "course is a draft",
        "no place",
        "begins in the past",
        "window after start",
        "offers after start",
        "window over",
    ],
)
def test_publishing_is_refused_with_what_to_do(session, speaking, prepare, refusal):
    cohort = prepare(session)

    with pytest.raises(publishing.NotYet) as refused:
        publish(session, cohort)

    found = [type(one) for one in publishing.obstacles(cohort_page(session, cohort.code, again=True), MONDAY)]
    assert refusal in found
    assert type(refused.value) is found[0]
    with speaking("en"):
        assert refused.value.text()


def test_too_much_online_is_refused(session):
    cohort = draft(session)
    actions.sessions.add_session(
        session,
        cohort,
        starts_at=clock.instant(date(2026, 4, 1), time(9)),
        ends_at=clock.instant(date(2026, 4, 1), time(12)),
        online=True,
        by=None,
        at=MONDAY,
    )
    page = cohort_page(session, cohort.code, again=True)
    for item in page.course.subjects[0].items:
        actions.sessions.teach(session, cohort, page.sessions[0], item=item, minutes=item.minutes, by=None, at=MONDAY)

    with pytest.raises(publishing.TooMuchAtADistance) as refused:
        publish(session, cohort)

    assert refused.value.rows[0].over == 150


def test_online_cohort_needs_no_place(session):
    publish(session, planned(session, place_id=None, online=True))


def test_cohort_without_a_lead_may_be_published(session):
    cohort = planned(session, lead_id=None)

    publish(session, cohort)

    assert cohort.state is CohortState.PUBLISHED


@pytest.mark.parametrize("reason", ["", "   "])
def test_cancelling_needs_a_reason(session, reason):
    with pytest.raises(ReasonMissing):
        actions.cohorts.cancel_cohort(session, draft(session), reason=reason, by=None, at=LATER)


# --- copying ----------------------------------------------------------------------------------------------------------


def test_copy_keeps_how_long_before_the_start_seats_are_offered(session):
    original = planned(session)
    original.offers_until = original.starts_at - timedelta(days=2)

    copy = actions.copying.copy_cohort(session, original, first_day=date(2026, 10, 1), by=None, at=LATER)

    assert copy.starts_at - copy.offers_until == timedelta(days=2)


def test_copy_is_a_draft_with_every_day_moved_alike(session):
    original = published(session, days=2, fees={FeeKind.TUITION: 5000}, languages=["vi"], childcare=True)

    copy = actions.copying.copy_cohort(session, original, first_day=date(2026, 10, 1), by=None, at=LATER)

    moved = timedelta(days=183)
    page = cohort_page(session, copy.code, again=True)
    assert (page.state, page.code != original.code) == (CohortState.DRAFT, True)
    assert [s.starts_at for s in page.sessions] == [s.starts_at + moved for s in original.sessions]
    assert (page.opens_at, page.closes_at) == (OPENS + moved, CLOSES + moved)
    assert [(line.kind, line.yen) for line in page.fees] == [(FeeKind.TUITION, 5000)]
    assert (page.languages, page.childcare, page.place_id) == (["vi"], True, original.place_id)
    publish(session, copy, at=LATER)


def test_cohort_without_sessions_is_copied_from_its_window(session):
    copy = actions.copying.copy_cohort(session, draft(session), first_day=date(2026, 10, 1), by=None, at=LATER)

    assert clock.today(copy.opens_at) == date(2026, 10, 1)
    assert copy.starts_at is None
