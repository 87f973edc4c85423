"""Who may join, and from when."""

from datetime import date
from types import SimpleNamespace

import pytest

from workforce.catalogue.rules import eligibility
from workforce.catalogue.rules.eligibility import (
    AfterCourse,
    AfterSchool,
    Condition,
    FinishFirst,
    FromAge,
    StillAtSchool,
    UnderAge,
)
from workforce.i18n.wording import localized_text

FIRST_DAY = date(2026, 6, 1)
BASICS = SimpleNamespace(id=7, slug="basics", title=localized_text("基礎", en="Basics"))
NEXT = SimpleNamespace(id=8, slug="next", title=localized_text("つぎ", en="Next"))


def course(**given):
    rules = {"minimum_age": None, "after_compulsory_school": False, "prerequisites": [], "conditions": {}}
    return SimpleNamespace(**rules | given)


def requiring(*courses):
    return [SimpleNamespace(required=one, required_id=one.id) for one in courses]


def refusal(course, birth=date(1990, 1, 1), **given):
    return eligibility.refusal_for(course, birth_date=birth, first_day=FIRST_DAY, **given)


@pytest.mark.parametrize(
    ("birth", "from_day"),
    [
        (date(2008, 6, 1), None),  # turns 18 that day, and has the age since the day before
        (date(2008, 6, 2), None),  # reaches 18 at the end of the first day itself
        (date(2008, 6, 3), date(2026, 6, 2)),
        (date(2010, 2, 28), date(2028, 2, 27)),
        (date(2012, 2, 29), date(2030, 2, 28)),
    ],
)
def test_youngest_age_counts_on_the_first_day_by_the_day_before_rule(birth, from_day):
    refused = refusal(course(minimum_age=18), birth)

    assert (refused.values["from_day"] if refused else None) == from_day
    assert refused is None or isinstance(refused, UnderAge)


@pytest.mark.parametrize(
    ("birth", "from_day"),
    [
        (date(2011, 4, 1), None),  # born on 1 April: belongs with the older year, school ended on 31 March 2026
        (date(2011, 4, 2), date(2027, 4, 1)),
        (date(2012, 3, 31), date(2027, 4, 1)),
        (date(2012, 4, 2), date(2028, 4, 1)),
    ],
)
def test_compulsory_school_ends_with_the_school_year_in_which_fifteen_is_reached(birth, from_day):
    refused = refusal(course(after_compulsory_school=True), birth)

    assert (refused.values["from_day"] if refused else None) == from_day
    assert refused is None or isinstance(refused, StillAtSchool)


@pytest.mark.parametrize(("finished", "fits"), [(set(), False), ({7}, True), ({8}, True), ({9}, False), (None, True)])
def test_any_one_of_the_required_courses_is_enough(finished, fits):
    refused = refusal(course(prerequisites=requiring(BASICS, NEXT)), has_finished=finished)

    assert (refused is None) is fits


def test_age_is_not_asked_before_it_is_known():
    assert refusal(course(minimum_age=18), birth=None) is None


def test_a_course_without_rules_welcomes_everybody():
    assert eligibility.who_may(course()) == []
    assert refusal(course(), birth=date(2020, 1, 1), has_finished=set()) is None


def test_every_rule_is_told_before_the_form():
    told = eligibility.who_may(
        course(
            minimum_age=16,
            after_compulsory_school=True,
            prerequisites=requiring(BASICS),
            conditions=localized_text("看護師の方"),
        )
    )

    assert [type(rule) for rule in told] == [FromAge, AfterSchool, AfterCourse, Condition]


def test_refusals_say_what_to_do(speaking):
    with speaking("en"):
        young = refusal(course(minimum_age=18), date(2010, 7, 2)).text()
        school = refusal(course(after_compulsory_school=True), date(2012, 1, 1)).text()
        first = refusal(course(prerequisites=requiring(BASICS, NEXT)), has_finished=set()).text()

    assert "1 July 2028" in young
    assert "1 April 2027" in school
    assert "Basics, Next" in first


def test_word_of_the_applicant_is_enough_for_the_required_course():
    strict = course(prerequisites=requiring(BASICS))

    eligibility.check(strict, birth_date=date(1990, 1, 1), first_day=FIRST_DAY, has_required=True)
    with pytest.raises(FinishFirst):
        eligibility.check(strict, birth_date=date(1990, 1, 1), first_day=FIRST_DAY, has_required=False)
