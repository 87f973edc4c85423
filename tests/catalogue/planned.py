"""Courses and cohorts as these tests need them, made by our own actions."""

from datetime import date, time, timedelta

from sqlalchemy import select

from tests.make import MONDAY, make_course
from workforce.catalogue import actions
from workforce.catalogue.models import Mode, Subject, SubjectItem
from workforce.i18n.wording import localized_text

FIRST_DAY = date(2026, 4, 1)
TWO_ITEMS = ((60, Mode.LECTURE), (90, Mode.EXERCISE))
OPENS = MONDAY - timedelta(days=1)
CLOSES = MONDAY + timedelta(days=14)


def items_of(session, course):
    query = select(SubjectItem).join(Subject).where(Subject.course_id == course.id)
    return session.scalars(query.order_by(Subject.number, SubjectItem.number)).all()


def draft(session, *, course=None, at=MONDAY, **given):
    """A draft cohort of a course of two items (60 and 90 minutes), at a place, without sessions."""
    values = {"opens_at": OPENS, "closes_at": CLOSES, "capacity": 10} | given
    if "place_id" not in values:
        values["place_id"] = actions.places.create_place(session, name=localized_text("市民会館"), by=None, at=at).id
    course = course or make_course(session, items=TWO_ITEMS)
    return actions.cohorts.create_cohort(session, course=course, **values, by=None, at=at)


def planned(session, *, days=1, first=FIRST_DAY, starts=time(9, 30), ends=time(12, 30), at=MONDAY, **given):
    """A draft whose sessions teach everything there is room for."""
    cohort = draft(session, at=at, **given)
    actions.sessions.plan_sessions(
        session,
        cohort,
        days=[first + timedelta(days=n) for n in range(days)],
        starts=starts,
        ends=ends,
        by=None,
        at=at,
    )
    actions.sessions.fill_sessions(session, cohort, by=None, at=at)
    return cohort


def published(session, *, at=MONDAY, **given):
    cohort = planned(session, at=at, **given)
    actions.cohorts.publish_cohort(session, cohort, by=None, at=at)
    return cohort
