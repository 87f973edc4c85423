"""The year's cohorts: made, filled with sessions and published by the actions staff use, each on its own day."""

from datetime import time, timedelta

from .. import clock
from ..catalogue.actions import cohorts, places, sessions
from ..catalogue.models import FeeKind, Selection
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.actions.selection import Wanted, set_selection
from ..i18n.wording import localized_text
from ..scheduling.actions.allotting import find_rooms
from . import days, plan

OPENS_BEFORE = timedelta(days=56)
CLOSES_BEFORE = timedelta(days=7)
RELEASED_AFTER = timedelta(days=35)
PLANNED_BEFORE = timedelta(days=45)  # before enrolment opens
OPENING, CLOSING = time(9), time(17)


def make_places(session, *, by, at):
    return [
        places.create_place(
            session,
            name=localized_text(**given["name"]),
            address=given["address"],
            access=localized_text(**given["access"]),
            step_free=given["step_free"],
            by=by,
            at=at,
        )
        for given in plan.PLACES
    ]


def make_cohort(session, course, run, *, here, lead, by, at):
    """A published cohort, or a draft if its planning day has only just come."""
    minutes = sum(subject.minutes for subject in course.subjects)
    meeting = days.meeting_days(run, clock.today(at), minutes)
    opens_at = clock.instant(meeting[0] - OPENS_BEFORE, OPENING)
    planned_at = min(opens_at - PLANNED_BEFORE, at)
    cohort = cohorts.create_cohort(
        session,
        course=course,
        opens_at=opens_at,
        closes_at=clock.instant(meeting[0] - CLOSES_BEFORE, CLOSING),
        capacity=run.capacity,
        minimum=run.minimum,
        place_id=here[run.place],
        languages=list(run.languages),
        childcare=run.childcare,
        lead_id=lead.id if lead else None,
        fees={FeeKind.TUITION: run.tuition, FeeKind.TEXTBOOK: run.textbook},
        by=by,
        at=planned_at,
    )
    for starts, length in run.hours:
        ends = (clock.local(clock.instant(meeting[0], starts)) + timedelta(minutes=length)).time()
        sessions.plan_sessions(session, cohort, days=meeting, starts=starts, ends=ends, by=by, at=planned_at)
    if run.bands or run.selection is not Selection.FIRST_COME:
        released = min(opens_at + RELEASED_AFTER, cohort.closes_at)
        wanted = [Wanted(kind, seats, overflow, released) for kind, seats, overflow in run.bands]
        set_selection(session, cohort, selection=run.selection, bands=wanted, by=by, at=planned_at)
    sessions.fill_sessions(session, cohort, by=by, at=planned_at)
    find_rooms(session, cohort, by=by, at=planned_at)
    if opens_at - PLANNED_BEFORE <= at:
        cohorts.publish_cohort(session, cohort, by=by, at=planned_at)
    session.flush()
    return cohort_page(session, cohort.code)
