"""Faults of guests and of what is made up, for tests.operations.test_audit."""

from datetime import timedelta

import sqlalchemy as sa

from tests.make import MONDAY, make_cohort
from workforce.catalogue.models import Course, Session, SessionPart, SubjectItem

FAULTS = {}
BEFORE = MONDAY - timedelta(days=2)


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def guest(centre, enrolment, *, capacity=8, course=None, part=True):
    """Somebody comes to a session of another cohort (of the same course, unless said); the ids of session and guest."""
    session = centre.session
    item = session.scalars(sa.select(SubjectItem).order_by(SubjectItem.id)).first()
    course = course or session.get_one(Course, centre.course_id)
    host = make_cohort(session, course=course, taught=[(item, 60)], capacity=capacity)
    sitting = session.scalars(sa.select(Session).where(Session.cohort_id == host.id)).one()
    row = {"session_id": sitting.id, "cohort_id": host.id, "enrolment_id": enrolment.id, "at": MONDAY}
    made = centre.new("guest", **row)
    if part:
        own = session.scalar(sa.select(SessionPart.id).where(SessionPart.session_id == sitting.id))
        centre.new("guest_part", guest_id=made, part_id=own)
    return sitting.id, made


@fault
def sessions_over_capacity(centre):
    sitting_id, _guest = guest(centre, centre.first, capacity=1)
    cohort_id = centre.session.get_one(Session, sitting_id).cohort_id
    centre.sql("UPDATE enrolment SET cohort_id = :host WHERE id = :id", host=cohort_id, id=centre.second.id)
    return sitting_id


@fault
def guests_in_the_wrong_session(centre):
    return guest(centre, centre.first, part=False)[1]


@fault
def guests_without_a_seat(centre):
    made = guest(centre, centre.waiting)[1]
    centre.sql(
        "UPDATE enrolment SET changed_at = :then WHERE id = :id",
        then=f"{BEFORE:%Y-%m-%d %H:%M:%S.%f}",
        id=centre.waiting.id,
    )
    return made


@fault
def absences_from_lessons_of_others(centre):
    other = make_cohort(centre.session, taught=[(centre.session.scalars(sa.select(SubjectItem)).first(), 60)])
    sitting = centre.session.scalars(sa.select(Session).where(Session.cohort_id == other.id)).one()
    given = {"enrolment_id": centre.first.id, "session_id": sitting.id}
    return centre.new("absence_notice", **given, reason="通院", at=MONDAY)


@fault
def outlooks_that_nobody_was_told(centre):
    given = {"enrolment_id": centre.first.id, "at": MONDAY, "repair": {}}
    return centre.new("outlook", **given, prospect="impossible")
