"""In which order sessions are offered to somebody who missed something."""

from datetime import timedelta

from tests.make import MONDAY
from workforce import clock
from workforce.attendance.queries.making_up.booked import Booked
from workforce.attendance.queries.making_up.cases import Case
from workforce.attendance.queries.making_up.seats import Seat, Slice
from workforce.attendance.rules import options
from workforce.attendance.rules.feasible import Stay, Terms
from workforce.attendance.rules.standing import Standing
from workforce.catalogue.models import CourseKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = clock.today(MONDAY)
TERMS = Terms(TODAY, None, travel=60, trip_days=3)
HOME, HOST = 1, 2
ROOM, ELSEWHERE = 1, 2
A, B, C = 101, 102, 103


def seat(number, day, hour=0, *, place=ROOM, lasts=2, free=1, **minutes):
    starts = MONDAY + day * DAY + hour * HOUR
    items = {"a": A, "b": B, "c": C}
    parts = tuple(Slice(number * 10 + n, items[name], each, {}) for n, (name, each) in enumerate(minutes.items()))
    return Seat(number, HOST, "x", starts, starts + lasts * HOUR, False, "", place, None, None, free, parts)


def case(missing, own=(), booked=(), away=()):
    standing = Standing(1, HOME, [], [], [], 0, 0, None)
    rest = {"starts_at": MONDAY, "ends_at": MONDAY, "standing": standing, "lost": missing, "missing": missing}
    course = {"cohort_id": HOME, "code": "h", "course_id": 1, "kind": CourseKind.CERTIFIED_HELPER}
    stays = [*own, *(one.stay for one in booked)]
    return Case(1, "r", 1, **course, **rest, booked=list(booked), own=stays, away=frozenset(away))


def booked(there, *items):
    minutes = {part.item_id: part.minutes for part in there.parts if part.item_id in items}
    return Booked(1, there.id, "x", there.starts_at, there.ends_at, False, "", there.place_id, None, minutes)


def order(mine, *seats, item=A):
    return [one.seat.id for one in options.best_for(item, options.options(mine, seats, TERMS))]


def test_what_gives_all_of_it_comes_before_what_gives_most_of_it_and_what_gives_most_before_what_gives_little():
    little, most, whole = seat(1, 1, a=10), seat(2, 2, a=50), seat(3, 30, a=60)
    assert order(case({A: 60}), little, most, whole) == [3, 2, 1]


def test_of_sessions_that_give_all_of_it_the_least_travel_and_waiting_comes_first():
    soon, later, there = seat(1, 4, a=60), seat(2, 5, a=60), seat(3, 6, hour=3, a=60)
    own = Stay(MONDAY + 6 * DAY, MONDAY + 6 * DAY + HOUR, ROOM)
    assert order(case({A: 60}, [own]), later, soon, there) == [3, 1, 2]


def test_one_session_for_two_gaps_comes_before_the_sooner_one_for_one():
    one, both = seat(1, 3, a=60), seat(2, 5, a=60, b=60)
    mine = case({A: 60, B: 60})
    assert order(mine, one, both) == [2, 1]
    [first, _second] = options.best_for(A, options.options(mine, [one, both], TERMS))
    assert (first.minutes, first.left) == ({A: 60, B: 60}, {})


def test_two_sessions_on_one_day_for_two_gaps_come_before_a_sooner_one_for_one():
    alone, first, second = seat(1, 3, a=60), seat(2, 5, a=60), seat(3, 5, hour=3, b=60)
    mine = case({A: 60, B: 60})
    assert order(mine, alone, first, second) == [2, 1]
    [best, _other] = options.best_for(A, options.options(mine, [alone, first, second], TERMS))
    assert [each.seat.id for each in best.same_day] == [3]
    assert best.left == {B: 60}
    assert best.left_that_day == {}


def test_a_day_that_gives_all_of_it_in_two_sessions_comes_between_one_session_and_none():
    half, rest = seat(1, 2, a=30), seat(2, 2, hour=3, a=30)
    alone, whole = seat(3, 1, a=30), seat(4, 40, a=60)
    assert order(case({A: 60}), alone, half, rest, whole) == [4, 1, 2, 3]


def test_sessions_of_one_day_that_clash_are_not_offered_together():
    first, clashing = seat(1, 5, a=60), seat(2, 5, hour=1, b=60)
    far = seat(3, 5, hour=2, place=ELSEWHERE, b=60)
    found = options.options(case({A: 60, B: 60}), [first, clashing, far], TERMS)
    assert all(each.same_day == () for each in found if each.seat.id == 1)


def test_a_session_to_which_somebody_comes_already_gives_more_of_what_they_miss():
    there = seat(1, 5, free=0, a=60, b=60)
    mine = case({B: 60}, booked=[booked(there, A)])
    [option] = options.options(mine, [there], TERMS)
    assert option.is_booked
    assert option.minutes == {B: 60}
    assert not option.is_journey
    assert options.options(case({B: 60}), [there], TERMS) == [], "for others it is full"


def test_a_session_for_which_somebody_said_that_they_cannot_come_is_no_choice():
    assert options.options(case({A: 60}, away=[1]), [seat(1, 5, a=60)], TERMS) == []


def test_the_way_to_the_end_uses_a_seat_that_is_booked():
    there = seat(1, 5, free=0, a=60, b=60)
    mine, bounds = case({B: 60}, booked=[booked(there, A)]), options.Bounds(True, None, None, None, None)
    assert options.way(mine, [there], bounds, TERMS).sessions == (1,)
    assert options.way(mine, [there], bounds, TERMS).trips == 0
    assert options.way(case({B: 60}), [there], bounds, TERMS) is None


def test_what_is_left_of_a_way_is_shown_as_long_as_it_leads_to_everything():
    first, second, third = seat(1, 5, a=60), seat(2, 6, b=60), seat(3, 7, c=60)
    mine = case({B: 60, C: 60}, booked=[booked(first, A)])
    found = options.options(mine, [second, third], TERMS)
    assert [one.seat.id for one in options.rest_of_way(mine, [1, 2, 3], found)] == [2, 3]
    assert options.rest_of_way(mine, [1, 2], found) == [], "it would leave something"
    assert options.rest_of_way(mine, [1, 2, 3], found[:1]) == [], "a seat of it went to somebody else"
