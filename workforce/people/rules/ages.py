"""Ages as the law counts them, and the years that begin on 1 April.

年齢計算ニ関スル法律 counts the day of birth as the first day, and 民法143条 ends a year with the day before its
anniversary: a person reaches an age at midnight at the end of the day *before* the birthday. Rules that speak of days
(school entry, voting, care insurance at 65) therefore take the whole of that day as lived at the new age, and so does
everything here: `age_on` is the age a person has reached by the end of `day`. Where an anniversary does not exist
(29 February), the year ends with that month: 28 February, leap year or not.
"""

from datetime import date, timedelta

ADULT = 18  # 民法4条, since 2022-04-01
SCHOOL_LEAVING = 15  # 学校教育法17条: until the end of the school year in which 15 is reached


def age_on(birth: date, day: date) -> int:
    """Whole years reached by the end of `day`. Raises ValueError before the birth."""
    if day < birth:
        raise ValueError(f"{day} is before the birth on {birth}")
    morrow = day + timedelta(days=1)
    return morrow.year - birth.year - ((morrow.month, morrow.day) < (birth.month, birth.day))


def reaches(birth: date, age: int) -> date:
    """The day at whose end the person reaches `age`: the day before the birthday."""
    year = birth.year + age
    try:
        return birth.replace(year=year) - timedelta(days=1)
    except ValueError:
        return date(year, 2, 28)


def is_minor(birth: date, day: date) -> bool:
    """Under 18, so that a guardian must agree. The day before the 18th birthday already counts as adult."""
    return age_on(birth, day) < ADULT


def finished_compulsory_education(birth: date, day: date) -> bool:
    """Whether the school year in which 15 is reached is over. Born on 1 April belongs with the older year."""
    last_school_year = fiscal_year(reaches(birth, SCHOOL_LEAVING))
    return fiscal_year(day) > last_school_year


def fiscal_year(day: date) -> int:
    """年度, also the school year: 2026 is 2026-04-01 to 2027-03-31."""
    return day.year if day.month >= 4 else day.year - 1
