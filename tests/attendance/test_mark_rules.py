"""Minutes that come of a mark, and which mark counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.make import MONDAY
from workforce.attendance.models import Fate, MarkSource, Status
from workforce.attendance.rules.marks import (
    EARLIEST,
    MinutesMissing,
    MinutesNegative,
    MinutesNotMeant,
    MinutesTooMany,
    Slice,
    counting,
    noted,
    presence,
)

PARTS = [Slice(1, 50), Slice(2, 60)]  # and a break of ten minutes
LENGTH = 120


@pytest.mark.parametrize(
    ("status", "late", "early", "minutes"),
    [
        (Status.PRESENT, 0, 0, {1: 50, 2: 60}),
        (Status.ABSENT, 0, 0, {1: 0, 2: 0}),
        (Status.NOT_RECORDED, 0, 0, {}),
        (Status.LATE, 1, 0, {1: 49, 2: 60}),
        (Status.LATE, 50, 0, {1: 0, 2: 60}),
        (Status.LATE, 70, 0, {1: 0, 2: 40}),
        (Status.LATE, 119, 0, {1: 0, 2: 0}),
        (Status.LEFT_EARLY, 0, 15, {1: 50, 2: 45}),
        (Status.LEFT_EARLY, 0, 80, {1: 30, 2: 0}),
        (Status.LATE, 20, 15, {1: 30, 2: 45}),
        (Status.LEFT_EARLY, 60, 59, {1: 0, 2: 0}),
        (Status.LATE, 30, 70, {1: 10, 2: 0}),
    ],
)
def test_lateness_eats_from_the_front_and_leaving_early_from_the_back(status, late, early, minutes):
    assert presence(PARTS, LENGTH, status, late, early) == minutes


@pytest.mark.parametrize(
    ("status", "late", "early", "refusal"),
    [
        (Status.LATE, 0, 0, MinutesMissing),
        (Status.LATE, 0, 10, MinutesMissing),
        (Status.LEFT_EARLY, 10, 0, MinutesMissing),
        (Status.LATE, -5, 0, MinutesNegative),
        (Status.LATE, 5, -1, MinutesNegative),
        (Status.LATE, 120, 0, MinutesTooMany),
        (Status.LATE, 60, 60, MinutesTooMany),
        (Status.PRESENT, 5, 0, MinutesNotMeant),
        (Status.ABSENT, 0, 5, MinutesNotMeant),
    ],
)
def test_minutes_that_cannot_be_are_refused(status, late, early, refusal):
    with pytest.raises(refusal):
        presence(PARTS, LENGTH, status, late, early)


@settings(max_examples=25)
@given(
    parts=some.lists(some.integers(1, 90), min_size=1, max_size=4),
    late=some.integers(0, 400),
    early=some.integers(1, 400),
)
def test_presence_is_within_each_part_and_never_more_than_what_was_left(parts, late, early):
    slices = [Slice(n, minutes) for n, minutes in enumerate(parts)]
    length = sum(parts) + 10
    if late + early >= length:
        return
    found = presence(slices, length, Status.LEFT_EARLY, late, early)

    assert all(0 <= found[part.id] <= part.minutes for part in slices)
    assert sum(found.values()) == max(0, sum(parts) - late - early)


@dataclass
class Noted:
    id: int
    noted_at: datetime
    source: MarkSource = MarkSource.ROLL_CALL
    fate: Fate = Fate.COUNTED


def test_the_mark_that_was_noted_later_counts_in_whichever_order_they_arrive():
    marks = [Noted(1, MONDAY), Noted(2, MONDAY + timedelta(minutes=2)), Noted(3, MONDAY + timedelta(minutes=1))]

    assert {counting(order).id for order in permutations(marks)} == {2}


def test_of_two_noted_at_one_instant_the_one_that_arrived_later_counts():
    assert counting([Noted(8, MONDAY), Noted(7, MONDAY)]).id == 8


def test_what_people_enter_for_themselves_never_stands_against_a_teacher():
    own = Noted(2, MONDAY + timedelta(minutes=9), MarkSource.SELF)

    assert counting([Noted(1, MONDAY), own]).id == 1
    assert counting([own]).id == 2


def test_what_came_too_late_counts_for_nothing():
    assert counting([Noted(1, MONDAY), Noted(2, MONDAY + timedelta(hours=1), fate=Fate.TOO_LATE)]).id == 1
    assert counting([]) is None


@pytest.mark.parametrize(
    ("age", "made"),
    [
        (timedelta(minutes=30), timedelta(minutes=60)),
        (timedelta(days=4000), -EARLIEST),  # the clock jumped: no battery
        (timedelta(days=-4000), timedelta(minutes=90)),
    ],
)
def test_a_clock_that_is_wrong_does_not_matter(age, made):
    arrived = MONDAY + timedelta(minutes=90)

    assert noted(age, arrived=arrived, starts_at=MONDAY) == MONDAY + made


def test_a_mark_that_arrives_long_before_its_session_was_noted_when_it_arrived():
    arrived = MONDAY - timedelta(days=1)

    assert noted(timedelta(0), arrived=arrived, starts_at=MONDAY) == arrived
