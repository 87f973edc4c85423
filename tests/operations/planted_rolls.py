"""Faults about rolls, for test_audit."""

from datetime import timedelta

import sqlalchemy as sa

from tests.make import MONDAY, make_account

NOW = MONDAY
DAY = timedelta(days=1)
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def taught(centre):
    """(session id, part id) of what the centre's cohort teaches."""
    query = "SELECT session.id, session_part.id FROM session JOIN session_part ON session_id = session.id"
    return centre.session.execute(sa.text(f"{query} WHERE cohort_id = :id"), {"id": centre.cohort.id}).one()


def called(centre, *, is_closed=False):
    session_id, _part = taught(centre)
    centre.sql("DELETE FROM roll_call")
    closed = {"closed_at": NOW, "closed_by_id": make_account(centre.session).id} if is_closed else {}
    return centre.new("roll_call", session_id=session_id, opened_at=NOW, **closed)


def mark(centre, minutes=60, *, enrolment=None, **given):
    """A mark behind the back of the house; its id."""
    session_id, part_id = taught(centre)
    number = centre.session.scalar(sa.text("SELECT count(*) FROM attendance_mark"))
    values = {
        "key": f"planted-{number}",
        "enrolment_id": (enrolment or centre.first).id,
        "session_id": session_id,
        "status": "present",
        "late_minutes": 0,
        "early_minutes": 0,
        "minutes": {str(part_id): minutes},
        "source": "roll_call",
        "fate": "counted",
        "noted_at": NOW,
        "at": NOW,
    }
    return centre.new("attendance_mark", **values | given)


def count(centre, mark_id, minutes=60):
    session_id, part_id = taught(centre)
    centre.sql("DELETE FROM attendance")
    where = {"enrolment_id": centre.first.id, "session_id": session_id, "part_id": part_id}
    return centre.new("attendance", **where, minutes=minutes, mark_id=mark_id)


@fault
def minutes_of_another_mark(centre):
    called(centre)
    first = mark(centre)
    mark(centre, noted_at=NOW + timedelta(minutes=1))
    return count(centre, first)


@fault
def minutes_that_differ_from_the_mark(centre):
    called(centre)
    first = mark(centre)
    count(centre, first, 50)
    return first


@fault
def minutes_beyond_the_part(centre):
    called(centre)
    return count(centre, mark(centre, 61), 61)


@fault
def closed_rolls_with_gaps(centre):
    return called(centre, is_closed=True)


@fault
def late_marks_decided_by_another(centre):
    called(centre)
    late = mark(centre, fate="too_late")
    return mark(centre, enrolment=centre.second, answers_id=late, source="staff", fate="overtaken")


@fault
def marks_without_a_roll(centre):
    return mark(centre)
