"""Who was there: a lesson of today whose roll is half taken, and every lesson before it."""

from contextlib import suppress
from datetime import datetime, time, timedelta

from sqlalchemy import insert, select

from .. import clock
from ..attendance.actions import contests, marks
from ..attendance.actions.marks import Given
from ..attendance.models import Attendance, Fate, Mark, MarkSource, RollCall, Status
from ..attendance.queries.rolls import sittings
from ..attendance.rules.marks import presence
from ..catalogue.actions import cohorts, sessions
from ..catalogue.models import Cohort, CohortState, Course, Session
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.models import Enrolment, State
from ..enrolment.queries import records
from ..people.models import Account
from ..refusals import Refused
from ..scheduling.actions.allotting import find_rooms
from . import asking, papers, teaching
from .enrolments import moments, one_more

COURSE = "volunteer_briefing"
LENGTH = timedelta(minutes=180)
CONTESTED = "電車の遅れの証明書があります。着いたのは10分後でした。"
PEOPLE, SEATS = 24, 26
OPENED, CLOSED, PLANNED = timedelta(days=56), timedelta(days=7), timedelta(days=100)
OUTCOMES = ((0.03, Status.ABSENT), (0.06, Status.LATE), (0.07, Status.LEFT_EARLY))


def add(session, courses, everybody, *, here, staff, random, at):
    teacher = session.scalars(select(Account).where(Account.email == "instructor@demo.example")).one()
    teaching.name_everybody(session, teacher, staff=staff, at=at)
    record_past(session, teacher, random=random, at=at)
    cohort = make_today(session, courses[COURSE], here=here, staff=staff, at=at)
    for moment in moments(random, cohort.opens_at, cohort.closes_at, PEOPLE):
        one_more(session, cohort, random.choice(everybody), staff=staff, random=random, at=moment)
    teaching.name(session, cohort, teacher.person_id, staff=staff, at=cohort.opens_at)
    take_half(session, cohort, teacher, random=random, at=at)
    papers.prefer_nurses(session, courses[teaching.FIRST], staff=staff, at=at)
    papers.lose_a_licence(session, courses[teaching.FIRST], staff=staff, at=at)
    asking.ask_some(session, teacher, staff=staff, at=at)
    say_it_is_wrong(session, at=at)


def say_it_is_wrong(session, *, at):
    """Whoever was late last contests it, and it waits for staff."""
    late = select(Mark.session_id, Enrolment.receipt).join(Enrolment, Enrolment.id == Mark.enrolment_id)
    late = late.join(Session, Session.id == Mark.session_id).where(Mark.status == Status.LATE, Session.ends_at < at)
    found = session.execute(late.order_by(Session.ends_at.desc(), Mark.id).limit(1)).first()
    if found and (enrolment := records.record(session, found.receipt)):
        with suppress(Refused):  # the last lesson may be long ago
            contests.contest(session, enrolment, found.session_id, words=CONTESTED, by=None, at=at)


def make_today(session, course_id, *, here, staff, at):
    """A lesson that began within the last hour, by the clock on the wall."""
    starts_at = begun(at)
    day = clock.today(starts_at)
    cohort = cohorts.create_cohort(
        session,
        course=session.get(Course, course_id),
        opens_at=clock.instant(day - OPENED, time(9)),
        closes_at=clock.instant(day - CLOSED, time(17)),
        capacity=SEATS,
        place_id=here[0],
        lead_id=staff.person_id,
        by=staff,
        at=at - PLANNED,
    )
    starts, ends = clock.local(starts_at).time(), clock.local(starts_at + LENGTH).time()
    sessions.plan_sessions(session, cohort, days=[day], starts=starts, ends=ends, by=staff, at=at - PLANNED)
    sessions.fill_sessions(session, cohort, by=staff, at=at - PLANNED)
    find_rooms(session, cohort, by=staff, at=at - PLANNED)
    cohorts.publish_cohort(session, cohort, by=staff, at=at - PLANNED)
    return cohort_page(session, cohort.code, again=True)


