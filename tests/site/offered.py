"""Cohorts that are open while the test runs, on chosen days and hours of the centre's clock."""

from datetime import UTC, datetime, time, timedelta

from tests.make import make_course, make_open_cohort, make_person, saved
from workforce import clock
from workforce.catalogue.models import (
    Audience,
    CourseAudience,
    FeeKind,
    FeeLine,
    Place,
    Prerequisite,
    Session,
    SessionPart,
)
from workforce.enrolment.models import Enrolment, Origin, State
from workforce.i18n.wording import localized_text

MONDAY, SATURDAY = 0, 5


def now():
    return datetime.now(UTC).replace(microsecond=0)


def next_day(weekday, after=30):
    """The first such weekday at least `after` days from today."""
    day = clock.today(now()) + timedelta(days=after)
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def titled(ja, **others):
    return localized_text(ja, **{"en": ja, "vi": ja, "easy": ja} | others)


def offer(session, title="介護の入門", *, weekday=SATURDAY, hour=10, sessions=1, fee=0, after=30, course=None, **given):
    """An open cohort whose sessions begin on `weekday` at `hour`, a week apart, two hours each."""
    course = course or make_course(session, title=titled(title))
    first = clock.instant(next_day(weekday, after), time(hour))
    starts = [first + timedelta(weeks=n) for n in range(sessions)]
    days = {"starts_at": first, "ends_at": starts[-1] + timedelta(hours=2), "changes_until": first}
    cohort = make_open_cohort(session, course=course, **days | given)
    for begins in starts:
        saved(session, Session(cohort_id=cohort.id, starts_at=begins, ends_at=begins + timedelta(hours=2)))
    if fee:
        saved(session, FeeLine(cohort_id=cohort.id, kind=FeeKind.TUITION, yen=fee))
    return cohort


def teach(session, cohort, items):
    """The cohort's first session teaches these items."""
    sitting = session.query(Session).filter_by(cohort_id=cohort.id).order_by(Session.starts_at).first()
    for position, item in enumerate(items, 1):
        saved(session, SessionPart(session_id=sitting.id, position=position, item_id=item.id, minutes=item.minutes))


def make_place(session, name="中央会館"):
    return saved(session, Place(name=titled(name), address="見本市中央町1-2-3", access={}, step_free=True))


def require(session, course, *required):
    for each in required:
        saved(session, Prerequisite(course_id=course.id, required_id=each.id))


def meant_for(session, course, audience, *, rank=1, pitch="あなたへ"):
    saved(session, CourseAudience(course_id=course.id, audience=Audience(audience), rank=rank, pitch=titled(pitch)))


def enrol(session, cohort, count, state=State.CONFIRMED):
    """`count` people in the cohort, straight into the table: the pages only count them."""
    for n in range(count):
        key = f"{cohort.code}-{state}-{n}"
        person = make_person(session)
        row = {"cohort_id": cohort.id, "person_id": person.id, "state": state, "origin": Origin.WEB, "language": "ja"}
        times = {"submitted_at": now(), "queued_at": now(), "changed_at": now()}
        keys = {"receipt": key, "idempotency_key": key, "answers": {}, "needs": {}}
        saved(session, Enrolment(**row | times | keys))


def titles(page, selector=".row__title"):
    return [each.get_text(strip=True) for each in page.select(selector)]


def badges(page):
    return [each.get_text(strip=True) for each in page.select(".row .badge")]
