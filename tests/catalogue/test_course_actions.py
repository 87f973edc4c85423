"""Courses written, published, withdrawn, cancelled; for whom they are and what they teach."""

from datetime import timedelta

import pytest

from tests.catalogue.planned import TWO_ITEMS, items_of, planned, published
from tests.make import MONDAY, make_account, make_course
from workforce import history
from workforce.catalogue import actions
from workforce.catalogue.actions.audiences import RequiresItself
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.catalogue.actions.courses import (
    CohortsDepend,
    SlugNotAnAddress,
    SlugTaken,
)
from workforce.catalogue.actions.subjects import DistanceAboveMinutes, ItemTaught, MinutesInUse, NumberTaken
from workforce.catalogue.models import Audience, CourseKind, CourseState, Mode
from workforce.catalogue.queries.courses import course_page
from workforce.catalogue.rules.publishing import ItemsDoNotAddUp
from workforce.i18n.wording import Gap, gaps, localized_text, revised

LATER = MONDAY + timedelta(hours=1)
MUCH_LATER = MONDAY + timedelta(days=300)


def create(session, slug="tea-time", **given):
    texts = {"title": localized_text("お茶の会", en="Tea"), "summary": localized_text("話します")}
    return actions.courses.create_course(
        session, slug=slug, kind=CourseKind.WORKSHOP, **texts | given, by=None, at=MONDAY
    )


def read(session, course):
    return course_page(session, course.slug, again=True)


def test_course_begins_as_a_draft_with_its_history(session):
    amina = make_account(session)
    course = actions.courses.create_course(
        session,
        slug="tea-time",
        kind=CourseKind.WORKSHOP,
        title=localized_text("お茶の会"),
        summary={},
        minimum_age=15,
        by=amina,
        at=MONDAY,
    )

    (entry,) = history.of(session, "course", [course.id])
    assert course.state is CourseState.DRAFT
    assert (entry.what, entry.by_id, entry.at) == ("created", amina.id, MONDAY)


@pytest.mark.parametrize("slug", ["", "Tea", "お茶", "tea time", "-tea", "tea/time", "tea--time"])
def test_slug_must_be_able_to_stand_in_an_address(session, slug):
    with pytest.raises(SlugNotAnAddress):
        create(session, slug)


def test_slug_is_taken_once(session):
    create(session)
    with pytest.raises(SlugTaken):
        create(session)

    assert create(session, "tea-time-2").id


def test_edit_writes_what_changed_and_nothing_when_nothing_did(session):
    course = create(session)

    entry = actions.courses.edit_course(session, course, minimum_age=16, source="law", by=None, at=LATER)
    nothing = actions.courses.edit_course(session, course, minimum_age=16, by=None, at=MUCH_LATER)

    values = history.values_of(session, [entry.id])[entry.id]
    assert [(value.field, value.old, value.new) for value in values] == [
        ("minimum_age", None, "16"),
        ("source", "", "law"),
    ]
    assert nothing is None
    assert course.changed_at == LATER


def test_second_editor_is_told_who_was_faster(session, speaking):
    bo = make_account(session, name="ボー")
    course = create(session)
    seen = course.changed_at
    actions.courses.edit_course(session, course, minimum_age=16, seen=seen, by=bo, at=LATER)

    with pytest.raises(ChangedMeanwhile) as refused:
        actions.courses.edit_course(session, course, minimum_age=18, seen=seen, by=None, at=MUCH_LATER)

    assert refused.value.values["name"] == "ボー"
    assert course.minimum_age == 16
    with speaking("en"):
        assert "10:00" in refused.value.text()


def test_editing_the_japanese_text_makes_untouched_translations_stale(session):
    course = create(session)

    title = revised(course.title, "お茶とお菓子の会", {"en": "Tea"})
    actions.courses.edit_course(session, course, title=title, by=None, at=LATER)

    assert gaps(course.title)["en"] is Gap.STALE


def test_unknown_field_is_a_programming_error(session):
    with pytest.raises(TypeError):
        actions.courses.edit_course(session, create(session), state="published", by=None, at=LATER)


def test_course_whose_items_do_not_add_up_is_not_published(session):
    course = make_course(session, items=TWO_ITEMS, state=CourseState.DRAFT)
    items_of(session, course)[0].minutes = 61

    with pytest.raises(ItemsDoNotAddUp) as refused:
        actions.courses.publish_course(session, course, by=None, at=LATER)

    assert [subject.number for subject in refused.value.rows] == [1]
    assert course.state is CourseState.DRAFT


@pytest.mark.parametrize("verb", ["withdraw_course", "cancel_course"])
def test_course_stays_as_long_as_people_rely_on_its_cohorts(session, verb):
    course = make_course(session, items=TWO_ITEMS)
    cohort = published(session, course=course)

    with pytest.raises(CohortsDepend) as refused:
        getattr(actions.courses, verb)(session, course, by=None, at=LATER)
    assert refused.value.values["codes"] == [cohort.code]

    getattr(actions.courses, verb)(session, course, by=None, at=MUCH_LATER)
    assert course.state is not CourseState.PUBLISHED


