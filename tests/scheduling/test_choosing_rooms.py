"""Staff choose rooms where they write the timetable, and read what is in the way before anything is saved."""

from datetime import UTC, datetime

import pytest

from tests.scheduling.places import DAY, WEEK, add, again, draft, make_place, make_room, saved
from workforce.access import Role
from workforce.catalogue.models import Place
from workforce.scheduling.models import Closure

TUESDAY = DAY + 53 * WEEK
"""Far enough ahead that every hour of it can be offered."""


@pytest.fixture
def amina(browser):
    return browser(Role.ADMIN, "en")


@pytest.fixture
def room(session):
    return make_room(session, make_place(session))


@pytest.fixture
def cohort(session, room):
    return draft(session, room_place(session, room))


def room_place(session, room):
    return session.get(Place, room.place_id)


def test_room_is_chosen_with_the_session_and_read_again(amina, session, room, cohort):
    address = f"/staff/cohorts/{cohort.code}/sessions"
    typed = {"day": str(TUESDAY), "starts": "18:00", "ends": "20:00"}
    page = amina.follow(
        amina.submit(amina.get(address), "form[action$='/sessions']", booked=f"{room.id}:seminar", **typed)
    )

    assert "研修室A (rows of tables, 20 people)" in page.words
    [sitting] = again(session, cohort).sessions
    edited = amina.get(f"{address}/{sitting.id}")
    assert edited.form()[1]["booked"] == f"{room.id}:seminar"
    assert amina.submit(edited, booked="", room="ロビー").status == 303
    assert again(session, cohort).sessions[0].room == "ロビー"


def test_taken_room_is_explained_and_one_press_takes_what_is_free(amina, session, room, cohort):
    add(session, draft(session, room_place(session, room), code="s26-02"), room, day=TUESDAY)
    address = f"/staff/cohorts/{cohort.code}/sessions"
    typed = {"day": str(TUESDAY), "starts": "18:00", "ends": "20:00", "booked": f"{room.id}:seminar"}

    refused = amina.submit(amina.get(address), "form[action$='/sessions']", **typed)
    assert refused.status == 422
    assert "by cohort s26-02" in refused.error("booked")
    assert len(refused.select("button[name=instead]")) == 3

    pressed = refused.select("button[name=instead]")[0]["value"]
    assert amina.submit(refused, "form[action$='/sessions']", instead=pressed).status == 303
    assert again(session, cohort).sessions[0].room == "研修室A"


def test_small_room_is_taken_by_whoever_ticks_it(amina, session, room, cohort):
    small = make_room(session, room_place(session, room), "小会議室", seats=3)
    address = f"/staff/cohorts/{cohort.code}/sessions"
    typed = {"day": str(TUESDAY), "starts": "18:00", "ends": "20:00", "booked": f"{small.id}:seminar"}
    page = amina.get(address)
    assert not page.select("input[name=anyway]")

    refused = amina.submit(page, "form[action$='/sessions']", **typed)
    assert "3 seats" in refused.error("booked")
    assert amina.submit(refused, "form[action$='/sessions']", anyway="y").status == 303


def pattern(cohort, room, **more):
    asked = {"first": TUESDAY, "weekday": 1, "times": 3, "starts": "18:00", "ends": "20:00"} | more
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/staff/cohorts/{cohort.code}/sessions/pattern?booked={room.id}:seminar&{query}"


def ticked(page):
    return [box["value"] for box in page.select("input[name=use][checked]")]


def test_pattern_shows_each_clash_and_another_room_is_chosen_for_that_day(amina, session, room, cohort):
    place = room_place(session, room)
    other = make_room(session, place, "研修室B")
    add(session, draft(session, place, code="s26-02"), room, day=TUESDAY + WEEK)
    page = amina.get(pattern(cohort, room))

    assert "s26-02" in page.words
    assert len(ticked(page)) == 2
    done = amina.submit(page, use=ticked(page), **{f"room-{TUESDAY + WEEK}": f"{other.id}:seminar"})
    assert done.status == 303
    assert [one.room for one in again(session, cohort).sessions] == ["研修室A", "研修室B", "研修室A"]


def test_days_on_which_the_place_is_shut_are_passed_over_like_holidays(amina, session, room, cohort):
    days = {"room_id": None, "first_day": TUESDAY + WEEK, "last_day": TUESDAY + WEEK, "reason": "館内点検"}
    saved(session, Closure(place_id=cohort.place_id, at=datetime.now(UTC), **days))
    page = amina.get(pattern(cohort, room))

    assert "Passed over 館内点検" in page.words
    assert ticked(page) == [str(TUESDAY + n * WEEK) for n in (0, 3, 4)]  # the week between is a public holiday
    assert "館内点検" not in amina.get(pattern(cohort, room, online="y")).words


def test_days_that_are_left_out_make_room_for_later_ones(amina, session, room, cohort):
    days = {"room_id": room.id, "first_day": TUESDAY + WEEK, "last_day": TUESDAY + WEEK, "reason": "床の修理"}
    saved(session, Closure(place_id=cohort.place_id, at=datetime.now(UTC), **days))
    page = amina.get(pattern(cohort, room))
    assert "床の修理" in page.words

    later = amina.follow(amina.submit(page, use=ticked(page), other="yes"))
    assert ticked(later) == [str(TUESDAY + n * WEEK) for n in (0, 3, 4)]
    assert amina.submit(later, use=ticked(later)).status == 303
    assert len(again(session, cohort).sessions) == 3


def test_nothing_ticked_is_explained(amina, session, room, cohort):
    page = amina.get(pattern(cohort, room))
    refused = amina.submit(page, without=["use"])

    assert refused.status == 422
    assert "Tick at least one day" in refused.words


def test_rooms_are_found_with_one_button(amina, session, room, cohort):
    for weeks in range(2):
        add(session, cohort, day=TUESDAY + weeks * WEEK)
    page = amina.get(f"/staff/cohorts/{cohort.code}/sessions")
    assert "no room yet" in page.words
    done = amina.follow(amina.submit(page, "form[action$='/rooms']"))

    assert "2 sessions have a room now." in done.flash
    assert [one.room for one in again(session, cohort).sessions] == ["研修室A"] * 2
