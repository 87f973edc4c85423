"""Fees to the yen: an example that was computed by hand, and what must be true of every other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from workforce.honoraria.rules.paying import Line, Taught, lines, rounded
from workforce.honoraria.rules.tax import FARE, TAX, Fare, Fares
from workforce.honoraria.rules.terms import EXAMPLES, TERMS, Rank, Rounding, Span, read, words
from workforce.scheduling.models import Duty

SHIPPED = TERMS.read(TERMS.shipped)
NOTED = FARE.read(FARE.shipped)
TAXED = TAX.read(TAX.shipped)
FIRST, SECOND = date(2026, 11, 7), date(2026, 11, 14)
LESSON, SHORT, HELPED = (
    Taught(1, FIRST, lead=110, assistant=0, length=120, fare=980),
    Taught(2, SECOND, lead=80, assistant=0, length=90, fare=980),
    Taught(3, SECOND, lead=0, assistant=90, length=100),
)
TERMS_OF_ALL = some.sampled_from([read(one.values) for one in EXAMPLES.values()])
TAUGHT = some.builds(
    Taught,
    session_id=some.integers(1, 9),
    day=some.just(FIRST),
    lead=some.integers(0, 240),
    assistant=some.integers(0, 240),
    length=some.just(240),
)


def paid(taught, terms=SHIPPED, rank=Rank.SECOND, fares=NOTED):
    return lines(taught[0].day, taught, terms, rank, fares)


def test_a_month_computed_by_hand():
    """Rank 2 of Hamura (12,500 yen), an assistant as in Kuma (2,500), minutes as in Kutchan, the sum of a day:

    | day  | as       | taught | paid | yen an hour |    yen |
    | 7th  | lead     |   1:50 | 2:00 |      12,500 | 25,000 |
    | 14th | lead     |   1:20 | 1:00 |      12,500 | 12,500 |
    | 14th | assistant|   1:30 | 2:00 |       2,500 |  5,000 |

    fees 42,500 + way 2 × 980 = 44,460; 10.21 % of it are 4,539.366, so 4,539 are withheld and 39,921 paid out.
    """
    found = [*paid([LESSON]), *paid([SHORT, HELPED])]

    assert found == [
        Line(FIRST, Duty.LEAD, 110, 120, 0, 12500, 25000),
        Line(FIRST, None, 0, 0, 0, 0, 980),
        Line(SECOND, Duty.LEAD, 80, 60, 0, 12500, 12500),
        Line(SECOND, Duty.ASSISTANT, 90, 120, 0, 2500, 5000),
        Line(SECOND, None, 0, 0, 0, 0, 980),
    ]
    fee = sum(line.yen for line in found if line.duty)
    travel = sum(line.yen for line in found if not line.duty)
    tax = TAXED.of(TAXED.base(fee, travel))
    assert (fee, travel, tax, fee + travel - tax) == (42500, 1960, 4539, 39921)


@pytest.mark.parametrize(
    ("town", "minutes", "yen"),
    [
        ("hamura", 89, 12500),  # 1:29 is an hour
        ("hamura", 90, 25000),  # 1:30 are two
        ("manno", 80, 10500),  # 1:20 are an hour and a half, at 7,000
        ("manno", 90, 14000),
        ("kutchan", 300, 37500),  # three hours of five
        ("yonaguni", 300, 56250),  # four hours and a half one: 50,000 + 6,250
        ("yonaguni", 420, 62500),  # four hours, two half ones, nothing for the seventh
        ("yonaguni", 61, 12708),  # 12,708.33, cut
    ],
)
def test_towns_round_in_their_own_ways(town, minutes, yen):
    taught = Taught(1, FIRST, lead=minutes, assistant=0, length=minutes)

    assert sum(line.yen for line in paid([taught], read(EXAMPLES[town].values))) == yen


def test_sessions_or_the_day_are_rounded():
    twice = [Taught(n, FIRST, lead=80, assistant=0, length=80) for n in (1, 2)]
    by_session = read(TERMS.shipped | {"span": Span.SESSION})

    assert [paid(twice)[0].full, paid(twice, by_session)[0].full] == [180, 120]


def test_breaks_count_only_where_the_session_does():
    by_session = read(TERMS.shipped | {"counted": "session", "rounding": "exact"})

    assert [line.full for line in paid([LESSON], by_session) if line.duty] == [120]


def test_a_place_pays_its_way_once_a_day():
    fares = Fares(Fare.PLACES, ((7, 600),))
    there = [LESSON._replace(session_id=n, place_id=7) for n in (1, 2)]

    assert paid(there, fares=fares)[-1].yen == 600


def test_what_is_withheld_is_cut_to_the_yen_and_doubles_beyond_a_million():
    assert [TAXED.of(yen) for yen in (0, 9, 10, 10_000, 1_000_000, 1_500_000, -10_000)] == [
        *(0, 0, 1, 1021, 102_100, 204_200, -1021),
    ]


@given(some.integers(0, 1000), some.integers(0, 120), some.sampled_from(Rounding))
@settings(max_examples=25)
def test_longer_is_never_paid_less(minutes, more, rounding):
    assert rounded(minutes, rounding) <= rounded(minutes + more, rounding)
    assert abs(rounded(minutes, rounding) - minutes) <= 30


@given(some.lists(TAUGHT, min_size=1, max_size=4), TERMS_OF_ALL)
@settings(max_examples=25)
def test_hours_paid_never_exceed_the_day(taught, terms):
    found = [line for line in paid(taught, terms) if line.duty]

    if terms.day_hours:
        assert sum(line.full for line in found) <= terms.day_hours * 60
        assert sum(line.half for line in found) <= terms.half_hours * 60
    assert all(line.yen <= (line.full + line.half) * line.rate / 60 for line in found)


def test_terms_say_what_they_mean(app, speaking):
    with speaking("en"):
        said = " ".join(words(read(EXAMPLES["yonaguni"].values)))
    assert "Rank 2: ¥12,500 an hour, as an assistant ¥2,500." in said
    assert "The next 2 hours are paid half" in said
