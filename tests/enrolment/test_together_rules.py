"""WL-7: who is next when some wait together: all of a group or none, in their order, by a rule that is a choice."""

from itertools import count
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import MONDAY
from workforce.catalogue.models import BandKind, GroupRule, Overflow
from workforce.enrolment.rules.bands import OPEN, Seat, Share, Shares
from workforce.enrolment.rules.together import Waiting, could_fit, in_the_way, is_code, next_for, parties, seated
from workforce.enrolment.rules.together import code_of as code

R, C = 1, 2  # the bands
PASS_ON, KEEP = GroupRule.PASS_ON, GroupRule.KEEP


def share(id, seats, taken=0, overflow=Overflow.KEEP):
    return Share(id, id, BandKind.RESIDENTS if id == R else BandKind.CITY, seats, overflow, None, taken)


def free_for_all(free):
    return Shares(10, 10 - free)


def line(*groups):
    """People without a band; None for somebody who waits alone."""
    return [Waiting(number, None, group) for number, group in enumerate(groups, 1)]


def ids(found):
    return [[one[0] for one in party] for party in found]


def test_a_group_stands_where_its_last_member_stands():
    assert ids(parties(line(7, None, 7, None, 8))) == [[2], [1, 3], [4], [5]]


def test_a_group_of_one_is_one_person():
    assert ids(next_for(free_for_all(1), line(7, None), KEEP)) == [[1]]


@pytest.mark.parametrize(
    ("rule", "free", "seats"),
    [
        (PASS_ON, 1, [[3]]),
        (KEEP, 1, []),
        (PASS_ON, 2, [[1, 2]]),
        (KEEP, 2, [[1, 2]]),
        (PASS_ON, 3, [[1, 2], [3]]),
    ],
)
def test_free_seats_that_are_too_few_go_on_or_are_kept_as_the_rule_says(rule, free, seats):
    assert ids(next_for(free_for_all(free), line(7, 7, None, 8, 8), rule)) == seats


def test_a_smaller_group_behind_gets_what_the_larger_one_cannot_use():
    assert ids(next_for(free_for_all(2), line(7, 7, 7, 8, 8), PASS_ON)) == [[4, 5]]


def test_each_of_a_group_takes_a_seat_of_their_own_band_first():
    shares = Shares(4, 2, (share(R, 2, taken=1),))
    waiting = [Waiting(1, None, 7), Waiting(2, R, 7), Waiting(3, R)]
    assert next_for(shares, waiting, PASS_ON) == [[(1, OPEN), (2, Seat(R))]]


def test_seats_of_a_band_are_kept_only_for_a_group_that_could_use_them():
    shares = Shares(4, 1, (share(R, 1), share(C, 2)))
    waiting = [Waiting(1, R, 7), Waiting(2, None, 7), Waiting(3, R), Waiting(4, C)]
    assert ids(next_for(shares, waiting, KEEP)) == [[4]]
    assert ids(next_for(shares, waiting, PASS_ON)) == [[3], [4]]


def test_a_newcomer_waits_behind_everybody_but_a_group_that_others_may_pass():
    waiting = line(7, 7)
    assert in_the_way(free_for_all(1), waiting, PASS_ON) == []
    assert in_the_way(free_for_all(1), waiting, KEEP) == [None, None]
    assert in_the_way(free_for_all(2), waiting, PASS_ON) == [None, None]
    assert in_the_way(free_for_all(0), line(None), PASS_ON) == [None]


def test_a_group_must_fit_if_every_seat_were_free():
    pair = line(7, 7)
    assert not could_fit(1, [], pair)
    assert could_fit(2, [], pair)
    assert not could_fit(3, [share(R, 2)], pair)
    assert could_fit(3, [share(R, 2, overflow=Overflow.RELEASE)], pair)
    assert could_fit(3, [share(R, 2)], [Waiting(1, R, 7), Waiting(2, None, 7)])


def test_a_code_follows_from_the_secret_and_opens_one_group():
    known = code(7, MONDAY, "secret")
    assert len(known) == 8
    assert is_code(known, 7, MONDAY, "secret")
    assert not is_code(known, 8, MONDAY, "secret")
    assert not is_code(known, 7, MONDAY, "other")


# --- for every line and every stand of the seats ----------------------------------------------------------------------

PEOPLE = st.lists(st.tuples(st.sampled_from([None, R, C]), st.sampled_from([None, None, 7, 8, 9])), max_size=9)
FREE = st.fixed_dictionaries({None: st.integers(0, 4), R: st.integers(0, 3), C: st.integers(0, 3)})


def made(people, free):
    waiting = [Waiting(number, *one) for number, one in zip(count(1), people, strict=False)]
    return waiting, Shares(sum(free.values()), 0, tuple(share(band, free[band]) for band in (R, C)))


@given(PEOPLE, FREE, st.sampled_from(GroupRule))
def test_all_of_a_group_get_seats_or_none_and_no_seat_is_given_twice(people, free, rule):
    waiting, shares = made(people, free)
    found = next_for(shares, waiting, rule)
    whole = ids(parties(waiting))
    assert all(party in whole for party in ids(found))
    given = [seat.band_id for party in found for _one, seat in party]
    assert all(given.count(kind) <= shares.free_by_band[kind] for kind in (None, R, C))
    band_of = {one.id: one.band_id for one in waiting}
    assert all(seat.band_id in (None, band_of[one]) for party in found for one, seat in party)


@given(PEOPLE, FREE)
def test_who_gets_no_seat_would_not_fit_on_what_those_before_them_left(people, free):
    waiting, shares = made(people, free)
    having = {one for party in next_for(shares, waiting, PASS_ON) for one, _seat in party}
    left = shares.free_by_band
    for party in parties(waiting):
        before = dict(left)
        fits = len(seated(left, party)) == len(party)
        assert fits is (party[0].id in having)
        left = left if fits else before


@given(PEOPLE, FREE)
def test_where_seats_are_kept_nobody_behind_a_group_has_one_that_it_could_use(people, free):
    waiting, shares = made(people, free)
    found = next_for(shares, waiting, KEEP)
    seat_of = {one: seat.band_id for party in found for one, seat in party}
    line = parties(waiting)
    for place, group in enumerate(line):
        if len(group) == 1 or group[0].id in seat_of:
            continue
        kinds = {None, *(one.band_id for one in group)}
        taken = [seat_of[one.id] for party in line[:place] for one in party if one.id in seat_of]
        behind = [seat_of[one.id] for party in line[place + 1 :] for one in party if one.id in seat_of]
        left = {kind: shares.free_by_band[kind] - taken.count(kind) - behind.count(kind) for kind in kinds}
        alone = {kind: shares.free_by_band[kind] - taken.count(kind) for kind in kinds}
        assert len(seated(left, group)) == len(seated(alone, group))


@given(st.lists(st.sampled_from([None, R, C]), max_size=9), FREE, st.sampled_from(GroupRule))
def test_where_nobody_waits_together_the_rule_makes_no_difference(bands, free, rule):
    waiting, shares = made([(band, None) for band in bands], free)
    left, expected = shares.free_by_band, []
    for one in waiting:
        kind = next((kind for kind in (one.band_id, None) if left[kind] > 0), "none")
        if kind != "none":
            left[kind] -= 1
            expected.append((one.id, Seat(kind)))
    found = [each for party in next_for(shares, waiting, rule) for each in party]
    assert sorted(found, key=itemgetter(0)) == expected
    if shares.open_free == 0:
        assert in_the_way(shares, waiting, rule) == bands
