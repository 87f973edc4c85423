"""Who may teach what: licences that count on the day, whole years of practice, and the rule of that day."""

from dataclasses import replace
from datetime import date

import pytest

from workforce.catalogue.models import CourseKind
from workforce.scheduling.rules.licences import FIELDS, FIELDS_ON_PAPER, LICENCES, ON_PAPER, Field, LicenceKind
from workforce.scheduling.rules.requirements import (
    Alternative,
    Requirement,
    Requirements,
    Row,
    Subject,
    as_values,
    ranked,
    read,
)
from workforce.scheduling.rules.standing import Held, whole_years

DAY = date(2026, 12, 5)
CARE, NURSE = LicenceKind.CARE_WORKER, LicenceKind.NURSE
NINE = Subject(7, CourseKind.INITIAL_TRAINING, 9)
OTHER = Subject(8, CourseKind.OTHER, 1)


def test_every_licence_and_field_has_its_words():
    assert set(LICENCES) == set(ON_PAPER) == set(LicenceKind)
    assert set(FIELDS) == set(FIELDS_ON_PAPER) == set(Field)


@pytest.mark.parametrize(
    ("spans", "years"),
    [
        ([], 0),
        ([("2020-04-01", "2025-04-01")], 5),
        ([("2020-04-01", "2025-03-31")], 4),  # the last day is not in it
        ([("2020-02-29", "2021-02-28")], 0),
        ([("2020-02-29", "2021-03-01")], 1),
        ([("2020-01-01", "2022-01-01"), ("2021-01-01", "2023-01-01")], 3),  # at the same time counts once
        ([("2020-01-01", "2020-07-01"), ("2021-01-01", "2021-07-01")], 1),
        ([("2020-01-01", "2020-12-16"), ("2021-01-01", "2021-01-17")], 1),  # two halves of a month
        ([("2021-01-01", "2020-01-01")], 0),
    ],
)
def test_years_are_whole_ones_of_the_calendar(spans, years):
    assert whole_years([(date.fromisoformat(one), date.fromisoformat(other)) for one, other in spans]) == years


def test_licence_counts_from_its_day_until_it_is_withdrawn():
    held = Held(licences=((CARE, DAY, date(2027, 1, 1)),))

    assert not held.kinds(date(2026, 12, 4))
    assert held.kinds(DAY) == [CARE]
    assert held.kinds(date(2026, 12, 31)) == [CARE]
    assert not held.kinds(date(2027, 1, 1))


def test_years_grow_until_the_day_of_the_session():
    held = Held(
        practices=((Field.CARE, date(2021, 12, 5), None), (Field.NURSING, date(2010, 1, 1), date(2010, 12, 31)))
    )

    assert held.years(Field.CARE, date(2026, 12, 4)) == 4
    assert held.years(Field.CARE, DAY) == 5
    assert held.years(Field.NURSING, DAY) == 1  # the last day is in it
    assert held.years(None, DAY) == 6
    assert held.fields(DAY) == {Field.CARE: 5, Field.NURSING: 1}


def test_any_of_the_alternatives_is_enough():
    rule = Requirement((Alternative(CARE, 5, Field.CARE), Alternative(NURSE)))
    worked = ((Field.CARE, date(2023, 1, 1), None),)

    assert rule.allows(Held(((NURSE, DAY, None),)), DAY)
    assert not rule.allows(Held(((CARE, DAY, None),), worked), DAY)
    assert rule.allows(Held(((CARE, DAY, None),), ((Field.CARE, date(2021, 1, 1), None),)), DAY)
    assert not rule.allows(Held((), worked), DAY)
    assert Requirement().allows(Held(), DAY)


def test_what_is_shipped_counts_until_staff_set_their_own_rule():
    own = Requirement((Alternative(NURSE, 2),), is_uncertain=False)
    rules = Requirements([Row(NINE.name, DAY, as_values(own), "県の別表")])

    assert rules.on(NINE, date(2026, 12, 4)).is_uncertain
    assert rules.on(NINE, DAY) == Requirement((Alternative(NURSE, 2),), source="県の別表")
    assert rules.on(OTHER, DAY).allows(Held(), DAY)


def test_an_item_goes_before_its_subject_until_it_is_as_the_subject_again():
    item = NINE._replace(item=4)
    dietitian = Requirement((Alternative(LicenceKind.DIETITIAN),))
    later = date(2027, 1, 1)
    rules = Requirements(
        [Row(item.name, DAY, as_values(dietitian), "県"), Row(item.name, later, {"as_subject": True}, "県")]
    )

    assert rules.on(item, DAY).any_of == dietitian.any_of
    assert rules.on(NINE._replace(item=5), DAY) == rules.on(NINE, DAY)
    assert rules.on(item, later) == rules.on(NINE, later)


def test_a_rule_is_kept_as_it_was_read():
    rule = Requirements().on(NINE, DAY)

    assert read(as_values(rule), rule.source) == rule


def test_the_first_preferred_of_what_somebody_has_counts():
    rule = Requirement((Alternative(CARE), Alternative(NURSE, 5), Alternative(NURSE)), ranks=(1, 0, 1))
    nurse, both = ((NURSE, DAY, None),), ((CARE, DAY, None), (NURSE, DAY, None))
    worked = ((Field.NURSING, date(2010, 1, 1), None),)

    assert rule.best(Held(both, worked), DAY) == (0, Alternative(NURSE, 5))
    assert rule.best(Held(both), DAY) == (1, Alternative(CARE))
    assert rule.best(Held(nurse), DAY) == (1, Alternative(NURSE))
    assert rule.best(Held((), worked), DAY) is None


def test_a_rule_that_prefers_nothing_ranks_nobody_and_old_rows_are_such_rules():
    kept = {"any_of": [["care_worker", 0, None], ["nurse", 2, "care"]], "is_uncertain": True}
    rule = read(kept)

    assert as_values(rule) == kept
    assert rule.best(Held(((CARE, DAY, None),)), DAY) == (0, Alternative(CARE))
    assert read(as_values(replace(rule, ranks=(1, 0)))).ranks == (1, 0)


@pytest.mark.parametrize(
    ("turns", "ranks"),
    [([], []), ([None, None], []), ([2, 2], []), ([1, None, 1], [0, 1, 0]), ([5, 2, None], [1, 0, 2])],
)
def test_turns_become_ranks_without_gaps(turns, ranks):
    assert ranked(turns) == ranks
