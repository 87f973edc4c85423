from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules import birth_dates, eras
from workforce.people.rules.birth_dates import era_year, in_era, parse_date

TODAY = date(2026, 11, 22)
LEAP_DAY = date(1980, 2, 29)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
BIRTHDAY_120 = date(1906, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "昭和55年2月29日",
        "昭和５５年２月２９日",
        " 昭和 55 年 2 月 29 日 ",
        "昭和55年02月29日生まれ",
        "昭和55.2.29",
        "昭55.2.29",
        "㍼55年2月29日",
        "S55.2.29",
        "s55/2/29",
        "Ｓ５５．２．２９",
        "Ｓ５５／２／２９",
        "S 55-02-29",
        "S550229",
        "Showa 55-2-29",
        "Shōwa 55-2-29",
        "1980-02-29",
        "1980-2-29",
        "1980/2/29",
        "1980.2.29",
        "1980 2 29",
        "1980、2、29",
        "1980・2・29",
        "1980年2月29日",
        "１９８０年２月２９日",
        "１９８０－０２－２９",
        "1980ー02ー29",
        "1980—02—29",
        "1980　2　29",
        "19800229",
        "29 FEB 1980",
        "29FEB1980",
        "Feb 29, 1980",
        "February 29, 1980",
        "1980 Feb 29",
        "၁၉၈၀-၀၂-၂၉",
    ],
)
def test_one_line_is_read_however_it_is_written(text):
    assert parse_date(text, today=TODAY) == LEAP_DAY


@pytest.mark.parametrize(
    "parts",
    [
        ("1980", "2", "29"),
        ("１９８０", "０２", "２９"),
        ("1980年", "2月", "29日"),
        ("昭和55", "2", "29"),
        ("昭和５５年", "2", "29"),
        ("S55", "02", "29"),
        (" s 55 ", " 2 ", " 29 "),
        ("1980", "Feb", "29"),
        ("昭和55年2月29日", "", ""),
        ("1980-02-29", None, None),
    ],
)
def test_three_fields_are_read_however_they_are_filled(parts):
    assert parse_date(parts, today=TODAY) == LEAP_DAY


@pytest.mark.parametrize(
    "text", ["令和元年5月1日", "令和1年5月1日", "R1/5/1", "R元.5.1", "㋿元年5月1日", "令元.5.1", "r010501"]
)
def test_first_year_of_an_era_is_read_as_gannen_or_one(text):
    assert parse_date(text, today=TODAY) == date(2019, 5, 1)


def test_first_year_is_read_from_three_fields():
    assert parse_date(("令和元", "5", "1"), today=TODAY) == date(2019, 5, 1)


BOUNDARIES = [
    ("明治45年7月29日", date(1912, 7, 29)),
    ("大正元年7月30日", date(1912, 7, 30)),
    ("大正15年12月24日", date(1926, 12, 24)),
    ("昭和元年12月25日", date(1926, 12, 25)),
    ("昭和64年1月7日", date(1989, 1, 7)),
    ("平成元年1月8日", date(1989, 1, 8)),
    ("平成31年4月30日", date(2019, 4, 30)),
    ("令和元年5月1日", date(2019, 5, 1)),
]


@pytest.mark.parametrize(("text", "day"), BOUNDARIES)
def test_each_era_reaches_to_its_last_day_and_starts_on_its_first(text, day):
    assert parse_date(text, today=TODAY) == day
    assert in_era(day) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("明治45年7月30日", "大正元年7月30日"),
        ("大正元年7月29日", "明治45年7月29日"),
        ("大正15年12月25日", "昭和元年12月25日"),
        ("昭和元年12月24日", "大正15年12月24日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("昭和100年3月3日", "令和7年3月3日"),
        ("明治100年3月3日", "昭和42年3月3日"),
    ],
)
def test_day_outside_its_era_is_refused_and_the_right_name_is_told(text, right):
    with pytest.raises(birth_dates.WrongEra) as refusal:
        parse_date(text, today=TODAY)

    assert refusal.value.values == {"typed": text, "right": right}
    assert right in refusal.value.text()


def test_day_outside_its_era_is_shown_in_full_even_when_typed_short():
    with pytest.raises(birth_dates.WrongEra) as refusal:
        parse_date("H1.1.7", today=TODAY)

    assert refusal.value.values == {"typed": "平成元年1月7日", "right": "昭和64年1月7日"}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("昭和56年2月29日", "昭和56年2月28日"),
        ("S55.2.30", "昭和55年2月29日"),
        ("1981-02-29", "1981-02-28"),
        ("1980-04-31", "1980-04-30"),
        ("1980-01-32", "1980-01-31"),
        ("1980-01-00", "1980-01-31"),
    ],
)
def test_day_that_never_was_is_refused_with_the_end_of_that_month(text, last):
    with pytest.raises(birth_dates.NoSuchDay) as refusal:
        parse_date(text, today=TODAY)

    assert refusal.value.values == {"last": last}


