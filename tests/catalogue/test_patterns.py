"""Days from a pattern: holidays and closures are passed over, and the promised number is still reached."""

from datetime import date

from workforce.catalogue.rules.patterns import YEAR_END, days_of, shut

TUESDAY, THURSDAY = 1, 3


def test_fifteen_tuesdays_and_thursdays_are_fifteen_usable_days():
    days = days_of(date(2026, 12, 1), {TUESDAY, THURSDAY}, 15)

    used = [each.day for each in days if each.taken]
    assert len(used) == 15
    assert {day.weekday() for day in used} == {TUESDAY, THURSDAY}
    assert [each.day for each in days if each.shut] == [date(2026, 12, 29), date(2026, 12, 31)]


def test_public_holidays_and_substitute_holidays_are_named():
    assert shut(date(2026, 11, 23)) == "勤労感謝の日"
    assert shut(date(2026, 5, 6)).startswith("憲法記念日")  # 3 May 2026 is a Sunday
    assert shut(date(2026, 9, 22)) == "国民の休日"  # between two holidays
    assert shut(date(2026, 11, 24)) is None


def test_office_is_shut_from_29_december_to_3_january():
    open_days = [date(2026, 12, 28), date(2027, 1, 4)]
    shut_days = [date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 2), date(2027, 1, 3)]

    assert [shut(day) for day in open_days] == [None, None]
    assert {shut(day) for day in shut_days} == {YEAR_END}


def test_days_left_out_and_days_taken_already_are_made_up_for():
    days = days_of(date(2026, 6, 2), {TUESDAY}, 2, left_out={date(2026, 6, 2)}, busy={date(2026, 6, 9)})

    assert [(each.day.day, each.left_out, each.busy, each.taken) for each in days] == [
        (2, True, False, False),
        (9, False, True, False),
        (16, False, False, True),
        (23, False, False, True),
    ]


def test_pattern_without_weekdays_has_no_days():
    assert days_of(date(2026, 6, 2), set(), 3) == []


def test_pattern_gives_up_after_a_year():
    assert len(days_of(date(2026, 6, 2), {TUESDAY}, 100)) < 60
