"""A session with people on its roll, made without the forms they came by."""

from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import select

from tests.make import MONDAY, make_account, make_cohort, make_course, make_person, saved
from workforce.access import Role
from workforce.attendance.models import Attendance
from workforce.catalogue.models import Cohort, Mode, Session, SessionPart, Subject, SubjectItem
from workforce.enrolment.models import Enrolment, Guest, GuestPart, Origin, State
from workforce.scheduling.models import Assignment, Duty

NUMBERS = count(1)
PEOPLE = [
    ("佐藤 花子", "サトウ", "ハナコ"),
    ("鈴木 太郎", "スズキ", "タロウ"),
    ("高橋 美咲", "タカハシ", "ミサキ"),
    ("NGUYEN THI LAN", "グエン", "ティ ラン"),
]


def make_enrolment(session, cohort, *, name=None, state=State.CONFIRMED, at=None, person=None, **given):
    number = next(NUMBERS)
    written, family_kana, given_kana = PEOPLE[number % len(PEOPLE)]
    kana = {"family_kana": family_kana, "given_kana": given_kana}
    kana["sort_kana"] = f"{family_kana} {given_kana}"
    person = person or make_person(session, name or written, **kana)
    at = at or MONDAY - timedelta(days=30)
    values = {
        "receipt": f"R{number:06d}",
        "cohort_id": cohort.id,
        "person_id": person.id,
        "state": state,
        "origin": Origin.WEB,
        "language": "ja",
        "answers": {},
        "needs": {},
        "idempotency_key": f"lesson-{number}",
        "submitted_at": at,
        "queued_at": at,
        "changed_at": at,
    }
    return saved(session, Enrolment(**values | given))


def make_lesson(session, people=3, *, starts_at=MONDAY, minutes=(50, 60), length=120, cohort=None, **given):
    """(session, its enrolments): parts of these minutes, one item each, in a cohort of its own unless one is given."""
    if cohort is None:
        items = tuple((each, Mode.LECTURE) for each in minutes)
        cohort = make_cohort(session, course=make_course(session, items=items), starts_at=starts_at, **given)
    sitting = make_session(session, cohort, starts_at=starts_at, minutes=minutes, length=length)
    return sitting, [make_enrolment(session, cohort) for _n in range(people)]


def make_session(session, cohort, *, starts_at, minutes=(50, 60), length=120):
    ends_at = starts_at + timedelta(minutes=length)
    sitting = saved(session, Session(cohort_id=cohort.id, starts_at=starts_at, ends_at=ends_at))
    items = items_of(session, cohort)
    for n, each in enumerate(minutes):
        part = SessionPart(session_id=sitting.id, position=n + 1, item_id=items[n % len(items)].id, minutes=each)
        saved(session, part)
    return sitting


def items_of(session, cohort):
    query = select(SubjectItem).join(Subject).where(Subject.course_id == cohort.course_id)
    return list(session.scalars(query.order_by(Subject.number, SubjectItem.number)))


def parts_of(session, sitting):
    query = select(SessionPart).where(SessionPart.session_id == sitting.id).order_by(SessionPart.position)
    return list(session.scalars(query))


def make_guest(session, sitting, enrolment, parts, *, ended_at=None):
    values = {"session_id": sitting.id, "cohort_id": sitting.cohort_id, "enrolment_id": enrolment.id}
    guest = saved(session, Guest(**values, at=MONDAY - timedelta(days=2), ended_at=ended_at))
    for part in parts:
        saved(session, GuestPart(guest_id=guest.id, part_id=part.id))
    return guest


def make_teacher(session, *sittings, duty=Duty.LEAD, name="田村 先生"):
    """An account that teaches every part of these sessions."""
    account = make_account(session, Role.INSTRUCTOR, name)
    for sitting in sittings:
        assign(session, sitting, account, duty)
    return account


def assign(session, sitting, account, duty=Duty.LEAD):
    for part in parts_of(session, sitting):
        saved(session, Assignment(part_id=part.id, person_id=account.person_id, duty=duty, at=MONDAY))


def minutes_of(session, sitting, enrolment) -> list[int] | None:
    """Of each part as they count now; None for what is not recorded."""
    rows = select(Attendance.part_id, Attendance.minutes).where(Attendance.enrolment_id == enrolment.id)
    found = dict(session.execute(rows.where(Attendance.session_id == sitting.id)).all())
    return [found.get(part.id) for part in parts_of(session, sitting)] if found else None


def now() -> datetime:
    """A moment in which a session that begins at MONDAY has just begun."""
    return MONDAY + timedelta(minutes=5)


def cohort_of(session, sitting) -> Cohort:
    return session.get(Cohort, sitting.cohort_id)
