"""From the seed files to rows: what a new installation begins with."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ... import history
from ...i18n.wording import localized_text
from .. import seeds
from ..models import (
    Audience,
    Course,
    CourseAudience,
    CourseKind,
    CourseState,
    Mode,
    Prerequisite,
    Subject,
    SubjectItem,
)


def seed(session: Database, slug: str, *, by, at) -> Course:
    """The published course of the seed file `slug`, with the courses it requires. A course that exists stays as it is.

    Raises seeds.NoSuchSeed, seeds.BadSeed.
    """
    there = session.scalars(select(Course).where(Course.slug == slug)).one_or_none()
    return there or plant(session, seeds.read(slug), by=by, at=at)


def plant(session, given, *, by, at):
    rules = given.eligibility
    required = [seed(session, slug, by=by, at=at) for slug in rules.prerequisites]
    course = Course(
        slug=given.slug,
        kind=CourseKind(given.kind),
        state=CourseState.PUBLISHED,
        title=localized_text(**given.title),
        summary=localized_text(**given.summary),
        description=localized_text(**given.description),
        minimum_age=rules.minimum_age,
        after_compulsory_school=rules.after_compulsory_school,
        conditions=joined([condition.text for condition in rules.conditions]),
        questions=[],
        source=given.source,
        created_at=at,
        changed_at=at,
        audiences=[audience(each) for each in given.audiences],
        prerequisites=[Prerequisite(required_id=each.id) for each in required],
        subjects=[subject(each) for each in given.subjects],
    )
    session.add(course)
    history.record(session, course, "seeded", to_state=course.state, by=by, at=at)
    return course


def joined(texts):
    if not texts:
        return {}
    return localized_text(**{code: "\n".join(text[code] for text in texts) for code in texts[0]})


def audience(given):
    return CourseAudience(audience=Audience(given.audience), rank=given.rank, pitch=localized_text(**given.pitch))


def subject(given):
    return Subject(
        number=given.number,
        title=localized_text(**given.title),
        minutes=given.minutes,
        max_distance_minutes=given.max_distance_minutes,
        source=given.source,
        items=[item(each) for each in given.items],
    )


def item(given):
    return SubjectItem(
        number=given.number, title=localized_text(**given.title), minutes=given.minutes, mode=Mode(given.mode)
    )
