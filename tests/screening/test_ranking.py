"""Points put people in an order that no order of marking changes, and the same points are always reported."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from workforce.enrolment.rules.draw import Quota
from workforce.screening.models import Outcome, TieRule
from workforce.screening.rules.differences import Threshold
from workforce.screening.rules.ranking import Assessed, by_rule, needs_lots, ranked
from workforce.screening.views.words import points_words

MARKS = some.lists(some.tuples(some.integers(0, 4), some.integers(0, 3)), min_size=2, max_size=3).map(tuple)
PEOPLE = some.lists(some.tuples(some.sampled_from([None, 1, 2]), MARKS), max_size=14).map(
    lambda rows: [Assessed(n, band, marks) for n, (band, marks) in enumerate(rows, 1)]
)
QUOTAS = some.tuples(some.integers(0, 3), some.booleans(), some.integers(0, 3), some.booleans()).map(
    lambda of: (Quota(1, "residents", of[0], of[1]), Quota(2, "first_time", of[2], of[3]))
)
RULES = some.sampled_from([TieRule.FIRST_CRITERION, TieRule.LOT])
SEATS, MINIMUM = some.integers(0, 10), some.integers(0, 5)


@given(PEOPLE, SEATS, QUOTAS, MINIMUM, RULES, some.randoms())
def test_order_of_marking_never_changes_the_ranking(people, seats, quotas, minimum, rule, random):
    mixed = [one._replace(marks=tuple(random.sample(one.marks, len(one.marks)))) for one in people]
    random.shuffle(mixed)
    within = by_rule(rule, lot_key="key")

    def placed(everybody):
        result = ranked(everybody, seats=seats, quotas=quotas, minimum=minimum, within=within)
        return [(one.assessed.number, one.rank, one.outcome, one.band) for one in result.placed], result.ties

    assert placed(people) == placed(mixed)


@given(PEOPLE, SEATS, QUOTAS, MINIMUM, RULES)
def test_same_points_with_different_luck_are_always_reported(people, seats, quotas, minimum, rule):
    before = ranked(people, seats=seats, quotas=quotas, minimum=minimum)
    result = ranked(people, seats=seats, quotas=quotas, minimum=minimum, within=by_rule(rule, lot_key="key"))

    assert {tie.numbers for tie in before.ties} == {tie.numbers for tie in result.ties}
    reported = {number for tie in result.ties for number in tie.numbers}
    luck: dict[Fraction, set] = {}
    for one in result.placed:
        if one.outcome is not Outcome.BELOW:
            luck.setdefault(one.assessed.average, set()).add(one.outcome)
    split = {average for average, outcomes in luck.items() if len(outcomes) > 1}
    unlucky = [one.assessed for one in result.placed if one.assessed.average in split]
    assert {one.number for one in unlucky} <= reported
    for tie in result.ties:
        assert tie.at_cut == (len(luck[next(p.average for p in people if p.number == tie.numbers[0])]) > 1)


@given(PEOPLE, SEATS, QUOTAS, MINIMUM, RULES)
def test_everybody_is_placed_once_within_the_seats_and_the_minimum(people, seats, quotas, minimum, rule):
    result = ranked(people, seats=seats, quotas=quotas, minimum=minimum, within=by_rule(rule, lot_key="key"))

    assert sorted(one.assessed.number for one in result.placed) == sorted(one.number for one in people)
    assert sum(one.outcome is Outcome.SEAT for one in result.placed) <= seats
    for one in result.placed:
        assert (one.outcome is Outcome.BELOW) == (one.assessed.average < minimum)
    averages = [one.assessed.average for one in result.placed if one.rank]
    assert averages == sorted(averages, reverse=True)
    assert [one.rank for one in result.placed if one.rank] == list(range(1, len(averages) + 1))


def test_lots_are_needed_only_where_chance_decides():
    same = [Assessed(1, None, ((2, 1), (2, 1))), Assessed(2, None, ((1, 2), (1, 2)))]
    ties = ranked(same, seats=1, quotas=(), minimum=0).ties

    assert needs_lots(TieRule.LOT, ties, same)
    assert not needs_lots(TieRule.FIRST_CRITERION, ties, same)
    assert not needs_lots(TieRule.DECISION, ties, same)


def test_difference_is_large_above_the_share_of_the_points():
    bound = Threshold(50, 20)

    assert bound.criteria_apart([(5, 3), (0, 0)], [10, 5]) == [False, True]
    assert bound.are_apart([(5, 0), (9, 0)], [10, 5])
    assert not bound.are_apart([(5, 0), (8, 0)], [10, 5])


def test_averages_have_two_digits_at_most():
    assert [points_words(one) for one in (Fraction(15, 2), Fraction(22, 3), 10, 0)] == ["7.5", "7.33", "10", "0"]