def begun(at: datetime) -> datetime:
    """The half hour before the last one, so that the whole lesson lies within the day."""
    here = clock.local(at)
    minutes = max(0, min((here.hour * 60 + here.minute) // 30 * 30 - 30, 24 * 60 - 30 - LENGTH // timedelta(minutes=1)))
    return clock.instant(here.date(), time(minutes // 60, minutes % 60))


def take_half(session, cohort, teacher, *, random, at):
    [sitting] = cohort.sessions
    there = select(Enrolment.id).where(Enrolment.cohort_id == cohort.id, Enrolment.state == State.CONFIRMED)
    some = list(session.scalars(there.order_by(Enrolment.id)))[: PEOPLE // 2]
    given = [Given(f"demo:{sitting.id}:{one}", one, *outcome(random, 120)) for one in some]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=teacher, at=max(at, sitting.starts_at))


def outcome(random, length):
    """(status, minutes late, minutes before the end)."""
    chance = random.random()
    status = next((status for below, status in OUTCOMES if chance < below), Status.PRESENT)
    missed = random.randrange(5, min(30, length))
    return status, missed if status is Status.LATE else 0, missed if status is Status.LEFT_EARLY else 0


def record_past(session, teacher, *, random, at):
    """Every roll but the last of them is taken and closed. Plain rows: there are many."""
    over = sittings(session, Cohort.state == CohortState.PUBLISHED, Session.ends_at < at - timedelta(hours=2))[:-1]
    people = people_of(session, {one.cohort_id for one in over})
    made = [mark for one in over for mark in marks_of(one, people.get(one.cohort_id, ()), teacher, random)]
    if not made:
        return
    ids = {key: id for id, key in session.execute(insert(Mark).returning(Mark.id, Mark.key), made)}
    rows = [
        {
            "enrolment_id": mark["enrolment_id"],
            "session_id": mark["session_id"],
            "part_id": int(part),
            "minutes": minutes,
            "mark_id": ids[mark["key"]],
        }
        for mark in made
        for part, minutes in mark["minutes"].items()
    ]
    session.execute(insert(Attendance), rows)
    session.execute(insert(RollCall), [closed(one, teacher) for one in over])


def people_of(session, cohort_ids):
    there = select(Enrolment.cohort_id, Enrolment.id, Enrolment.submitted_at)
    found: dict[int, list] = {}
    for cohort_id, *rest in session.execute(
        there.where(Enrolment.cohort_id.in_(cohort_ids), Enrolment.state == State.CONFIRMED).order_by(Enrolment.id)
    ):
        found.setdefault(cohort_id, []).append(rest)
    return found


def marks_of(sitting, people, teacher, random):
    for enrolment_id, submitted_at in people:
        if submitted_at < sitting.ends_at:
            yield mark_of(sitting, enrolment_id, teacher, outcome(random, sitting.length))


def mark_of(sitting, enrolment_id, teacher, marked):
    status, late, early = marked
    minutes = presence([part.slice for part in sitting.parts], sitting.length, status, late, early)
    noted = sitting.starts_at + timedelta(minutes=5)
    return {
        "key": f"demo:{sitting.id}:{enrolment_id}",
        "enrolment_id": enrolment_id,
        "session_id": sitting.id,
        "status": status,
        "late_minutes": late,
        "early_minutes": early,
        "minutes": {str(part): here for part, here in minutes.items()},
        "source": MarkSource.ROLL_CALL,
        "fate": Fate.COUNTED,
        "noted_at": noted,
        "at": noted,
        "by_id": teacher.id,
        "reason": None,
        "answers_id": None,
    }


def closed(sitting, teacher):
    ends = {"closed_at": sitting.ends_at, "closed_by_id": teacher.id}
    return {"session_id": sitting.id, "opened_at": sitting.starts_at, **ends}
