"""Faults about rooms and equipment, for test_audit."""

from datetime import timedelta

import sqlalchemy as sa

from tests.make import MONDAY, saved
from workforce.catalogue.models import Place, Session
from workforce.scheduling.models import Equipment, EquipmentKind, Room

NOW = MONDAY
HOUR = timedelta(hours=1)
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def sitting_of(centre):
    return centre.session.scalars(sa.select(Session).where(Session.cohort_id == centre.cohort.id)).first()


def here(centre):
    """The place of the cohort."""
    place = centre.session.scalars(sa.select(Place)).first()
    centre.cohort.place_id = place.id
    centre.session.flush()
    return place


def room(centre, place):
    values = {"way": {}, "access": [], "fixtures": [], "changed_at": NOW}
    return saved(centre.session, Room(place_id=place.id, name="研修室A", **values))


def booking(centre, room, begins, ends, *, session_id=None):
    given = {"room_id": room.id, "session_id": session_id, "purpose": "" if session_id else "会議", "at": NOW}
    return centre.new("room_booking", begins_at=begins, ends_at=ends, setup_minutes=0, clearing_minutes=0, **given)


@fault
def rooms_booked_twice(centre):
    """As if the promise of the database were gone."""
    if centre.session.get_bind().dialect.name == "postgresql":
        centre.sql("ALTER TABLE room_booking DROP CONSTRAINT room_booking_no_overlap")
    else:
        centre.sql("DROP TRIGGER room_booking_no_overlap_insert")
    there = room(centre, here(centre))
    booking(centre, there, NOW, NOW + HOUR)
    return booking(centre, there, NOW + HOUR / 2, NOW + 2 * HOUR)


@fault
def rooms_apart_from_their_session(centre):
    sitting = sitting_of(centre)
    there = room(centre, here(centre))
    return booking(centre, there, sitting.starts_at, sitting.ends_at + HOUR, session_id=sitting.id)


@fault
def rooms_that_nobody_will_use(centre):
    sitting = sitting_of(centre)
    there = room(centre, here(centre))
    sitting.online = True
    return booking(centre, there, sitting.starts_at, sitting.ends_at, session_id=sitting.id)


def beds(centre, quantity):
    place = here(centre)
    return saved(centre.session, Equipment(place_id=place.id, kind=EquipmentKind.BED, quantity=quantity))


def with_session(centre, equipment, quantity, *, late=timedelta(0)):
    sitting = sitting_of(centre)
    given = {"equipment_id": equipment.id, "session_id": sitting.id, "quantity": quantity, "at": NOW}
    times = {"begins_at": sitting.starts_at + late, "ends_at": sitting.ends_at}
    return centre.new("equipment_booking", **times, **given)


@fault
def equipment_beyond_the_quantity(centre):
    return with_session(centre, beds(centre, 2), 3)


@fault
def equipment_apart_from_its_session(centre):
    return with_session(centre, beds(centre, 3), 3, late=timedelta(minutes=5))
