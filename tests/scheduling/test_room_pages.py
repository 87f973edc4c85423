"""Staff keep rooms, shut days, pictures and beds; everybody reads how to get there."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.scheduling.places import DAY, WEEK, add, draft, make_beds, make_place, make_room
from workforce import clock
from workforce.access import Role
from workforce.scheduling.actions import equipment
from workforce.scheduling.models import Closure, Equipment, Room, RoomBooking

TUESDAY = DAY + 53 * WEEK


@pytest.fixture
def amina(browser):
    return browser(Role.ADMIN, "en")


@pytest.fixture
def place(session):
    return make_place(session)


@pytest.fixture
def room(session, place):
    return make_room(session, place)


def png(width, height):
    """The smallest file that says how large it is."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def jpeg(width, height):
    """With a part before the size that is passed over."""
    comment = b"\xff\xfe" + struct.pack(">H", 4) + b"hi"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"


def test_room_is_written_changed_and_read(amina, browser, session, place):
    page = amina.get(f"/staff/places/{place.id}/rooms/new")
    room = {
        "name": "実習室",
        "kana": "じっしゅうしつ",
        "way-ja": "3階の奥",
        "seats_practice": "12",
        "step_free": "y",
        "access": "lift",
    }
    shown = amina.follow(amina.submit(page, **room, opens_6="", closes_6=""))
    assert "practice with beds: 12 people" in shown.words
    assert "9:00–21:30" in shown.words

    kept = session.scalars(select(Room)).one()
    edit = amina.get(f"/staff/places/{place.id}/rooms/{kept.id}/edit")
    assert edit.form()[1]["closes_6"] == ""
    assert amina.submit(edit, setup_minutes="45", seats_practice="10").status == 303
    assert amina.submit(edit, setup_minutes="50").status == 422  # somebody saved meanwhile

    visitor = browser(language="vi").get(f"/places/{place.id}")
    assert "実習室" in visitor.words
    assert "Thang máy" in visitor.words
    assert "Jisshuushitsu" in visitor.words
    assert "じっしゅうしつ" in browser(language="easy").get(f"/places/{place.id}").words


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Fill this in"),
        ("name", "研修室A", "a room of that name already"),
        ("seats_seminar", "many", "Type a whole number"),
        ("closes_2", "", "Fill this in"),
        ("closes_2", "8:00", "must close after it opens"),
        ("setup_minutes", "500", "At most 240"),
    ],
)
def test_mistakes_are_explained_and_nothing_typed_is_lost(amina, room, place, field, typed, words):
    page = amina.get(f"/staff/places/{place.id}/rooms/new")
    refused = amina.submit(page, **{"name": "実習室", "way-ja": "3階", field: typed})

    assert refused.status == 422
    assert words in refused.error(field)
    assert refused.form()[1]["way-ja"] == "3階"


def test_days_are_shut_after_reading_who_is_there(amina, session, place, room):
    sitting = add(session, draft(session, place, code="s26-02"), room, day=TUESDAY)
    typed = {"first_day": str(TUESDAY), "last_day": str(TUESDAY), "reason": "館内点検"}
    refused = amina.submit(amina.get(f"/staff/places/{place.id}/closures/new"), **typed)
    assert "s26-02" in refused.words
    listed = amina.follow(amina.submit(refused, anyway="y"))
    assert "館内点検" in listed.words
    session.refresh(sitting)
    assert (sitting.room, session.scalars(select(RoomBooking)).all()) == ("", [])

    assert amina.submit(listed, "form[action$='/removal']").status == 303
    assert session.scalars(select(Closure)).all() == []


def test_hours_are_changed_after_reading_what_is_booked_and_it_waits_to_be_moved(amina, session, place, room):
    add(session, draft(session, place, code="s26-02"), room, day=clock.today(datetime.now(UTC)) + WEEK)
    session.commit()
    edit, waits = f"/staff/places/{place.id}/rooms/{room.id}/edit", "Sessions in rooms that are shut then"
    early = {f"opens_{n}": "09:00" for n in range(7)} | {f"closes_{n}": "17:00" for n in range(7)}

    refused = amina.submit(amina.get(edit), **early)
    assert "s26-02" in refused.error("anyway")
    assert "open from 09:00 to 17:00" not in amina.get("/staff/").words
    amina.submit(refused, anyway="y")

    assert f"{waits} 1" in amina.get("/staff/").words
    assert "open from 09:00 to 17:00" in amina.get("/staff/").words
    later = {f"closes_{n}": "21:00" for n in range(7)}
    assert amina.submit(amina.get(edit), setup_minutes="10").status == 303  # of what is known nobody is asked again
    assert amina.submit(amina.get(edit), **later).status == 303
    assert f"{waits} 1" not in amina.get("/staff/").words


