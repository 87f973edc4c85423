"""Lessons that were held, and who was there: rows as the roll call leaves them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import select

from tests.enrolment.applying import apply, record
from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_cohort, make_course, saved
from workforce.attendance.models import Attendance, Fate, Mark, MarkSource, Status
from workforce.catalogue.models import Cohort, CourseKind, Mode, Session, SessionPart, Subject, SubjectItem
from workforce.enrolment.models import Guest, GuestPart

OVER = MONDAY + timedelta(days=60)
"""All lessons of a cohort of `make_cohort` are over."""
KEYS = count(1)
TWO = ((180, Mode.LECTURE), (120, Mode.EXERCISE))


def make_taught(session, *, kind=CourseKind.INITIAL_TRAINING, items=TWO, course=None, **given) -> Cohort:
    """A cohort that teaches each item of its course in a session of its own."""
    course = course or make_course(session, kind=kind, items=items)
    return make_cohort(
        session, course=course, taught=[(item, item.minutes) for item in items_of(session, course)], **given
    )


def items_of(session, course):
    query = select(SubjectItem).join(Subject).where(Subject.course_id == course.id)
    return list(session.scalars(query.order_by(Subject.number, SubjectItem.number)))


def parts_of(session, cohort) -> list[SessionPart]:
    query = select(SessionPart).join(Session, Session.id == SessionPart.session_id)
    return list(session.scalars(query.where(Session.cohort_id == cohort.id).order_by(Session.starts_at)))


def seated(session, cohort, **given):
    """Somebody with a seat."""
    return record(session, apply(session, cohort, **given))


def mark(session, enrolment, part, minutes, *, at=OVER, by=None):
    """That somebody was there for so many minutes of this part."""
    noted = Mark(
        key=f"test-{next(KEYS)}",
        enrolment_id=enrolment.id,
        session_id=part.session_id,
        status=Status.PRESENT if minutes else Status.ABSENT,
        minutes={str(part.id): minutes},
        source=MarkSource.ROLL_CALL,
        fate=Fate.COUNTED,
        noted_at=at,
        at=at,
        by_id=by.id if by else None,
    )
    saved(session, noted)
    row = Attendance(
        enrolment_id=enrolment.id, session_id=part.session_id, part_id=part.id, minutes=minutes, mark_id=noted.id
    )
    return saved(session, row)


def came_as_guest(session, enrolment, part, minutes, *, at=OVER):
    sitting = session.get(Session, part.session_id)
    guest = Guest(session_id=sitting.id, cohort_id=sitting.cohort_id, enrolment_id=enrolment.id, at=at)
    guest.parts = [GuestPart(part_id=part.id)]
    saved(session, guest)
    return mark(session, enrolment, part, minutes, at=at)


NOW = datetime.now(UTC).replace(microsecond=0)
"""Pages read the real clock."""
ENROLLED = NOW - timedelta(days=30)


def make_running(session, *, kind=CourseKind.INITIAL_TRAINING, items=TWO, ago=10, **given) -> Cohort:
    """A cohort whose lessons began `ago` days ago, one a day."""
    begins = NOW - timedelta(days=ago)
    course = make_course(session, kind=kind, items=items)
    window = {"opens_at": NOW - timedelta(days=60), "closes_at": NOW - timedelta(days=20)}
    ends = begins + timedelta(days=len(items))
    cohort = make_cohort(session, course=course, starts_at=begins, ends_at=ends, **window | given)
    for n, item in enumerate(items_of(session, course)):
        starts = begins + timedelta(days=n)
        length = timedelta(minutes=item.minutes)
        sitting = saved(session, Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + length))
        saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=item.minutes))
    return cohort


def taking_part(session, cohort, **given):
    """Somebody with a seat since before the first lesson."""
    return record(session, enrolled(session, cohort, at=ENROLLED, **given))
