"""Fifty want the same room at the same hour, and beds that are not enough for all: one has it, and never too many."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY
from tests.scheduling.places import add, at, draft, make_beds, make_place, make_room, wanting
from tests.storm.test_screening import one_transaction, together
from workforce import no_overlap
from workforce.audit import running
from workforce.catalogue.actions import sessions
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.refusals import Refused
from workforce.scheduling.actions import equipment
from workforce.scheduling.models import EquipmentBooking, RoomBooking

pytestmark = pytest.mark.storm

MANY = 50
BEDS, EACH = 10, 3
CHECKS = ["rooms_booked_twice", "rooms_apart_from_their_session", "equipment_beyond_the_quantity"]


def book(session, code, wanted, shift):
    """A session in that room, some minutes later than the others'."""
    times = {"starts_at": at(18) + timedelta(minutes=shift), "ends_at": at(20) + timedelta(minutes=shift)}
    sessions.add_session(session, cohort_page(session, code), **times, wanted=wanted, by=None, at=MONDAY)


def take_beds(session, code, ids):
    cohort = cohort_page(session, code)
    equipment.book(session, cohort, cohort.sessions[0], dict.fromkeys(ids, EACH), by=None, at=MONDAY)


def insert(session, room_id, number):
    """As somebody would who knows nothing of our lock."""
    span = {"begins_at": at(9) + timedelta(minutes=number), "ends_at": at(11) + timedelta(minutes=number)}
    with no_overlap.refusing(session, RoomBooking, Refused):
        session.add(RoomBooking(room_id=room_id, purpose=f"{number}", at=MONDAY, **span))


def at_the_same_moment(processes, *acts):
    return Counter(together(processes, *((one_transaction, *act) for act in acts)))


def test_exactly_one_of_fifty_has_the_room(app, processes, session):
    place = make_place(session)
    room = make_room(session, place)
    codes = [draft(session, place).code for _ in range(MANY)]
    wanted = wanting(room)
    session.commit()
    processes.rehearse(book, codes[0], wanted, 0)

    acts = [(book, code, wanted, n % 5) for n, code in enumerate(codes)]
    assert at_the_same_moment(processes, *acts) == {"done": 1, "RoomTaken": MANY - 1}

    session.expire_all()
    assert len(session.scalars(select(RoomBooking)).all()) == 1
    with app.app_context():
        assert running.found(session, at=MONDAY, names=CHECKS) == {}


def test_beds_are_never_more_than_there_are(app, processes, session):
    place = make_place(session)
    beds = make_beds(session, place, BEDS)
    cohorts = [draft(session, place) for _ in range(12)]
    for n, cohort in enumerate(cohorts):
        add(session, cohort, begins=18 + n % 2, ends=20 + n % 2)
    codes, ids = [one.code for one in cohorts], [beds.id]
    session.commit()
    processes.rehearse(take_beds, codes[0], ids)

    found = at_the_same_moment(processes, *((take_beds, code, ids) for code in codes))
    assert found == {"done": BEDS // EACH, "EquipmentShort": len(codes) - BEDS // EACH}

    session.expire_all()
    assert sum(session.scalars(select(EquipmentBooking.quantity))) <= BEDS
    with app.app_context():
        assert running.found(session, at=MONDAY, names=CHECKS) == {}


def test_database_itself_lets_one_in_when_nobody_holds_the_room(app, processes, session):
    room_id = make_room(session, make_place(session)).id
    session.commit()
    processes.rehearse(insert, room_id, 0)

    found = at_the_same_moment(processes, *((insert, room_id, n) for n in range(12)))
    assert found["done"] == 1
