"""Seed files become rows, once."""

import pytest
from sqlalchemy import func, select

from tests.make import MONDAY
from workforce.catalogue import seeds
from workforce.catalogue.actions import seeding
from workforce.catalogue.models import Course, CourseState, Subject
from workforce.catalogue.queries.courses import course_page
from workforce.catalogue.rules import minutes, publishing
from workforce.i18n.wording import gaps


def seed(session, slug):
    return seeding.seed(session, slug, by=None, at=MONDAY)


@pytest.mark.parametrize("given", seeds.everything(), ids=lambda given: given.slug)
def test_seed_becomes_a_published_course_with_every_minute_and_text(session, given):
    seed(session, given.slug)

    course = course_page(session, given.slug, again=True)
    assert course.state is CourseState.PUBLISHED
    assert sum(item.minutes for item in minutes.items_of(course)) == given.minutes
    assert publishing.course_obstacles(course) == []
    texts = [course.title, course.summary, course.description, course.conditions]
    texts += [one.title for one in [*course.subjects, *minutes.items_of(course)]]
    texts += [audience.pitch for audience in course.audiences]
    assert [gaps(text) for text in texts] == [{}] * len(texts)


def test_seeding_twice_changes_nothing_and_keeps_what_staff_wrote(session):
    course = seed(session, "initial_training")
    course.minimum_age = 16
    session.commit()

    assert seed(session, "initial_training").minimum_age == 16
    assert session.scalar(select(func.count()).select_from(Course)) == 1
    assert session.scalar(select(func.count()).select_from(Subject)) == 10


def test_required_course_comes_along(session):
    course = seed(session, "visiting_nurse_tryout")

    assert [row.required.slug for row in course_page(session, course.slug, again=True).prerequisites] == [
        "returning_nurse_refresher"
    ]


def test_unknown_seed_is_named(session):
    with pytest.raises(seeds.NoSuchSeed):
        seed(session, "flying")
