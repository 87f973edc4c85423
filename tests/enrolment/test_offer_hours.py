"""WL-3: hours of the day only, never on Sundays and holidays, fewer of them near the start."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce import clock
from workforce.catalogue.rules.patterns import shut
from workforce.enrolment.rules.offers import OFFER_HOURS, SUNDAY, counted, deadline, read

HOURS = read(OFFER_HOURS.shipped)


def at(written):
    """An instant as the centre's wall shows it."""
    return datetime.fromisoformat(written).replace(tzinfo=clock.ZONE).astimezone(UTC)


def until(offered, starts, *, last=None):
    ends = deadline(HOURS, at=at(offered), starts_at=at(starts), last=at(last or starts))
    return ends and clock.local(ends).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("offered", "starts", "ends"),
    [
        ("2026-06-01 08:00", "2026-07-01 09:00", "2026-06-03 20:00"),  # 36 hours: three whole days
        ("2026-06-01 10:00", "2026-07-01 09:00", "2026-06-04 10:00"),
        ("2026-06-01 10:20", "2026-07-01 09:00", "2026-06-04 11:00"),  # a letter says full hours
        ("2026-06-01 07:59", "2026-07-01 09:00", "2026-06-03 20:00"),  # before opening nothing counts
        ("2026-06-01 20:00", "2026-07-01 09:00", "2026-06-04 20:00"),  # from closing on nothing counts
        ("2026-06-01 23:30", "2026-07-01 09:00", "2026-06-04 20:00"),
        ("2026-06-05 14:00", "2026-07-01 09:00", "2026-06-09 14:00"),  # over a Sunday
        ("2026-06-07 12:00", "2026-07-01 09:00", "2026-06-10 20:00"),  # on a Sunday
        ("2026-05-02 12:00", "2026-06-01 09:00", "2026-05-09 12:00"),  # over the holidays of May
        ("2026-12-28 16:00", "2027-02-01 09:00", "2027-01-06 16:00"),  # over the turn of the year
        ("2026-06-01 10:00", "2026-06-15 10:00", "2026-06-04 10:00"),  # fourteen days before: still 36
        ("2026-06-01 10:00", "2026-06-15 09:59", "2026-06-03 10:00"),  # a minute less: 24
        ("2026-06-01 10:00", "2026-06-08 09:59", "2026-06-02 10:00"),  # less than seven days: 12
        ("2026-06-01 10:00", "2026-06-04 09:00", "2026-06-01 16:00"),  # less than three: 6
        ("2026-06-01 10:00", "2026-06-02 09:00", "2026-06-01 12:00"),  # less than one: 2
    ],
)
def test_time_to_answer(offered, starts, ends):
    assert until(offered, starts) == ends


def test_answer_is_never_later_than_the_last_moment():
    assert until("2026-06-01 18:00", "2026-06-02 09:00", last="2026-06-01 19:30") == "2026-06-01 19:30"


def test_nothing_is_offered_when_too_little_time_is_left():
    assert until("2026-06-02 08:01", "2026-06-02 09:00") is None
    assert until("2026-06-02 08:00", "2026-06-02 09:00") == "2026-06-02 09:00"
    assert until("2026-06-03 08:00", "2026-06-02 09:00") is None


def test_without_a_known_start_there_is_the_longest_time():
    ends = deadline(HOURS, at=at("2026-06-01 08:00"), starts_at=None, last=None)

    assert clock.local(ends).strftime("%m-%d %H:%M") == "06-03 20:00"


@given(
    minute=st.integers(min_value=0, max_value=2 * 366 * 24 * 60),
    hours=st.integers(min_value=1, max_value=80),
)
def test_deadline_falls_into_open_hours_and_leaves_at_least_the_hours_promised(minute, hours):
    offered = at("2026-01-01 00:00") + timedelta(minutes=minute)

    ends = clock.local(counted(HOURS, offered, timedelta(hours=hours)))

    assert HOURS.opens < ends.time() <= HOURS.closes
    assert ends.minute == ends.second == 0
    assert ends.weekday() != SUNDAY
    assert not shut(ends.date())
    assert open_minutes(offered, ends) >= hours * 60
    assert open_minutes(offered, ends) < hours * 60 + 60


def open_minutes(begins, ends):
    """Counted anew, a quarter of an hour at a time would miss odd minutes: so day by day."""
    day, total = clock.local(begins).date(), 0.0
    while day <= ends.date():
        if day.weekday() != SUNDAY and not shut(day):
            first = max(clock.local(begins), datetime.combine(day, time(8), tzinfo=clock.ZONE))
            last = min(ends, datetime.combine(day, time(20), tzinfo=clock.ZONE))
            total += max((last - first).total_seconds(), 0) / 60
        day += timedelta(days=1)
    return total
