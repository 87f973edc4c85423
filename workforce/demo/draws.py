"""Three cohorts whose seats are drawn by lot: one long drawn, one that waits for its draw, one that is open."""

from dataclasses import dataclass
from datetime import time, timedelta

from .. import clock
from ..catalogue.actions import cohorts, sessions
from ..catalogue.models import BandKind, Overflow, Selection
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.actions import draws
from ..enrolment.actions.selection import Wanted, set_selection
from ..enrolment.rules.bands import TIE
from ..scheduling.actions.allotting import find_rooms
from . import days
from .enrolments import moments, one_more, share_elapsed
from .plan import MORNING, SAT, SUN, Run

COURSE = "care_experience_day"
HOURS = (*MORNING, (time(13, 30), 90))
RUN = Run(0, (SAT, SUN), HOURS, 20, 0)
PEOPLE = 38
RESIDENTS = Wanted(BandKind.RESIDENTS, 6, Overflow.RELEASE)
VALUE = "日経平均株価（日経225）の終値（締切日の翌営業日、日本経済新聞社の発表）"
PLANNED_BEFORE = timedelta(days=20)
OPENING, CLOSING = time(9), time(17)


@dataclass(frozen=True)
class Lot:
    """Days from today. `draws`: the draw was made the day after the closing."""

    opens: int
    closes: int
    begins: int
    draws: bool = False
    has_value: bool = False


LOTS = (Lot(-80, -45, -20, draws=True), Lot(-36, -1, 18, has_value=True), Lot(-12, 16, 32))


def load(session, course, everybody, *, here, staff, random, at):
    for lot in LOTS:
        cohort = make_cohort(session, course, lot, place_id=here[0], by=staff, at=at)
        apply(session, cohort, everybody, staff=staff, random=random, at=at)
        if cohort.closes_at <= at:
            draws.freeze(session, cohort.id, by=None, at=cohort.closes_at)
        if lot.draws:
            draws.draw_now(session, cohort.id, by=staff, at=cohort.closes_at + timedelta(days=1))


def make_cohort(session, course, lot, *, place_id, by, at):
    opens_at, closes_at = (clock.instant(day_in(at, number), hour) for number, hour in window(lot))
    planned_at = opens_at - PLANNED_BEFORE
    cohort = cohorts.create_cohort(
        session,
        course=course,
        opens_at=opens_at,
        closes_at=closes_at,
        capacity=RUN.capacity,
        minimum=RUN.minimum,
        place_id=place_id,
        languages=["easy", "vi"],
        lead_id=by.person.id,
        by=by,
        at=planned_at,
    )
    meeting = next(day for day in days.days_from(day_in(at, lot.begins)) if days.meets(day, RUN))
    for starts, length in HOURS:
        ends = (clock.local(clock.instant(meeting, starts)) + timedelta(minutes=length)).time()
        sessions.plan_sessions(session, cohort, days=[meeting], starts=starts, ends=ends, by=by, at=planned_at)
    sessions.fill_sessions(session, cohort, by=by, at=planned_at)
    find_rooms(session, cohort, by=by, at=planned_at)
    bands = [RESIDENTS] if TIE in course.questions else []
    set_selection(session, cohort, selection=Selection.LOTTERY, bands=bands, by=by, at=planned_at)
    cohorts.publish_cohort(session, cohort, by=by, at=planned_at)
    if lot.has_value:
        draws.name_value(session, cohort.id, name=VALUE, by=by, at=planned_at)
    session.flush()
    return cohort_page(session, cohort.code, again=True)


def window(lot):
    return (lot.opens, OPENING), (lot.closes, CLOSING)


def day_in(at, number):
    return clock.today(at) + timedelta(days=number)


def apply(session, cohort, everybody, *, staff, random, at):
    until = min(at, cohort.closes_at)
    people = iter(random.sample(everybody, min(PEOPLE, len(everybody))))
    count = round(PEOPLE * share_elapsed(cohort, until))
    for moment, invented in zip(moments(random, cohort.opens_at, until, count), people, strict=False):
        one_more(session, cohort, invented, staff=staff, random=random, at=moment)
