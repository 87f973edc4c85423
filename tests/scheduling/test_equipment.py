"""Beds and wheelchairs are counted to the minute, and never promised twice."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.make import MONDAY
from tests.scheduling.places import DAY, WEEK, add, again, at, draft, make_beds, make_place, make_room
from workforce.catalogue.actions import cohorts, sessions
from workforce.scheduling.actions import equipment
from workforce.scheduling.models import EquipmentBooking, EquipmentKind
from workforce.scheduling.rules.refusals import EquipmentShort, FewerThanBooked, NoEquipmentOnline
from workforce.scheduling.rules.spans import Span, most_at_once


@pytest.fixture
def place(app, session, speaking):
    with speaking():
        yield make_place(session)


@pytest.fixture
def beds(session, place):
    return make_beds(session, place)


def lesson(session, place, begins=18, **given):
    cohort = draft(session, place, **given)
    return cohort, add(session, cohort, begins=begins, ends=begins + 2)


def book(session, lesson, beds, quantity):
    equipment.book(session, *lesson, {beds.id: quantity}, by=None, at=MONDAY)


def had(session):
    return list(session.scalars(select(EquipmentBooking.quantity).order_by(EquipmentBooking.id)))


def test_more_than_are_free_are_refused_and_who_has_them_is_named(session, place, beds):
    book(session, lesson(session, place, code="s26-02"), beds, 6)

    with pytest.raises(EquipmentShort) as refused:
        book(session, lesson(session, place, begins=20), beds, 5)

    assert refused.value.text() == (
        "Beds: there are 10, and 4 of them free at that time. s26-02 has 6 on Tue 3 Nov 17:40–20:20."
    )
    book(session, lesson(session, place, begins=20), beds, 4)
    book(session, lesson(session, place, begins=8), beds, 10)
    assert had(session) == [6, 4, 10]


def test_number_is_changed_and_given_back(session, place, beds):
    own = lesson(session, place)
    for quantity in (10, 8, 0):
        book(session, own, beds, quantity)

        assert had(session) == ([quantity] if quantity else [])


def test_beds_go_with_the_room_of_their_session(session, place, beds):
    cohort = draft(session, place)
    sitting = add(session, cohort, make_room(session, place, setup_minutes=60))
    book(session, (cohort, sitting), beds, 2)

    assert session.scalar(select(EquipmentBooking.begins_at)) == at(17)


def move(session, cohort, sitting, hours, **given):
    times = {name: getattr(sitting, name) + timedelta(hours=hours) for name in ("starts_at", "ends_at")}
    sessions.edit_session(
        session, cohort, sitting, **times, **{"online": False, "room": ""} | given, by=None, at=MONDAY
    )


def test_beds_follow_their_session_or_it_does_not_move(session, place, beds):
    book(session, lesson(session, place), beds, 6)
    cohort, sitting = lesson(session, place, begins=8)
    book(session, (cohort, sitting), beds, 6)
    session.commit()

    with pytest.raises(EquipmentShort):
        move(session, cohort, sitting, 9)
    assert again(session, cohort).sessions[0].starts_at == at(8)

    move(session, cohort, sitting, 3)
    assert min(session.scalars(select(EquipmentBooking.begins_at))) == at(10, 40)


def test_online_session_gives_its_beds_back_and_gets_none(session, place, beds):
    cohort, sitting = lesson(session, place)
    book(session, (cohort, sitting), beds, 6)
    move(session, cohort, sitting, 0, online=True)

    assert had(session) == []
    with pytest.raises(NoEquipmentOnline):
        book(session, (cohort, sitting), beds, 1)


def test_removed_session_and_cancelled_cohort_give_their_beds_back(session, place, beds):
    cohort, first = lesson(session, place)
    later = add(session, cohort, day=DAY + WEEK)
    for sitting in (first, later):
        book(session, (cohort, sitting), beds, 6)
    sessions.remove_session(session, cohort, first, by=None, at=MONDAY)
    assert had(session) == [6]

    cohorts.cancel_cohort(session, again(session, cohort), reason="人数", by=None, at=MONDAY)
    assert had(session) == []


def test_fewer_than_will_be_needed_are_not_counted(session, place, beds):
    book(session, lesson(session, place, code="s26-02"), beds, 6)

    with pytest.raises(FewerThanBooked) as refused:
        equipment.stock(session, place, {EquipmentKind.BED: 5}, by=None, at=MONDAY)
    assert "s26-02 has 6" in refused.value.text()
    equipment.stock(session, place, {EquipmentKind.BED: 6, EquipmentKind.WHEELCHAIR: 2}, by=None, at=MONDAY)


spans = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 4))


@settings(max_examples=25)
@given(st.lists(spans, max_size=8), st.integers(0, 12), st.integers(1, 6))
def test_most_at_once_is_the_most_of_any_minute(used, begins, length):
    def hour(n):
        return MONDAY + timedelta(hours=n)

    booked = [(Span(hour(first), hour(first + hours)), quantity) for first, hours, quantity in used]
    by_hour = [
        sum(quantity for first, hours, quantity in used if first <= n < first + hours)
        for n in range(begins, begins + length)
    ]

    assert most_at_once(booked, Span(hour(begins), hour(begins + length))) == max(by_hour)
