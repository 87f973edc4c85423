"""Minutes required, taught and missing; what an online session may teach."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from workforce.catalogue.rules import minutes, timetable

TUESDAY = datetime(2026, 6, 2, 0, tzinfo=UTC)


def item(number, length):
    return SimpleNamespace(id=number, minutes=length)


def subject(number, *items, distance=0):
    return SimpleNamespace(id=number, items=list(items), max_distance_minutes=distance)


def part(item_id, length):
    return SimpleNamespace(item_id=item_id, minutes=length)


def sitting(day, length, *parts, online=False, starts=0):
    begins = TUESDAY + timedelta(days=day, minutes=starts)
    return SimpleNamespace(
        starts_at=begins, ends_at=begins + timedelta(minutes=length), parts=list(parts), online=online
    )


@pytest.mark.parametrize(
    ("taught", "missing", "surplus"),
    [
        ([], 60, 0),
        ([part(1, 59)], 1, 0),
        ([part(1, 60)], 0, 0),
        ([part(1, 40), part(1, 20)], 0, 0),
        ([part(1, 90)], 0, 30),
        ([part(2, 60)], 60, 0),
    ],
)
def test_item_is_taught_by_all_its_parts_together(taught, missing, surplus):
    (row,) = minutes.missing_minutes([item(1, 60)], taught)

    assert (row.missing, row.surplus) == (missing, surplus)


def test_rows_come_in_the_order_of_the_items():
    rows = minutes.missing_minutes([item(3, 10), item(1, 10)], [part(1, 10)])

    assert [(row.item.id, row.missing) for row in rows] == [(3, 10), (1, 0)]


@pytest.mark.parametrize(("online", "over"), [(False, 0), (True, 30)])
def test_only_online_sessions_count_as_distance(online, over):
    limited = subject(1, item(1, 60), item(2, 60), distance=60)

    (row,) = minutes.distance_minutes([limited], [sitting(0, 90, part(1, 60), part(2, 30), online=online)])

    assert row.over == over


@pytest.mark.parametrize(
    ("starts", "length", "overlapping"),
    [
        (-60, 60, False),  # right before
        (-60, 61, True),
        (-60, 300, True),  # around
        (30, 30, True),  # inside
        (119, 60, True),
        (120, 60, False),  # right after
        (0, 120, True),  # the same
    ],
)
def test_sessions_overlap_when_they_share_a_minute(starts, length, overlapping):
    one, other = sitting(0, 120), sitting(0, length, starts=starts)

    assert timetable.overlaps(one, other) is timetable.overlaps(other, one) is overlapping
    assert bool(timetable.clashes([one, other])) is overlapping


def test_parts_may_not_be_longer_than_their_session():
    full, over = sitting(0, 120, part(1, 120)), sitting(1, 120, part(1, 60), part(2, 61))

    assert timetable.overfull([full, over]) == [over]
    assert (minutes.left_over(full), minutes.left_over(over)) == (0, -1)


@pytest.mark.parametrize(
    ("length", "teaching"), [(60, 60), (120, 120), (130, 130), (180, 170), (240, 230), (360, 300), (420, 360)]
)
def test_long_sessions_keep_time_for_breaks(length, teaching):
    assert timetable.teaching_time(length) == teaching


def laid(subjects, sessions):
    return [(each.session, each.item_id, each.minutes) for each in timetable.lay(subjects, sessions)]


def test_minutes_are_laid_in_statutory_order_and_split_where_a_session_is_full():
    tree = [subject(1, item(1, 60), item(2, 90)), subject(2, item(3, 30))]

    assert laid(tree, [sitting(0, 120), sitting(1, 120)]) == [(0, 1, 60), (0, 2, 60), (1, 2, 30), (1, 3, 30)]


def test_what_is_taught_already_stays_and_is_not_laid_again():
    tree = [subject(1, item(1, 60), item(2, 60))]

    assert laid(tree, [sitting(0, 120, part(2, 60))]) == [(0, 1, 60)]


def test_online_session_takes_only_what_the_distance_limit_allows():
    tree = [subject(1, item(1, 60), distance=0), subject(2, item(2, 60), distance=30)]

    assert laid(tree, [sitting(0, 120, online=True), sitting(1, 120)]) == [(0, 2, 30), (1, 1, 60), (1, 2, 30)]


def test_nothing_is_laid_where_there_is_no_room():
    assert laid([subject(1, item(1, 60))], []) == []
    assert laid([subject(1, item(1, 60))], [sitting(0, 60, part(9, 60))]) == []