def test_sessions_without_a_room_are_read_before_their_place_is_shut(amina, session, place):
    day = clock.today(datetime.now(UTC)) + WEEK
    add(session, draft(session, place, code="s26-02"), day=day)
    session.commit()
    typed = {"first_day": str(day), "last_day": str(day), "reason": "館内点検"}

    refused = amina.submit(amina.get(f"/staff/places/{place.id}/closures/new"), **typed)
    assert "s26-02" in refused.words
    amina.submit(refused, anyway="y")

    assert "館内点検" in amina.get("/staff/").words


def test_room_is_reserved_for_a_meeting_and_given_back(amina, session, place, room):
    address = f"/staff/places/{place.id}/rooms/{room.id}"
    typed = {"purpose": "職員会議", "day": str(TUESDAY), "starts": "10:00", "ends": "12:00"}
    form = amina.get(f"{address}/reservations/new")
    listed = amina.follow(amina.submit(form, **typed))
    assert "職員会議" in listed.words
    assert "職員会議" in amina.submit(form, **typed).error("starts")

    assert amina.submit(listed, "form[action$='/removal']").status == 303
    assert session.scalars(select(RoomBooking)).all() == []


@pytest.mark.parametrize(("name", "body"), [("a.png", png(800, 600)), ("a.jpg", jpeg(800, 600))])
def test_picture_is_shown_to_everybody_at_its_size(amina, browser, session, place, room, name, body):
    address = f"/staff/places/{place.id}/rooms/{room.id}/photo"
    assert amina.submit(amina.get(address), file=(BytesIO(body), name)).status == 303

    shown = browser().get(f"/places/{place.id}")
    [image] = shown.select("main img")
    assert (image["width"], image["height"]) == ("800", "600")
    assert browser().download(image["src"])[1] == body
    assert amina.submit(amina.get(address), "form[action$='/removal']").status == 303
    assert browser().download(image["src"])[0] == 404


def test_what_is_no_picture_is_refused(amina, place, room):
    address = f"/staff/places/{place.id}/rooms/{room.id}/photo"
    for body in (b"%PDF-1.7 ...", b"\xff\xd8\xff\xda"):
        refused = amina.submit(amina.get(address), file=(BytesIO(body), "a.pdf" if body[0] == 37 else "a.jpg"))
        assert "no PNG or JPEG picture" in refused.error("file")


def test_staff_book_beds_and_read_who_has_them(amina, session, place):
    amina.submit(amina.get(f"/staff/places/{place.id}/equipment"), bed="10")
    beds = session.scalars(select(Equipment)).one()
    other, cohort = draft(session, place, code="s26-02"), draft(session, place)
    equipment.book(session, other, add(session, other), {beds.id: 6}, by=None, at=datetime.now(UTC))
    sitting = add(session, cohort)
    page = amina.get(f"/staff/cohorts/{cohort.code}/sessions/{sitting.id}/equipment")
    assert "s26-02 has 6" in page.words

    refused = amina.submit(page, **{f"with_{beds.id}": "5"})
    assert refused.status == 422
    assert "4 of them free" in refused.words
    assert amina.submit(refused, **{f"with_{beds.id}": "4"}).status == 303


def test_room_that_is_renamed_is_read_by_its_new_name_in_what_is_to_come(amina, session, place, room):
    cohort = draft(session, place)
    sitting = add(session, cohort, room, day=TUESDAY)
    edit = amina.get(f"/staff/places/{place.id}/rooms/{room.id}/edit")
    amina.submit(edit, name="大研修室")

    session.refresh(sitting)
    assert sitting.room == "大研修室"


def test_calendar_of_a_room_turns_by_four_weeks(amina, session, place, room):
    add(session, draft(session, place, code="s26-02"), room, day=TUESDAY)
    address = f"/staff/places/{place.id}/rooms/{room.id}?first="
    assert "s26-02" in amina.get(f"{address}{TUESDAY - timedelta(days=27)}").words
    assert "s26-02" not in amina.get(f"{address}{TUESDAY + timedelta(days=1)}").words
    assert amina.get(f"{address}x").status == 200


def test_beds_of_a_place_are_counted(amina, session, place):
    make_beds(session, place, 3)
    amina.submit(amina.get(f"/staff/places/{place.id}/equipment"), bed="4", wheelchair="2")

    assert sorted(session.scalars(select(Equipment.quantity))) == [2, 4]
