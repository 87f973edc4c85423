"""Somebody who missed something, and other dates of the course that teach the same."""

from datetime import timedelta

from sqlalchemy import select

from tests.attendance.taught import items_of, make_taught, mark, parts_of, seated
from tests.enrolment.applying import somebody
from tests.make import LATER, make_cohort, saved
from workforce.catalogue.models import Course, Mode, Place, Session, SessionPart
from workforce.i18n.wording import localized_text

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = LATER + 30 * HOUR
"""The first two lessons of the own cohort (LATER, and a day later) are over."""


def make_place(session, name="市民会館"):
    return saved(session, Place(name=localized_text(name), address="見本市 1-1", access={}))


def make_home(session, *, items=4, **given):
    """A cohort that teaches each of its items, of an hour, in a lesson of its own, one a day from LATER on."""
    return make_taught(session, items=((60, Mode.LECTURE),) * items, **given)


def make_host(session, home, *, after=10, items=None, gap=1, lasts=60, place=None, **given):
    """Another cohort of its course, which begins `after` days after NOW and teaches `items` (numbers), one a day."""
    course = home.course_id
    of_course = items_of_course(session, course)
    chosen = range(len(of_course)) if items is None else items
    begins = NOW + after * DAY
    given = {"capacity": 4, "starts_at": begins, "ends_at": begins + len(list(chosen)) * gap * DAY} | given
    cohort = make_cohort(session, course=session.get(Course, course), place_id=place and place.id, **given)
    for n, number in enumerate(chosen):
        starts = begins + n * gap * DAY
        sitting = Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(minutes=lasts))
        saved(session, sitting)
        item = of_course[number]
        saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=item.minutes))
    return cohort


def items_of_course(session, course_id):
    return items_of(session, session.get(Course, course_id))


def sittings(session, cohort):
    return list(session.scalars(select(Session).where(Session.cohort_id == cohort.id).order_by(Session.starts_at)))


def trainee(session, home, n=1, *, missed=(0,), came=(1,)):
    """Somebody with a seat who was absent from the lessons `missed` and came to `came`."""
    enrolment = seated(session, home, application=somebody(n))
    parts = parts_of(session, home)
    for number in (*missed, *came):
        mark(session, enrolment, parts[number], 0 if number in missed else parts[number].minutes)
    return enrolment
