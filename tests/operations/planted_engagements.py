"""Faults about who teaches when, for test_audit."""

from datetime import timedelta

from tests.make import MONDAY, make_person
from tests.operations.planted_rolls import taught

DAY = timedelta(days=1)
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def named(centre, person=None):
    """(assignment id, session id, person id) of somebody who teaches what the centre's cohort teaches."""
    session_id, part_id = taught(centre)
    person_id = (person or make_person(centre.session, "田村 先生")).id
    given = {"part_id": part_id, "person_id": person_id, "duty": "lead", "at": MONDAY}
    return centre.new("assignment", **given), session_id, person_id


def engaged(centre, session_id, person_id, *, later=timedelta(0)):
    begins, ends = centre.cohort.starts_at + later, centre.cohort.ends_at + later
    given = {"session_id": session_id, "person_id": person_id}
    return centre.new("engagement", **given, begins_at=begins, ends_at=ends)


@fault
def engagements_for_nothing(centre):
    session_id, _part = taught(centre)
    return engaged(centre, session_id, make_person(centre.session).id)


@fault
def teaching_without_engagement(centre):
    assignment_id, _session, _person = named(centre)
    return assignment_id


@fault
def engagements_at_another_time(centre):
    _assignment, session_id, person_id = named(centre)
    return engaged(centre, session_id, person_id, later=DAY)


@fault
def engagements_at_once(centre):
    one, other = (make_person(centre.session, name) for name in ("田村 先生", "田村 旧姓"))
    ids = [engaged(centre, named(centre, person)[1], person.id) for person in (one, other)]
    centre.sql("UPDATE person SET merged_into_id = :one WHERE id = :other", one=one.id, other=other.id)
    return min(ids)
