"""LOT-1: seats that are first for some people, in a cohort in which people come one after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import BY_TELEPHONE, all_in, apply, loaded, record, somebody
from tests.make import LATER, MONDAY, make_account, make_cohort, make_course, saved
from workforce.catalogue.models import Band, BandKind, Overflow
from workforce.enrolment.actions import bulk, moves, offers
from workforce.enrolment.actions.answering import accept, decline
from workforce.enrolment.actions.queue import correct_band
from workforce.enrolment.actions.refusals import (
    CapacityBelowBands,
    MoveNotPossible,
    NobodyElseWaits,
    NoSeatFree,
    NotNext,
    ReasonMissing,
)
from workforce.enrolment.models import State
from workforce.enrolment.queries import offers as due
from workforce.enrolment.queries import seats
from workforce.history import Entry

RELEASED = MONDAY + timedelta(days=3)


def make_band(session, cohort, *, seats, kind=BandKind.RESIDENTS, **given):
    defaults = {"position": 1, "overflow": Overflow.RELEASE, "released_at": RELEASED}
    return saved(session, Band(cohort_id=cohort.id, kind=kind, seats=seats, **defaults | given))


def banded(session, *, capacity=2, seats=1, kind=BandKind.RESIDENTS, band=None, **given):
    """A cohort and its one band."""
    cohort = make_cohort(session, capacity=capacity, closes_at=LATER, **given)
    return cohort, make_band(session, cohort, seats=seats, kind=kind, **band or {})


def living(n, tie="lives", **given):
    answers = {"residency_tie": {"value": tie, "asked": "?", "said": "!"}}
    return somebody(n, answers=answers, **given)


def comes(session, cohort, n, tie, *, at=MONDAY, by=None):
    return apply(session, cohort, living(n, tie), at=at, by=by)


def stands(session, cohort):
    """[(state, band, band of the seat)] of everybody, in the order they came."""
    return [(one.state, one.band_id, one.seat_band_id) for one in all_in(session, cohort)]


def states(session, cohort):
    return [one.state for one in all_in(session, cohort)]


def nth(session, cohort, n):
    return record(session, all_in(session, cohort)[n])


def cancels(session, cohort, n, *, at=MONDAY):
    moves.cancel_own(session, nth(session, cohort, n), at=at)


def test_resident_takes_a_seat_of_the_residents_first_and_then_an_open_one(session):
    cohort, band = banded(session, capacity=3, seats=1)
    for n in range(2):
        comes(session, cohort, n, "lives")
    comes(session, cohort, 2, "works")

    assert stands(session, cohort) == [
        (State.CONFIRMED, band.id, band.id),
        (State.CONFIRMED, band.id, None),
        (State.CONFIRMED, None, None),
    ]


def test_others_wait_while_only_seats_of_the_residents_are_free(session):
    cohort, band = banded(session)
    for n in range(2):
        comes(session, cohort, n, "none")

    assert states(session, cohort) == [State.CONFIRMED, State.WAITLISTED]
    assert seats.seats_of(session, cohort.id).free == 1


def test_resident_gets_the_residents_seat_although_others_wait_for_an_open_one(session):
    cohort, band = banded(session)
    for n in range(2):
        comes(session, cohort, n, "none")

    assert comes(session, cohort, 3, "lives").seat_band_id == band.id


def test_without_an_answer_about_the_city_nobody_is_a_resident(session):
    cohort, _band = banded(session)
    apply(session, cohort, somebody(1), by=make_account(session))

    assert stands(session, cohort) == [(State.CONFIRMED, None, None)]


@pytest.mark.parametrize(("tie", "belongs"), [("lives", True), ("works", True), ("studies", True), ("none", False)])
def test_who_lives_works_or_studies_in_the_city_belongs_to_its_band(session, tie, belongs):
    cohort, band = banded(session, kind=BandKind.CITY)

    assert comes(session, cohort, 1, tie).band_id == (band.id if belongs else None)


def test_somebody_belongs_to_the_first_band_that_fits(session):
    cohort = make_cohort(session, capacity=4)
    city = make_band(session, cohort, seats=1, kind=BandKind.CITY, position=2)
    residents = make_band(session, cohort, seats=1, kind=BandKind.RESIDENTS, position=1)

    assert comes(session, cohort, 1, "lives").band_id == residents.id
    assert comes(session, cohort, 2, "works").band_id == city.id


def test_who_was_confirmed_in_the_course_before_is_not_there_for_the_first_time(session):
    course = make_course(session)
    before = make_cohort(session, course=course)
    apply(session, before, replace(somebody(1), key="before"))
    cohort, band = banded(session, kind=BandKind.FIRST_TIME, course=course)

    assert apply(session, cohort, somebody(1)).band_id is None
    assert apply(session, cohort, somebody(2)).band_id == band.id


def test_who_only_waited_before_is_there_for_the_first_time(session):
    course = make_course(session)
    before = make_cohort(session, course=course, capacity=1)
    for n in range(2):
        apply(session, before, replace(somebody(n), key=f"before{n}"))
    cohort, band = banded(session, kind=BandKind.FIRST_TIME, course=course)

    assert apply(session, cohort, somebody(1)).band_id == band.id


def test_freed_seat_of_the_residents_is_offered_to_the_first_resident_who_waits(session):
    cohort, band = banded(session)
    for n, tie in enumerate(["lives", "none", "none", "lives"]):
        comes(session, cohort, n, tie)

    cancels(session, cohort, 0)

    assert stands(session, cohort)[2:] == [(State.WAITLISTED, None, None), (State.OFFERED, band.id, band.id)]


def test_freed_open_seat_is_offered_to_the_first_who_waits_whoever_they_are(session):
    cohort, _band = banded(session)
    for n, tie in enumerate(["lives", "none", "none", "lives"]):
        comes(session, cohort, n, tie)

    cancels(session, cohort, 1)

    assert states(session, cohort)[2:] == [State.OFFERED, State.WAITLISTED]


def test_freed_seat_that_nobody_who_waits_may_have_stays_free_and_nothing_is_due(session):
    cohort, _band = banded(session)
    for n, tie in enumerate(["lives", "none", "none"]):
        comes(session, cohort, n, tie)

    cancels(session, cohort, 0)

    assert states(session, cohort)[1:] == [State.CONFIRMED, State.WAITLISTED]
    assert due.unsettled(session, at=MONDAY) == []


def test_seat_offered_on_keeps_its_band_and_a_declined_one_goes_to_the_next_of_it(session):
    cohort, band = banded(session, capacity=1)
    for n in range(3):
        comes(session, cohort, n, "lives")
    cancels(session, cohort, 0)
    decline(session, nth(session, cohort, 1), by=None, at=MONDAY)
    accept(session, nth(session, cohort, 2), by=None, at=MONDAY)

    assert stands(session, cohort) == [
        (State.CANCELLED, band.id, None),
        (State.CANCELLED, band.id, None),
        (State.CONFIRMED, band.id, band.id),
    ]


def test_from_its_moment_on_what_is_free_is_offered_to_everybody(session):
    cohort, _band = banded(session)
    for n in range(3):
        comes(session, cohort, n, "none")
    assert due.unsettled(session, at=RELEASED - timedelta(seconds=1)) == []
    assert due.unsettled(session, at=RELEASED) == [cohort.id]

    assert offers.settle_cohort(session, cohort.id, at=RELEASED) == 1

    assert stands(session, cohort)[1:] == [(State.OFFERED, None, None), (State.WAITLISTED, None, None)]
    assert due.unsettled(session, at=RELEASED) == []


def test_after_the_moment_a_newcomer_stands_behind_who_waits_also_before_the_worker_looks(session):
    cohort, _band = banded(session)
    for n in range(2):
        comes(session, cohort, n, "none")

    assert comes(session, cohort, 3, "lives", at=RELEASED).state is State.WAITLISTED


def test_released_seats_are_never_given_twice(session):
    cohort, _band = banded(session, capacity=2, seats=2)
    comes(session, cohort, 0, "lives")

    assert comes(session, cohort, 1, "none", at=RELEASED).state is State.CONFIRMED
    assert comes(session, cohort, 2, "lives", at=RELEASED).state is State.WAITLISTED


def test_band_that_keeps_its_seats_is_never_released(session):
    cohort, _band = banded(session, band={"overflow": Overflow.KEEP, "released_at": None})
    for n in range(2):
        comes(session, cohort, n, "none")

    assert due.unsettled(session, at=LATER - timedelta(days=1)) == []
    assert comes(session, cohort, 3, "none", at=RELEASED).state is State.WAITLISTED


def test_raised_capacity_is_open_to_everybody(session):
    cohort, _band = banded(session, capacity=1)
    for n in range(2):
        comes(session, cohort, n, "none")

    moves.change_capacity(session, loaded(session, cohort), capacity=2, by=None, at=MONDAY)

    assert states(session, cohort) == [State.OFFERED, State.WAITLISTED]


def test_capacity_is_not_lowered_under_what_is_taken_or_kept(session):
    cohort, _band = banded(session, capacity=5, seats=2)
    for n in range(2):
        comes(session, cohort, n, "none")

    with pytest.raises(CapacityBelowBands) as refused:
        moves.change_capacity(session, loaded(session, cohort), capacity=3, by=None, at=MONDAY)
    assert refused.value.values == {"least": 4}
    moves.change_capacity(session, loaded(session, cohort), capacity=3, by=None, at=RELEASED)


def by_telephone(session, ties, **given):
    """Everybody has come, then the first two cancelled: staff call those who wait."""
    cohort, band = banded(session, **given)
    for n, tie in enumerate(["lives", "none", *ties]):
        comes(session, cohort, n, tie)
    cohort.offers_until = BY_TELEPHONE["offers_until"]
    session.flush()
    for n in range(2):
        cancels(session, cohort, n)
    return cohort, band


def test_staff_confirm_the_first_who_may_have_a_free_seat_and_it_keeps_its_band(session):
    cohort, band = by_telephone(session, ["none", "none", "lives"])

    with pytest.raises(NotNext):
        moves.confirm(session, nth(session, cohort, 4), by=None, at=MONDAY)
    moves.confirm(session, nth(session, cohort, 2), by=None, at=MONDAY)
    with pytest.raises(NoSeatFree):
        moves.confirm(session, nth(session, cohort, 3), by=None, at=MONDAY)
    moves.confirm(session, nth(session, cohort, 4), by=None, at=MONDAY)

    assert [seat for *_, seat in stands(session, cohort)[2:]] == [None, None, band.id]
    assert states(session, cohort)[2:] == [State.CONFIRMED, State.WAITLISTED, State.CONFIRMED]


def test_first_are_confirmed_at_once_without_those_who_may_have_no_free_seat(session):
    cohort, _band = by_telephone(session, ["none", "none", "lives"])
    head = all_in(session, cohort)[2].id

    told = bulk.confirm_first(session, loaded(session, cohort), count=2, head_id=head, by=None, at=MONDAY)

    everybody = all_in(session, cohort)
    assert [one.id for one in told] == [everybody[2].id, everybody[4].id]


def test_newcomer_of_the_band_waits_while_somebody_of_it_waits_for_that_seat(session):
    cohort, _band = by_telephone(session, ["none", "lives"])

    assert comes(session, cohort, 9, "lives").state is State.WAITLISTED


def test_nobody_is_put_back_on_the_list_for_a_seat_that_nobody_else_may_have(session):
    cohort, _band = banded(session)
    for n, tie in enumerate(["lives", "none", "none"]):
        comes(session, cohort, n, tie)

    with pytest.raises(NobodyElseWaits):
        moves.waitlist(session, nth(session, cohort, 0), reason="…", by=None, at=MONDAY)
    moves.waitlist(session, nth(session, cohort, 1), reason="…", by=None, at=MONDAY)

    assert states(session, cohort) == [State.CONFIRMED, State.WAITLISTED, State.OFFERED]


def test_who_is_put_into_the_band_is_offered_its_free_seat(session):
    cohort, band = banded(session)
    for n in range(2):
        comes(session, cohort, n, "none")

    correct_band(session, nth(session, cohort, 1), band_id=band.id, reason="住所を確認", by=None, at=MONDAY)

    assert stands(session, cohort)[1] == (State.OFFERED, band.id, band.id)
    told = session.scalars(select(Entry).where(Entry.what == "band_corrected")).one()
    assert (told.reason, told.to_state) == ("住所を確認", "waitlisted")


def test_band_is_put_right_with_a_reason_and_only_without_a_seat(session):
    cohort, band = banded(session)
    other = make_band(session, make_cohort(session), seats=1)
    for n in range(2):
        comes(session, cohort, n, "none")

    with pytest.raises(ReasonMissing):
        correct_band(session, nth(session, cohort, 1), band_id=band.id, reason="", by=None, at=MONDAY)
    with pytest.raises(MoveNotPossible):
        correct_band(session, nth(session, cohort, 0), band_id=band.id, reason="…", by=None, at=MONDAY)
    with pytest.raises(MoveNotPossible):
        correct_band(session, nth(session, cohort, 1), band_id=other.id, reason="…", by=None, at=MONDAY)
