"""LOT-1: a band is promised so many seats, not so many more: its members in open seats move over to idle ones."""

from hypothesis import given
from hypothesis import strategies as st

from tests.enrolment.test_bands import banded, cancels, comes, nth, stands
from tests.make import MONDAY
from workforce import history
from workforce.catalogue.models import BandKind, Overflow
from workforce.enrolment.models import State
from workforce.enrolment.rules import bands
from workforce.enrolment.rules.bands import Share, Shares

KEPT = {"overflow": Overflow.KEEP, "released_at": None}


def full_of_residents(session, **given):
    """Three seats, one of them for residents: one resident in it, one in an open seat, and somebody else."""
    cohort, band = banded(session, capacity=3, seats=1, **given)
    for n, tie in enumerate(("lives", "lives", "works")):
        comes(session, cohort, n, tie)
    return cohort, band


def test_who_waits_for_an_open_seat_gets_the_one_that_a_resident_does_not_need_any_more(session):
    cohort, band = full_of_residents(session, band=KEPT)
    comes(session, cohort, 3, "works")
    cancels(session, cohort, 0)

    assert stands(session, cohort)[1:] == [
        (State.CONFIRMED, band.id, band.id),
        (State.CONFIRMED, None, None),
        (State.OFFERED, None, None),
    ]
    entries = history.of(session, "enrolment", [nth(session, cohort, 1).id])
    assert entries[0].what == "reseated"


def test_resident_who_waits_gets_the_seat_of_the_residents_and_nobody_moves(session):
    cohort, band = full_of_residents(session)
    comes(session, cohort, 3, "works")
    comes(session, cohort, 4, "lives")
    cancels(session, cohort, 0)

    assert stands(session, cohort)[1:] == [
        (State.CONFIRMED, band.id, None),
        (State.CONFIRMED, None, None),
        (State.WAITLISTED, None, None),
        (State.OFFERED, band.id, band.id),
    ]


def test_newcomer_finds_the_open_seat_though_nobody_waited(session):
    cohort, band = full_of_residents(session)
    cancels(session, cohort, 0)
    comes(session, cohort, 3, "works")

    assert stands(session, cohort)[1] == (State.CONFIRMED, band.id, band.id)
    assert stands(session, cohort)[3] == (State.CONFIRMED, None, None)


def test_seat_that_is_open_to_everybody_by_now_moves_nobody(session):
    cohort, band = full_of_residents(session, band={"released_at": MONDAY})
    cancels(session, cohort, 0)

    assert stands(session, cohort)[1] == (State.CONFIRMED, band.id, None)


numbers = st.integers(0, 4)
of_a_band = st.sampled_from([None, 1, 2])


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=2), st.lists(of_a_band), st.lists(of_a_band), numbers)
def test_no_seat_of_a_band_is_idle_while_one_of_its_members_has_an_open_one(sizes, in_open, waiting, more):
    shares = tuple(
        Share(number, number, BandKind.RESIDENTS, held + free, Overflow.KEEP, None, held)
        for number, (held, free) in enumerate(sizes, 1)
    )
    taken = sum(share.taken for share in shares) + len(in_open) + more
    before = Shares(taken + sum(free for _held, free in sizes), taken, shares)
    people = list(enumerate(in_open))

    moved = bands.moving_over(before, people, waiting)

    of = dict(people)
    assert len({one for one, _band in moved}) == len(moved)
    assert all(of[one] == band for one, band in moved), "only to a seat of one's own band"
    for share in shares:
        over = sum(band == share.id for _one, band in moved)
        left = share.free - over
        promised = min(waiting.count(share.id), share.free)
        assert left >= promised, "who waits for a seat of the band still finds it"
        stay = in_open.count(share.id) - over
        assert left == promised or stay == 0, "nothing idle beside somebody who could use it"