@pytest.mark.parametrize("month", ["0", "13", "99"])
def test_month_that_never_was_is_refused(month):
    with pytest.raises(birth_dates.NoSuchMonth):
        parse_date(("1980", month, "1"), today=TODAY)


@pytest.mark.parametrize("text", ["29/02/1980", "02/29/1980", "2-3-1980", "３．２．１９８０", "29日2月1980年"])
def test_year_at_the_end_is_never_guessed(text):
    with pytest.raises(birth_dates.YearNotFirst):
        parse_date(text, today=TODAY)


@pytest.mark.parametrize("text", ["80-02-29", "55年2月29日", "元年5月1日", "198-2-3"])
def test_short_year_without_an_era_is_refused(text):
    with pytest.raises(birth_dates.YearTooShort):
        parse_date(text, today=TODAY)


def test_era_has_no_year_zero():
    with pytest.raises(birth_dates.NoYearZero):
        parse_date("昭和0年2月1日", today=TODAY)


@pytest.mark.parametrize("nothing", ["", "   ", "　", "---", ("", "", ""), (None, None, None), (" ", "", " ")])
def test_nothing_typed_asks_for_the_date(nothing):
    with pytest.raises(birth_dates.BirthDateMissing):
        parse_date(nothing, today=TODAY)


@pytest.mark.parametrize(
    "parts", [("1980", "2", ""), ("1980", "", "29"), ("", "2", "29"), (None, "2", None), ("S55", " ", "1")]
)
def test_one_empty_field_asks_for_all_three(parts):
    with pytest.raises(birth_dates.BirthDatePartMissing):
        parse_date(parts, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "わからない",
        "1980",
        "1980年2月",
        "X55.2.29",
        "1980-02-29-01",
        "昭和",
        "550229",
        "Foo 29, 1980",
        "1980-٠x-01",
        "💐",
        "-" * 999,
        "9" * 999,
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text):
    with pytest.raises(birth_dates.NotABirthDate) as refusal:
        parse_date(text, today=TODAY)

    assert "1980-02-29" in refusal.value.text()
    assert refusal.value.field == "birth_date"


def test_born_today_and_yesterday_are_accepted():
    assert parse_date(TODAY.isoformat(), today=TODAY) == TODAY
    assert parse_date(in_era(YESTERDAY), today=TODAY) == YESTERDAY


@pytest.mark.parametrize(
    "text", [TOMORROW.isoformat(), "2027-01-01", "令和8年12月1日", "平成99年1月1日", "9999-12-31", "昭和9999年1月1日"]
)
def test_day_to_come_is_refused(text):
    with pytest.raises(birth_dates.BornInTheFuture):
        parse_date(text, today=TODAY)


def test_120_years_ago_today_is_accepted():
    assert parse_date(BIRTHDAY_120.isoformat(), today=TODAY) == BIRTHDAY_120


@pytest.mark.parametrize(
    "text", ["1906-11-21", "1906-01-01", "1905-12-31", "明治元年1月1日", "0000-01-01", "0055-02-29"]
)
def test_more_than_120_years_ago_is_refused(text):
    with pytest.raises(birth_dates.BornTooLongAgo):
        parse_date(text, today=TODAY)


def test_120_years_before_a_leap_day_is_measured_even_when_that_year_had_none():
    assert parse_date("1900-03-01", today=date(2020, 2, 29)) == date(1900, 3, 1)
    with pytest.raises(birth_dates.BornTooLongAgo):
        parse_date("1900-02-28", today=date(2020, 2, 29))


def test_year_is_shown_with_its_era():
    assert era_year(LEAP_DAY) == "昭和55年"
    assert era_year(date(2019, 12, 31)) == "令和元年"


def test_no_era_is_invented_before_meiji():
    assert in_era(date(1868, 1, 25)) == "明治元年1月25日"
    with pytest.raises(ValueError, match="1868-01-24"):
        eras.era_of(date(1868, 1, 24))


people_alive = st.dates(min_value=BIRTHDAY_120, max_value=TODAY)


@given(people_alive)
def test_every_day_of_120_years_is_read_back_as_it_is_shown(day):
    assert parse_date(in_era(day), today=TODAY) == day
    assert parse_date(day.isoformat(), today=TODAY) == day
    assert parse_date((era_year(day), str(day.month), str(day.day)), today=TODAY) == day


@given(st.text())
def test_any_text_is_a_day_until_today_or_a_refusal(text):
    with suppress(birth_dates.NotABirthDate):
        assert parse_date(text, today=TODAY) <= TODAY
