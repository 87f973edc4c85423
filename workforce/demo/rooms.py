"""Rooms of the invented places, and what they are booked for besides the sessions."""

import tomllib
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import select

from .. import clock
from ..catalogue.actions import places
from ..catalogue.hooks import Wanted
from ..catalogue.models import Cohort, CohortState, Course, Place, Session
from ..catalogue.queries.cohorts import cohort_page
from ..i18n.wording import localized_text
from ..refusals import Refused
from ..scheduling.actions import equipment, rooms
from ..scheduling.models import EquipmentKind, Layout, Room, RoomBooking
from ..scheduling.queries import grids
from ..scheduling.queries.equipment import of_place
from ..scheduling.rules.grid import value_of

GIVEN = tomllib.loads(Path(__file__).with_name("rooms.toml").read_text())["place"]
HOURS = {weekday: (time(9), time(22)) for weekday in range(7)}
PRACTISED = "initial_training"
BEDS = 4
AHEAD = 90
"""Days in which beds are booked, and a day is looked for on which the building can be inspected."""


def make(session, here, *, by, at):
    """`here`: the places, in the order of the file."""
    for place, given in zip(here, GIVEN, strict=True):
        if given["map_url"]:
            places.edit_place(session, place, map_url=given["map_url"], by=by, at=at)
        stock = {EquipmentKind(kind): quantity for kind, quantity in given["equipment"].items()}
        equipment.stock(session, place, stock, by=by, at=at)
        for room in given["room"]:
            layouts = {Layout(layout): seats for layout, seats in room["layouts"].items()}
            plain = {name: room[name] for name in ("name", "kana", "step_free", "access", "fixtures")}
            plain |= {"setup_minutes": room.get("setup_minutes"), "way": localized_text(**room["way"])}
            rooms.create_room(session, place, layouts=layouts, hours=HOURS, **plain, by=by, at=at)


def another(session, cohort, sitting, *, at) -> Wanted:
    """Another room than it has, that is free; or none of ours."""
    grid = grids.grid(session, cohort.place_id, [sitting], at=at)
    own = next((one for one in grid.rooms if one.name == sitting.room), None)
    free = grid.others(own, sitting.starts_at, sitting.ends_at, capacity=cohort.capacity)
    return Wanted(value_of(free[0][0].id, free[0][1])) if free else Wanted("")


def work(session, *, staff, at):
    """Beds for those who practise, a meeting, and a day on which the centre is inspected."""
    place = session.scalars(select(Place).order_by(Place.id)).first()
    book_beds(session, place, staff=staff, at=at)
    room = session.scalars(select(Room).where(Room.place_id == place.id).order_by(Room.id.desc())).first()
    for n in range(1, 8):
        day = clock.today(at) + timedelta(days=n)
        with suppress(Refused):
            span = {"begins_at": clock.instant(day, time(10)), "ends_at": clock.instant(day, time(11, 30))}
            rooms.reserve(session, room, **span, purpose="職員会議", by=staff, at=at)
            break
    if quiet := quiet_day(session, place, clock.today(at)):
        reason = "館内設備の点検"
        rooms.close(session, place, room=None, first_day=quiet, last_day=quiet, reason=reason, by=staff, at=at)


def book_beds(session, place, *, staff, at):
    query = select(Cohort.code).join(Course, Course.id == Cohort.course_id)
    running = Course.slug == PRACTISED, Cohort.place_id == place.id, Cohort.state != CohortState.CANCELLED
    beds = next(one for one in of_place(session, place.id) if one.kind is EquipmentKind.BED)
    for code in session.scalars(query.where(*running).order_by(Cohort.id)):
        cohort = cohort_page(session, code)
        assert cohort is not None
        for sitting in [one for one in cohort.sessions if at < one.starts_at < at + timedelta(days=AHEAD)][::3]:
            with suppress(Refused):
                equipment.book(session, cohort, sitting, {beds.id: BEDS}, by=staff, at=at)


def quiet_day(session, place, today) -> date | None:
    """A weekday on which nobody is there."""
    query = select(RoomBooking.begins_at).join(Room, Room.id == RoomBooking.room_id)
    query = query.where(Room.place_id == place.id)
    busy = {clock.today(begins) for begins in session.scalars(query)}
    sitting = select(Session.starts_at).join(Cohort, Cohort.id == Session.cohort_id)
    busy |= {clock.today(one) for one in session.scalars(sitting.where(Cohort.place_id == place.id))}
    days = (today + timedelta(days=n) for n in range(10, AHEAD))
    return next((day for day in days if day not in busy and day.weekday() < 5), None)
