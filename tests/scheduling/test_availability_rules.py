"""When somebody has time, from what they said and what takes them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workforce import clock
from workforce.scheduling.rules.availability import (
    Hours,
    Other,
    Said,
    Week,
    against,
    copies,
    first_overlap,
    joined,
    times,
)
from workforce.scheduling.rules.spans import Span

TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)
MORNING, EVENING = Hours(time(9), time(12)), Hours(time(18), time(21))
USUAL = Week(date(2026, 4, 1), {1: (MORNING, EVENING), 2: (Hours(time(9), time(18)),)})
SAID = Said((USUAL,))


def at(day, hour, minute=0):
    return clock.instant(day, time(hour, minute))


def span(day, begins, ends):
    return Span(at(day, begins), at(day, ends))


WHOLE = Span(at(TUESDAY, 0), at(WEDNESDAY, 0))


def test_hours_of_the_week_are_free_by_the_clock_on_the_wall():
    assert times(SAID, WHOLE).free == [span(TUESDAY, 9, 12), span(TUESDAY, 18, 21)]
    assert times(SAID, WHOLE).free[0].begins_at == datetime(2026, 12, 1, 0, tzinfo=UTC)


def test_who_never_said_anything_is_unknown_and_not_away():
    assert times(Said(), WHOLE) == ([], [WHOLE])
    assert times(SAID, WHOLE).unknown == []
    before = Said((Week(WEDNESDAY, {}),))
    assert times(before, WHOLE).unknown == [WHOLE]


def test_what_takes_them_is_cut_out_and_the_rest_does_not_touch():
    taken = [span(TUESDAY, 10, 11), span(TUESDAY, 19, 20), span(TUESDAY, 20, 22)]
    assert times(SAID, WHOLE, taken).free == [
        *(span(TUESDAY, 9, 10), span(TUESDAY, 11, 12)),
        span(TUESDAY, 18, 19),
    ]


def test_times_that_touch_are_one():
    said = Said((Week(date(2026, 4, 1), {1: (Hours(time(9), time(12)), Hours(time(12), time(15)))}),))
    assert times(said, WHOLE).free == [span(TUESDAY, 9, 15)]


def test_new_week_leaves_the_old_one_its_past():
    said = Said((USUAL, Week(WEDNESDAY, {2: (EVENING,)})))
    window = Span(at(TUESDAY, 0), at(date(2026, 12, 3), 0))
    free = times(said, window).free
    assert free == [span(TUESDAY, 9, 12), span(TUESDAY, 18, 21), span(WEDNESDAY, 18, 21)]


def test_newest_word_about_a_day_counts():
    away = Other(TUESDAY, WEDNESDAY, None)
    assert times(Said((USUAL,), (away,)), WHOLE).free == []
    back = Other(TUESDAY, TUESDAY, EVENING)
    assert times(Said((USUAL,), (away, back)), WHOLE).free == [span(TUESDAY, 18, 21)]
    assert times(Said((USUAL,), (back, away)), WHOLE).free == []


def test_session_outside_what_was_said_is_told_with_what_was_said():
    assert against(SAID, span(TUESDAY, 9, 12)) is None
    found = against(SAID, span(TUESDAY, 11, 13))
    assert (found.day, found.hours, found.is_other) == (TUESDAY, (MORNING, EVENING), False)
    thursday = date(2026, 12, 3)
    assert against(SAID, span(thursday, 9, 10)).hours == ()
    assert against(Said(), span(thursday, 9, 10)) is None
    away = Said((), (Other(thursday, thursday, None),))
    assert against(away, span(thursday, 9, 10)).is_other


def test_last_month_comes_over_by_the_position_of_the_weekday():
    november = [
        Other(date(2026, 11, 10), date(2026, 11, 11), None),
        Other(date(2026, 11, 30), date(2026, 11, 30), None),
    ]
    there = Other(date(2026, 12, 9), date(2026, 12, 9), EVENING)
    found = copies(Said((), (*november, there)), date(2026, 11, 1), date(2026, 12, 1), today=date(2026, 12, 1))
    assert [(one.source, one.day) for one in found] == [(date(2026, 11, 10), date(2026, 12, 8))]
    late = copies(Said((), tuple(november)), date(2026, 11, 1), date(2026, 12, 1), today=date(2026, 12, 9))
    assert [one.day for one in late] == [date(2026, 12, 9)]


@pytest.mark.parametrize(
    ("hours", "found"), [([MORNING, EVENING], None), ([MORNING, Hours(time(11), time(13))], Hours(time(11), time(13)))]
)
def test_hours_that_overlap_are_found(hours, found):
    assert first_overlap(hours) == found


def minute(n):
    return at(TUESDAY, 0) + timedelta(minutes=n)


minutes = st.integers(0, 48 * 60)
spans = st.lists(st.tuples(minutes, st.integers(1, 600)), max_size=6).map(
    lambda pairs: [
        Span(at(TUESDAY, 0) + timedelta(minutes=a), at(TUESDAY, 0) + timedelta(minutes=a + b)) for a, b in pairs
    ]
)


@settings(max_examples=60)
@given(spans)
def test_every_minute_is_free_exactly_where_said_and_not_taken(taken):
    window = Span(at(TUESDAY, 0), at(WEDNESDAY, 20))
    free = times(SAID, window, taken).free
    said_free = times(SAID, window).free
    assert joined(free) == free
    for instant in (minute(n) for n in range(0, 44 * 60, 15)):
        said, busy, is_free = (
            any(one.begins_at <= instant < one.ends_at for one in each) for each in (said_free, taken, free)
        )
        assert (said and not busy) is is_free
