"""Short codes of cohorts."""

from datetime import date

import pytest

from workforce.catalogue.models import CourseKind
from workforce.catalogue.rules.codes import LETTERS, beginning, next_code


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 3, 31), "s25"), (date(2026, 4, 1), "s26"), (date(2100, 4, 1), "s00")]
)
def test_code_begins_with_the_kind_and_the_fiscal_year(day, expected):
    assert beginning(CourseKind.INITIAL_TRAINING, day) == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "s26-01"),
        (["s26-01", "s26-02"], "s26-03"),
        (["s26-09"], "s26-10"),
        (["s26-99"], "s26-100"),
        (["s26-07", "s26-x", "s25-50"], "s26-08"),
    ],
)
def test_code_follows_the_highest_one(taken, expected):
    assert next_code("s26", taken) == expected


def test_every_kind_has_a_letter_of_its_own():
    assert set(LETTERS) == set(CourseKind)
    assert len(set(LETTERS.values())) == len(LETTERS)
