"""A workshop in ten days whose tables are planned: who helps whom, two who know each other, where all sit."""

from contextlib import suppress
from datetime import time, timedelta

from .. import clock
from ..catalogue.actions import cohorts, sessions
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.actions import form_versions as forms
from ..enrolment.views.form_versions import in_every_language
from ..refusals import Refused
from ..scheduling.actions.allotting import find_rooms
from ..seating.actions import knowing, plans
from ..seating.models import PairKind
from ..seating.queries import boards
from ..seating.rules.solving import solve
from ..seating.rules.tables import proposed
from . import days
from .courses import keys_of
from .enrolments import moments, one_more
from .plan import RUNS

COURSE = "multi_professional_workshop"
ASKED = ["profession", "experience", "workplace"]
RUN = RUNS[COURSE][0]
PEOPLE, SEATS = 26, 30
OPENED, CLOSED, PLANNED = timedelta(days=40), timedelta(days=1), timedelta(days=50)
AHEAD = timedelta(days=9)
LOOKS = 8000
PROFESSIONS = ("care", "nurse", "therapist", "care_manager")


def work(session, course, everybody, *, here, staff, random, at):
    cohort = make(session, course, here=here, staff=staff, at=at)
    for moment in moments(random, cohort.opens_at, cohort.closes_at, PEOPLE):
        one_more(session, cohort, random.choice(everybody), staff=staff, random=random, at=moment)
    seat(session, cohort.sessions[0].id, by=staff, at=at)


def make(session, course, *, here, staff, at):
    keys = [*keys_of(course), *ASKED]
    by, planned = {"by": staff}, at - PLANNED
    forms.publish(session, course, keys=keys, shown=in_every_language(keys), **by, at=planned)
    today = clock.today(at)
    minutes = sum(subject.minutes for subject in course.subjects)
    meeting = days.meeting_days(RUN, today + AHEAD, minutes, begins=today + AHEAD)
    cohort = cohorts.create_cohort(
        session,
        course=course,
        opens_at=clock.instant(today - OPENED, time(9)),
        closes_at=clock.instant(today - CLOSED, time(17)),
        capacity=SEATS,
        place_id=here[0],
        languages=["easy", "vi"],
        lead_id=staff.person_id,
        **by,
        at=planned,
    )
    for starts, length in RUN.hours:
        ends = (clock.local(clock.instant(meeting[0], starts)) + timedelta(minutes=length)).time()
        sessions.plan_sessions(session, cohort, days=meeting, starts=starts, ends=ends, **by, at=planned)
    sessions.fill_sessions(session, cohort, **by, at=planned)
    find_rooms(session, cohort, **by, at=planned)
    cohorts.publish_cohort(session, cohort, **by, at=planned)
    return cohort_page(session, cohort.code, again=True)


def seat(session, session_id: int, **by):
    board = read(session, session_id)
    for n, face in enumerate(board.coming):
        note(session, face, n, **by)
    one, other, helper, helped = board.coming[:4]
    knowing.put_pair(session, one.id, other.id, PairKind.APART, **by)
    knowing.put_pair(session, helper.id, helped.id, PairKind.BESIDE, **by)
    hall = proposed(len(board.coming), boards.room_seats(session, session_id))
    plans.begin(session, board, hall, **by)
    board = read(session, session_id)
    plans.apply(session, session_id, solve(board.task, looks=LOOKS), revision=board.revision, **by)
    with suppress(Refused):  # where more people need such a table than it has chairs
        plans.publish(session, session_id, is_published=True, revision=board.revision, **by)


def read(session, session_id) -> boards.Board:
    board = boards.board(session, session_id)
    assert board is not None
    return board


def note(session, face, n: int, **by):
    """Who left the question out was asked by telephone; some can interpret; most let their profession be printed."""
    said = {"profession": None if face.known.profession else PROFESSIONS[n % 4], "on_card": n % 6 != 5}
    knowing.note(session, face.id, said | {"speaks": ["vi"] if n % 9 == 2 else []}, **by)
