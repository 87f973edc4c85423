"""Faults about tables, for test_audit."""

import sqlalchemy as sa

from tests.make import MONDAY
from workforce.catalogue.models import Session

FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


@fault
def seats_at_no_table(centre):
    sitting = centre.session.scalars(sa.select(Session).where(Session.cohort_id == centre.cohort.id)).first()
    hall = {"tables": 2, "chairs": 4, "step_free": 0, "revision": 1, "changed_at": MONDAY}
    plan = centre.new("seating_plan", session_id=sitting.id, **hall)
    seat = {"plan_id": plan, "enrolment_id": centre.first.id, "pinned": False}
    return centre.new("seating_place", table_number=3, chair=1, **seat)


@fault
def seating_notes_kept_too_long(centre):
    noted = {"speaks": [], "on_card": False, "at": MONDAY}
    centre.new("seating_fact", enrolment_id=centre.second.id, **noted)
    centre.sql("UPDATE enrolment SET trimmed = 1 WHERE id = :id", id=centre.second.id)
    return centre.second.id
