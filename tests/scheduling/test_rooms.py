"""A session has its room from before it is set up until it is cleared, and nobody else has it then."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account, saved
from tests.scheduling.places import DAY, SEATS, WEEK, add, again, at, draft, make_place, make_room, wanting
from workforce.access import Role
from workforce.catalogue.actions import cohorts, copying, sessions
from workforce.catalogue.hooks import Wanted
from workforce.scheduling.actions import allotting
from workforce.scheduling.models import Closure, Layout, RoomBooking, RoomLayout
from workforce.scheduling.rules import refusals

TWENTY = timedelta(minutes=20)


@pytest.fixture
def place(app, session, speaking):
    with speaking():
        yield make_place(session)


@pytest.fixture
def room(session, place):
    return make_room(session, place)


@pytest.fixture
def cohort(session, place):
    return draft(session, place)


def booked(session):
    """{name of the room: [(from, until)]}"""
    query = select(RoomBooking).order_by(RoomBooking.begins_at)
    return [(one.begins_at, one.ends_at) for one in session.scalars(query)]


def test_booking_takes_the_minutes_to_set_up_and_to_clear(session, room, cohort):
    sitting = add(session, cohort, room)

    assert booked(session) == [(at(17, 40), at(20, 20))]
    assert sitting.room == "研修室A"


def test_minutes_of_the_room_itself_come_before_the_rule(session, place, cohort):
    add(session, cohort, make_room(session, place, "実習室", setup_minutes=45, clearing_minutes=0))

    assert booked(session) == [(at(17, 15), at(20))]


def test_sentence_names_the_first_clash(session, place, room, cohort):
    add(session, draft(session, place, code="s26-02"), room)

    with pytest.raises(refusals.RoomTaken) as refused:
        add(session, cohort, room, 20, 21)

    assert refused.value.text() == (
        "研修室A is taken on Tue 3 Nov 17:40–20:20 by cohort s26-02, with setting up and clearing."
    )
    assert again(session, cohort).sessions == []


def test_between_two_sessions_of_a_cohort_nobody_clears(session, room, cohort):
    add(session, cohort, room, 18, 19)
    add(session, cohort, room, 19, 20)

    assert booked(session) == [(at(17, 40), at(19)), (at(19), at(20, 20))]


def test_neighbour_clears_again_when_a_session_goes(session, room, cohort):
    add(session, cohort, room, 18, 19)
    later = add(session, cohort, room, 19, 20)
    sessions.remove_session(session, cohort, later, by=None, at=MONDAY)

    assert booked(session) == [(at(17, 40), at(19, 20))]


@pytest.mark.parametrize(
    ("begins", "ends", "refusal"),
    [(8, 10, refusals.OutsideHours), (18, 21, refusals.OutsideHours), (9, 11, refusals.OutsideHours), (10, 12, None)],
)
def test_room_is_had_while_it_is_open_with_the_minutes_to_set_up(session, place, cohort, begins, ends, refusal):
    room = make_room(session, place, "会議室", hours=(time(9), time(21)))
    if refusal is None:
        assert add(session, cohort, room, begins, ends)
    else:
        with pytest.raises(refusal) as refused:
            add(session, cohort, room, begins, ends)
        assert "is open from 09:00 to 21:00" in refused.value.text()


@pytest.mark.parametrize("is_whole", [True, False])
def test_nobody_has_a_room_that_is_shut(session, place, room, cohort, is_whole):
    given = {"room_id": None if is_whole else room.id, "first_day": DAY, "last_day": DAY, "reason": "点検"}
    saved(session, Closure(place_id=place.id, at=MONDAY, **given))

    with pytest.raises(refusals.RoomShut) as refused:
        add(session, cohort, room)
    assert refused.value.text() == "研修室A is shut on Tue 3 Nov: 点検"
    assert add(session, cohort, room, day=DAY + WEEK)


def test_room_that_is_too_small_is_taken_by_whoever_says_so(session, place, cohort):
    room = make_room(session, place, "小会議室", seats=4)

    with pytest.raises(refusals.TooSmall):
        add(session, cohort, room)
    assert add(session, cohort, room, wanted=wanting(room, anyway=True))


def test_room_of_another_place_is_not_had(session, place, cohort):
    with pytest.raises(refusals.NotHere):
        add(session, cohort, make_room(session, make_place(session, "市民会館")))
    with pytest.raises(refusals.NotHere):
        add(session, cohort, wanted=Wanted("7:ballroom"))


def test_three_ways_out_are_other_rooms_then_and_other_times_there(session, place, room, cohort):
    other = make_room(session, place, "研修室B")
    make_room(session, place, "小会議室", seats=2)
    add(session, draft(session, place), room)

    with pytest.raises(refusals.RoomTaken) as refused:
        add(session, cohort, room)

    assert [one.value for one in refused.value.alternatives] == [
        f"{other.id}:seminar 2026-11-03 18:00 20:00",
        f"{room.id}:seminar 2026-11-03 20:45 22:45",
        f"{room.id}:seminar 2026-11-03 15:15 17:15",
    ]


def test_no_public_holiday_is_a_way_out(session, place, room, cohort):
    shut = DAY - timedelta(days=1)  # DAY is one, the Day of Culture
    saved(session, Closure(place_id=place.id, room_id=room.id, first_day=shut, last_day=shut, reason="点検", at=MONDAY))

    with pytest.raises(refusals.RoomShut) as refused:
        add(session, cohort, room, day=shut)

    found = [one.value.split()[1] for one in refused.value.alternatives]
    assert found == ["2026-11-01", "2026-11-04", "2026-10-31"]


def move(session, cohort, sitting, hours, **given):
    """`hours`: by how many later."""
    times = {name: getattr(sitting, name) + timedelta(hours=hours) for name in ("starts_at", "ends_at")}
    values = times | {"online": False, "room": sitting.room} | given
    sessions.edit_session(session, cohort, sitting, **values, by=None, at=MONDAY)


def test_booking_follows_a_session_that_moves(session, room, cohort):
    sitting = add(session, cohort, room)
    move(session, cohort, sitting, -3)

    assert booked(session) == [(at(14, 40), at(17, 20))]
    assert sitting.room == "研修室A"


def test_move_onto_another_booking_is_refused_and_nothing_moves(session, place, room, cohort):
    sitting = add(session, cohort, room, 9, 11)
    add(session, draft(session, place), room, 18, 20)
    session.commit()

    with pytest.raises(refusals.RoomTaken):
        move(session, cohort, sitting, 9)

    assert again(session, cohort).sessions[0].starts_at == at(9)
    assert booked(session)[0] == (at(8, 40), at(11, 20))


def test_session_that_changes_its_room_frees_the_old_one(session, place, room, cohort):
    sitting = add(session, cohort, room)
    other = make_room(session, place, "研修室B")
    move(session, cohort, sitting, 0, wanted=wanting(other))

    assert sitting.room == "研修室B"
    assert add(session, draft(session, place), room)


@pytest.mark.parametrize("given", [{"online": True}, {"wanted": Wanted(""), "room": ""}])
def test_session_that_goes_online_or_elsewhere_frees_its_room(session, room, cohort, given):
    sitting = add(session, cohort, room)
    move(session, cohort, sitting, 0, **given)

    assert booked(session) == []
    assert sitting.room == ""


def test_cancelled_cohort_frees_its_rooms_from_now_on(session, room, cohort):
    add(session, cohort, room)
    add(session, cohort, room, day=DAY + WEEK)
    cohorts.cancel_cohort(session, cohort, reason="人数が足りない", by=None, at=at(23))

    assert booked(session) == [(at(17, 40), at(20, 20))]


def test_cohort_that_moves_to_another_place_gives_up_its_rooms(session, room, cohort):
    sitting = add(session, cohort, room)
    cohorts.edit_cohort(session, cohort, place_id=make_place(session, "市民会館").id, by=None, at=MONDAY)

    assert booked(session) == []
    assert sitting.room == ""


def test_copy_has_the_same_rooms_where_they_are_free(session, place, room, cohort):
    for weeks in range(2):
        add(session, cohort, room, day=DAY + weeks * WEEK)
    add(session, draft(session, place), room, day=DAY + 5 * WEEK)
    copy = copying.copy_cohort(session, cohort, first_day=DAY + 4 * WEEK, by=None, at=MONDAY)

    assert [one.room for one in copy.sessions] == ["研修室A", ""]


def test_rooms_are_found_for_all_sessions_that_have_none(session, place, room, cohort):
    other = make_room(session, place, "大会議室", seats=50)
    for weeks in range(3):
        add(session, cohort, day=DAY + weeks * WEEK)
    add(session, draft(session, place), room, day=DAY)
    add(session, draft(session, place), other, day=DAY + WEEK)
    add(session, draft(session, place), room, day=DAY + WEEK)

    assert allotting.find_rooms(session, cohort, by=make_account(session, Role.CLERK), at=MONDAY) == (2, 1)
    assert [one.room for one in again(session, cohort).sessions] == ["大会議室", "", "大会議室"]


def test_layout_that_is_large_enough_is_chosen(session, place, room, cohort):
    saved(session, RoomLayout(room_id=room.id, layout=Layout.GROUPS, seats=SEATS - 15))
    add(session, cohort)
    allotting.find_rooms(session, cohort, by=None, at=MONDAY)

    assert session.scalars(select(RoomBooking)).one().layout is Layout.SEMINAR
