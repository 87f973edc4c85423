"""Nobody is named who is not qualified on the day of the session, and the refusal says what is missing."""

from datetime import date, timedelta

import pytest

from tests.attendance.lessons import cohort_of, parts_of
from tests.make import MONDAY, make_cohort, make_course, saved
from tests.scheduling.teaching import (
    STATUTORY,
    lesson_at,
    make_instructor,
    make_licence,
    make_practice,
    name,
)
from workforce.catalogue.actions import sessions
from workforce.catalogue.models import Mode
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.policies import Policy
from workforce.scheduling.actions.assignments import NotQualified
from workforce.scheduling.models import Duty
from workforce.scheduling.rules.licences import LicenceKind

DAY = timedelta(days=1)


@pytest.fixture
def teacher(session):
    return make_instructor(session, "山田 一郎")


@pytest.fixture
def lesson(session):
    """Subject 1 of the initial training: five years in care, as shipped."""
    return statutory(session)


def statutory(session, starts_at=MONDAY, **given):
    course = make_course(session, kind=STATUTORY, items=((50, Mode.LECTURE), (60, Mode.LECTURE)))
    return lesson_at(session, starts_at, cohort=make_cohort(session, course=course, starts_at=starts_at), **given)


def set_rule(session, lesson, *any_of, item="", from_day=MONDAY.date(), **more):
    course_id = cohort_of(session, lesson).course_id
    values = {"any_of": any_of, **more}
    name = f"teachers.{course_id}.1{item}"
    saved(session, Policy(kind=name, from_day=from_day, values=values, source="県の別表", set_at=MONDAY))


def test_refusal_names_what_is_missing_and_where_it_is_written(session, teacher, lesson, speaking):
    make_licence(session, teacher)
    make_practice(session, teacher, from_on=date(2023, 3, 2))

    with pytest.raises(NotQualified) as refused:
        name(session, lesson, teacher)

    with speaking("en"):
        said = refused.value.text()
    assert said.startswith("Subject 1, “基本”, on ")
    assert "Certified care worker with 5 years of practice in care or Practitioner training" in said
    assert "source: 都道府県の講師要件の別表" in said
    assert "山田 一郎 has: Certified care worker, 3 years of practice in care." in said


def test_who_helps_must_be_qualified_as_well(session, teacher, lesson):
    with pytest.raises(NotQualified):
        name(session, lesson, teacher, duty=Duty.ASSISTANT)


def test_licence_and_years_together_are_enough(session, teacher, lesson):
    make_licence(session, teacher)
    make_practice(session, teacher, from_on=date(2021, 3, 2))

    assert name(session, lesson, teacher) == 2


def test_what_counts_is_the_day_of_the_session(session, teacher):
    make_licence(session, teacher, ended_on=(MONDAY + DAY).date())
    make_practice(session, teacher, from_on=date(2021, 3, 2))

    assert name(session, statutory(session), teacher) == 2
    with pytest.raises(NotQualified):
        name(session, statutory(session, MONDAY + DAY), teacher)
    with pytest.raises(NotQualified):
        name(session, statutory(session, MONDAY - DAY), teacher)  # a day short of five years


def test_a_lesson_does_not_move_to_a_day_on_which_its_teacher_is_not_qualified(session, teacher):
    make_licence(session, teacher, ended_on=(MONDAY + DAY).date())
    make_practice(session, teacher, from_on=date(2021, 3, 2))
    lesson = statutory(session)
    name(session, lesson, teacher)

    for days in (1, -1):
        with pytest.raises(NotQualified):
            moved(session, lesson, days)
        session.rollback()


def moved(session, lesson, days):
    session.commit()
    cohort = cohort_page(session, cohort_of(session, lesson).code, again=True)
    [own] = [one for one in cohort.sessions if one.id == lesson.id]
    times = {name: getattr(own, name) + days * DAY for name in ("starts_at", "ends_at")}
    sessions.edit_session(session, cohort, own, **times, online=False, room="", by=None, at=MONDAY)


def test_rule_of_the_centre_takes_the_place_of_the_shipped_one(session, teacher, lesson):
    set_rule(session, lesson, [LicenceKind.NURSE.value, 0, None])
    make_licence(session, teacher, LicenceKind.NURSE)

    assert name(session, lesson, teacher) == 2


def test_one_item_may_ask_for_something_else(session, teacher, lesson):
    set_rule(session, lesson, [LicenceKind.DIETITIAN.value, 0, None], item=".2")
    make_licence(session, teacher, LicenceKind.DIETITIAN)

    assert name(session, lesson, teacher, parts_of(session, lesson)[1:]) == 1
    with pytest.raises(NotQualified):
        name(session, lesson, teacher)


def test_what_nobody_asks_for_is_open_to_everybody_who_teaches(session, teacher, lesson):
    set_rule(session, lesson)

    assert name(session, lesson, teacher) == 2
