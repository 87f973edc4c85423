"""A place with rooms and beds, and cohorts that want them."""

from datetime import datetime, time, timedelta

from tests.make import MONDAY, make_cohort, saved
from workforce import clock
from workforce.catalogue.actions import sessions
from workforce.catalogue.hooks import Wanted
from workforce.catalogue.models import CohortState, Place
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.i18n.wording import localized_text
from workforce.scheduling.models import Equipment, EquipmentKind, Layout, Room, RoomHours, RoomLayout
from workforce.scheduling.rules.grid import value_of

DAY = datetime(2026, 11, 3, tzinfo=clock.ZONE).date()
"""A Tuesday."""
SEATS = 20


def make_place(session, name="センター"):
    return saved(session, Place(name=localized_text(name), address="見本市1-2-3", access={}))


def make_room(session, place, name="研修室A", *, seats=SEATS, layout=Layout.SEMINAR, hours=None, **given):
    """`hours`: (opens, closes) of every day; None: any time."""
    values = {"way": {}, "access": [], "fixtures": [], "changed_at": MONDAY, "step_free": True} | given
    room = saved(session, Room(place_id=place.id, name=name, **values))
    saved(session, RoomLayout(room_id=room.id, layout=layout, seats=seats))
    for weekday in range(7) if hours else ():
        saved(session, RoomHours(room_id=room.id, weekday=weekday, opens=hours[0], closes=hours[1]))
    return room


def make_beds(session, place, quantity=10):
    return saved(session, Equipment(place_id=place.id, kind=EquipmentKind.BED, quantity=quantity))


def draft(session, place, **given):
    """A cohort whose timetable is being written."""
    cohort = make_cohort(session, place_id=place.id, **{"state": CohortState.DRAFT, "starts_at": None} | given)
    return cohort_page(session, cohort.code)


def wanting(room, layout=Layout.SEMINAR, *, anyway=False):
    return Wanted(value_of(room.id, layout), anyway)


def at(hour, minute=0, day=DAY):
    return clock.instant(day, time(hour, minute))


def add(session, cohort, room=None, begins=18, ends=20, *, day=DAY, **given):
    """A session on `day`, in that room."""
    times = {"starts_at": at(begins, day=day), "ends_at": at(ends, day=day)}
    wanted = wanting(room) if room else None
    return sessions.add_session(session, cohort, **times, **{"wanted": wanted} | given, by=None, at=MONDAY)


def again(session, cohort):
    return cohort_page(session, cohort.code, again=True)


WEEK = timedelta(days=7)