def test_course_stands_behind_each_door_once(session):
    course = create(session)

    for rank, pitch in ((3, "はじめての方へ"), (1, "若い方へ")):
        actions.audiences.set_audience(
            session,
            course,
            audience=Audience.YOUNG_PEOPLE,
            rank=rank,
            pitch=localized_text(pitch),
            by=None,
            at=LATER,
        )

    (row,) = read(session, course).audiences
    assert (row.rank, row.pitch["ja"]) == (1, "若い方へ")

    actions.audiences.remove_audience(session, course, audience=Audience.YOUNG_PEOPLE, by=None, at=LATER)
    assert read(session, course).audiences == []


def test_courses_cannot_require_each_other_in_a_circle(session):
    first, second, third = (create(session, slug) for slug in ("one", "two", "three"))
    actions.audiences.require(session, second, required=first, by=None, at=LATER)
    actions.audiences.require(session, third, required=second, by=None, at=LATER)

    for required in (first, second, third):
        with pytest.raises(RequiresItself):
            actions.audiences.require(session, first, required=required, by=None, at=LATER)


def test_requirement_is_added_once_and_taken_away(session):
    first, second = create(session, "one"), create(session, "two")
    for _ in range(2):
        actions.audiences.require(session, second, required=first, by=None, at=LATER)
    assert [row.required.slug for row in read(session, second).prerequisites] == ["one"]

    actions.audiences.require_no_more(session, second, required_id=first.id, by=None, at=LATER)
    assert read(session, second).prerequisites == []


# --- subjects and items -----------------------------------------------------------------------------------------------


def tree(session, course):
    return [(s.number, s.minutes, [(i.number, i.minutes) for i in s.items]) for s in read(session, course).subjects]


def test_subjects_and_items_are_numbered_in_the_order_they_come(session):
    course = create(session)
    for minutes in (120, 60):
        subject = actions.subjects.add_subject(
            session, course, title=localized_text("科目"), minutes=minutes, by=None, at=LATER
        )
        for _ in range(2):
            actions.subjects.add_item(
                session,
                course,
                subject,
                title=localized_text("項目"),
                minutes=minutes // 2,
                mode=Mode.LECTURE,
                by=None,
                at=LATER,
            )

    assert tree(session, course) == [(1, 120, [(1, 60), (2, 60)]), (2, 60, [(1, 30), (2, 30)])]
    actions.courses.publish_course(session, course, by=None, at=LATER)


def test_a_number_is_used_once_and_distance_is_part_of_the_subject(session):
    course = make_course(session, items=TWO_ITEMS)
    text = localized_text("科目")
    (subject,) = read(session, course).subjects

    with pytest.raises(NumberTaken):
        actions.subjects.add_subject(session, course, title=text, minutes=60, number=1, by=None, at=LATER)
    with pytest.raises(NumberTaken):
        actions.subjects.edit_item(session, course, subject.items[0], number=2, by=None, at=LATER)
    with pytest.raises(DistanceAboveMinutes):
        actions.subjects.edit_subject(session, course, subject, max_distance_minutes=151, by=None, at=LATER)


def test_minutes_stay_while_a_cohort_was_planned_with_them_but_texts_may_change(session):
    course = make_course(session, items=TWO_ITEMS)
    published(session, course=course)
    (subject,) = read(session, course).subjects
    item = subject.items[0]

    for change in (
        lambda at: actions.subjects.edit_item(session, course, item, minutes=61, by=None, at=at),
        lambda at: actions.subjects.edit_subject(session, course, subject, minutes=151, by=None, at=at),
        lambda at: actions.subjects.remove_item(session, course, item, by=None, at=at),
        lambda at: actions.subjects.add_item(
            session, course, subject, title={}, minutes=5, mode=Mode.LECTURE, by=None, at=at
        ),
    ):
        with pytest.raises(MinutesInUse):
            change(LATER)

    actions.subjects.edit_item(session, course, item, title=localized_text("新しい名前"), by=None, at=LATER)
    actions.subjects.edit_item(session, course, item, minutes=61, by=None, at=MUCH_LATER)
    assert (item.title["ja"], item.minutes) == ("新しい名前", 61)


def test_item_that_a_draft_teaches_is_taken_out_of_its_sessions_first(session):
    course = make_course(session, items=TWO_ITEMS)
    cohort = planned(session, course=course)
    (subject,) = read(session, course).subjects

    with pytest.raises(ItemTaught) as refused:
        actions.subjects.remove_subject(session, course, subject, by=None, at=LATER)
    assert refused.value.values["codes"] == [cohort.code]

    actions.sessions.remove_session(session, cohort, cohort.sessions[0], by=None, at=LATER)
    actions.subjects.remove_item(session, course, subject.items[0], by=None, at=LATER)
    assert tree(session, course) == [(1, 150, [(2, 90)])]
    actions.subjects.remove_subject(session, course, read(session, course).subjects[0], by=None, at=LATER)
    assert tree(session, course) == []
