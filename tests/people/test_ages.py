from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules.ages import age_on, finished_compulsory_education, fiscal_year, is_minor, reaches

BORN_1_APRIL = date(2010, 4, 1)
BORN_2_APRIL = date(2010, 4, 2)
BORN_LEAP_DAY = date(2008, 2, 29)
BORN_28_FEBRUARY = date(2008, 2, 28)
BORN_1_MARCH = date(2008, 3, 1)
BORN_NEW_YEAR = date(2008, 1, 1)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        pytest.param(date(2000, 6, 15), date(2020, 6, 13), 19, id="two days before the birthday"),
        pytest.param(date(2000, 6, 15), date(2020, 6, 14), 20, id="the day before the birthday"),
        pytest.param(date(2000, 6, 15), date(2020, 6, 15), 20, id="the birthday"),
        pytest.param(date(2000, 6, 15), date(2000, 6, 15), 0, id="the day of birth"),
        pytest.param(date(2000, 6, 15), date(2001, 6, 13), 0, id="a year less two days"),
        pytest.param(date(2000, 6, 15), date(2001, 6, 14), 1, id="a year less one day"),
        pytest.param(BORN_1_APRIL, date(2025, 3, 30), 14, id="born 1 April, on 30 March"),
        pytest.param(BORN_1_APRIL, date(2025, 3, 31), 15, id="born 1 April, on 31 March"),
        pytest.param(BORN_2_APRIL, date(2025, 3, 31), 14, id="born 2 April, on 31 March"),
        pytest.param(BORN_2_APRIL, date(2025, 4, 1), 15, id="born 2 April, on 1 April"),
        pytest.param(BORN_NEW_YEAR, date(2025, 12, 30), 17, id="born 1 January, on 30 December"),
        pytest.param(BORN_NEW_YEAR, date(2025, 12, 31), 18, id="born 1 January, on 31 December"),
        pytest.param(BORN_28_FEBRUARY, date(2026, 2, 26), 17, id="born 28 February, on 26 February"),
        pytest.param(BORN_28_FEBRUARY, date(2026, 2, 27), 18, id="born 28 February, on 27 February"),
        pytest.param(BORN_LEAP_DAY, date(2026, 2, 27), 17, id="born 29 February, on 27 February of a common year"),
        pytest.param(BORN_LEAP_DAY, date(2026, 2, 28), 18, id="born 29 February, on 28 February of a common year"),
        pytest.param(BORN_LEAP_DAY, date(2028, 2, 27), 19, id="born 29 February, on 27 February of a leap year"),
        pytest.param(BORN_LEAP_DAY, date(2028, 2, 28), 20, id="born 29 February, on 28 February of a leap year"),
        pytest.param(BORN_1_MARCH, date(2026, 2, 27), 17, id="born 1 March, on 27 February of a common year"),
        pytest.param(BORN_1_MARCH, date(2026, 2, 28), 18, id="born 1 March, on 28 February of a common year"),
        pytest.param(BORN_1_MARCH, date(2028, 2, 28), 19, id="born 1 March, on 28 February of a leap year"),
        pytest.param(BORN_1_MARCH, date(2028, 2, 29), 20, id="born 1 March, on 29 February of a leap year"),
    ],
)
def test_age_is_reached_on_the_day_before_the_birthday(birth, day, age):
    assert age_on(birth, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before the birth"):
        age_on(BORN_1_APRIL, date(2010, 3, 31))


@pytest.mark.parametrize(
    ("birth", "age", "day"),
    [
        (BORN_1_APRIL, 65, date(2075, 3, 31)),
        (BORN_2_APRIL, 65, date(2075, 4, 1)),
        (BORN_LEAP_DAY, 18, date(2026, 2, 28)),
        (BORN_LEAP_DAY, 20, date(2028, 2, 28)),
        (BORN_1_MARCH, 18, date(2026, 2, 28)),
        (BORN_1_MARCH, 20, date(2028, 2, 29)),
        (BORN_NEW_YEAR, 18, date(2025, 12, 31)),
    ],
)
def test_day_of_reaching_an_age_is_the_day_before_the_birthday(birth, age, day):
    assert reaches(birth, age) == day


@given(st.dates(date(1906, 1, 1), date(2026, 1, 1)), st.integers(1, 120))
def test_age_changes_exactly_on_the_day_it_is_reached(birth, age):
    day = reaches(birth, age)

    assert age_on(birth, day) == age
    assert age_on(birth, day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("birth", "day", "minor"),
    [
        pytest.param(BORN_1_APRIL, date(2028, 3, 30), True, id="born 1 April, on 30 March"),
        pytest.param(BORN_1_APRIL, date(2028, 3, 31), False, id="born 1 April, on 31 March"),
        pytest.param(BORN_2_APRIL, date(2028, 3, 31), True, id="born 2 April, on 31 March"),
        pytest.param(BORN_2_APRIL, date(2028, 4, 1), False, id="born 2 April, on 1 April"),
        pytest.param(BORN_LEAP_DAY, date(2026, 2, 27), True, id="born 29 February, on 27 February"),
        pytest.param(BORN_LEAP_DAY, date(2026, 2, 28), False, id="born 29 February, on 28 February"),
    ],
)
def test_person_is_a_minor_until_the_day_before_the_18th_birthday(birth, day, minor):
    assert is_minor(birth, day) is minor


@pytest.mark.parametrize(
    ("birth", "day", "finished"),
    [
        pytest.param(BORN_1_APRIL, date(2025, 3, 31), False, id="born 1 April, last day of school"),
        pytest.param(BORN_1_APRIL, date(2025, 4, 1), True, id="born 1 April, leaves with the older year"),
        pytest.param(BORN_2_APRIL, date(2025, 4, 1), False, id="born 2 April, a year of school to go"),
        pytest.param(BORN_2_APRIL, date(2026, 3, 31), False, id="born 2 April, last day of school"),
        pytest.param(BORN_2_APRIL, date(2026, 4, 1), True, id="born 2 April, the day after"),
        pytest.param(date(2011, 3, 31), date(2026, 3, 31), False, id="born 31 March, turns 15 in the last week"),
        pytest.param(date(2011, 3, 31), date(2026, 4, 1), True, id="born 31 March, the day after"),
        pytest.param(date(2008, 2, 29), date(2023, 3, 31), False, id="born 29 February, last day of school"),
        pytest.param(date(2008, 2, 29), date(2023, 4, 1), True, id="born 29 February, the day after"),
        pytest.param(date(1980, 2, 29), date(2026, 11, 22), True, id="an adult"),
    ],
)
def test_compulsory_education_ends_with_the_school_year_in_which_15_is_reached(birth, day, finished):
    assert finished_compulsory_education(birth, day) is finished


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2027, 4, 1), 2027),
    ],
)
def test_fiscal_year_runs_from_april_to_march(day, year):
    assert fiscal_year(day) == year
