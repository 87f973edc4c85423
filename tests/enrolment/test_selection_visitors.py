"""LOT-1: what a visitor reads about how the seats are given, before and after they apply."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.applying import all_in
from tests.enrolment.enrolled import enrolled
from tests.enrolment.test_bands import make_band
from tests.enrolment.visitor import enrol, fill_in
from tests.make import make_course, make_open_cohort
from workforce.access import Role
from workforce.catalogue.models import BandKind, Overflow, Selection
from workforce.enrolment.actions import selecting
from workforce.enrolment.models import State

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
SOON = NOW + timedelta(days=2)
TIE = {"residency_tie": {"value": "lives", "asked": "?", "said": "!"}}
FIRST = "2 of the 3 seats are first for people who live in the city."


@pytest.fixture
def course(session):
    return make_course(session, questions=["residency_tie"])


@pytest.fixture
def drawn(session, course):
    return make_open_cohort(session, course=course, capacity=3, selection=Selection.LOTTERY_IF_OVER)


@pytest.fixture
def banded(session, course):
    cohort = make_open_cohort(session, course=course, capacity=3)
    make_band(session, cohort, seats=2, released_at=SOON)
    session.commit()
    return cohort


def applies(visitor, cohort, tie):
    return enrol(visitor, cohort, questions={"residency_tie": tie})


def test_page_of_the_course_says_how_many_seats_are_first_for_whom_and_until_when(browser, banded):
    words = browser(language="en").get(f"/cohorts/{banded.code}").words

    assert FIRST in words
    assert "is for everybody." in words
    assert "1 seat left" in words


def test_list_says_it_in_short(browser, banded):
    words = browser(language="en").get("/courses").words

    assert FIRST in words
    assert "1 seat left" in words


def test_once_only_seats_of_the_residents_are_free_the_page_says_so(browser, session, banded):
    enrolled(session, banded)
    session.commit()

    words = browser(language="en").get(f"/cohorts/{banded.code}").words
    assert "2 seats left, only for some people" in words
    assert "Apply for this course" in words


def test_released_seats_are_counted_for_everybody(browser, session, course):
    cohort = make_open_cohort(session, course=course, capacity=3)
    make_band(session, cohort, seats=2, released_at=NOW - timedelta(hours=1))
    session.commit()

    words = browser(language="en").get(f"/cohorts/{cohort.code}").words
    assert "3 seats left" in words
    assert FIRST not in words


def test_draw_is_explained_before_anybody_applies(browser, session, drawn):
    enrolled(session, drawn)
    session.commit()

    words = browser(language="en").get(f"/cohorts/{drawn.code}").words
    assert "Drawn by lot if too many apply" in words
    assert "If more people apply, the seats are drawn by lot among all of them." in words
    assert "1 person has applied so far." in words


def test_who_applies_for_a_draw_reads_that_nobody_has_a_seat_yet(browser, session, drawn):
    visitor = browser(language="en")
    review = fill_in(visitor, drawn, questions={"residency_tie": "lives"})
    assert "How the seats are given" in review.words

    page = visitor.follow(visitor.submit(review))

    assert "We have your application" in page.words
    assert "After that we write to everybody who has applied" in page.words
    assert [one.state for one in all_in(session, drawn)] == [State.APPLIED]


def test_resident_reads_to_which_group_they_belong_while_it_matters(browser, session, course):
    cohort = make_open_cohort(session, course=course, capacity=3, selection=Selection.LOTTERY)
    make_band(session, cohort, seats=2, released_at=None)
    session.commit()

    page = applies(browser(language="en"), cohort, "lives")
    assert FIRST in page.words
    assert "By your answers you belong to this group: People who live in the city." in page.words


def test_review_says_the_place_on_the_list_to_whom_no_seat_is_open(browser, session, banded):
    enrolled(session, banded)
    session.commit()

    one = fill_in(browser(language="en"), banded, questions={"residency_tie": "works"})
    assert "you would be number 1" in one.words
    other = fill_in(browser(language="en"), banded, questions={"residency_tie": "lives"})
    assert "waiting list" not in other.words


def test_who_lost_reads_why_they_wait(browser, session, drawn):
    drawn.capacity = 1
    visitor = browser(language="en")
    enrolled(session, drawn)
    session.commit()
    page = applies(visitor, drawn, "none")
    first, second = all_in(session, drawn)
    selecting.give_result(session, drawn.id, winners=[(first.id, None)], waiting=[second.id], by=None, at=NOW)
    session.commit()

    page = visitor.get(f"/enrolments/{second.receipt}")
    assert "You are number 1 on the waiting list" in page.words
    assert "there were more people than seats" in page.words


def test_every_seat_says_of_whose_seats_it_is(browser, session, banded):
    enrolled(session, banded, answers=TIE)
    enrolled(session, banded)
    enrolled(session, banded)
    session.commit()

    words = browser(Role.CLERK, "en").get(f"/staff/cohorts/{banded.code}/seats").words
    assert "People who live in the city: 1 of 2 seats taken, 1 free" in words
    assert "Open to everybody: 1 of 1 seats taken, 0 free" in words
    assert "Seat first for: People who live in the city" in words
    assert "Seat open to everybody" in words


def test_every_seat_lists_who_applied_and_later_who_decided(browser, session, drawn):
    enrolled(session, drawn)
    session.commit()
    clerk = browser(Role.CLERK, "en")
    before = clerk.get(f"/staff/cohorts/{drawn.code}/seats").words
    assert "3 seats, not given yet; 1 applied" in before
    assert "Who has applied, not decided yet" in before

    drawn.closes_at = NOW - timedelta(hours=1)
    session.flush()
    selecting.confirm_everybody(session, drawn.id, at=NOW)
    session.commit()

    assert (
        "The seats were given to everybody who had applied on" in clerk.get(f"/staff/cohorts/{drawn.code}/seats").words
    )


def test_board_shows_state_and_group_and_offers_no_seat_that_nobody_may_have(browser, session, banded):
    enrolled(session, banded, answers=TIE)
    enrolled(session, banded)
    enrolled(session, banded)
    session.commit()
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/cohorts/{banded.code}")
    assert "People who live in the city" in page.words
    assert "No seat is free for those who wait." in page.words
    assert "A seat is free and somebody waits" not in clerk.get("/staff").words.split("No free seat")[0]


def test_state_can_be_asked_for_on_the_board(browser, session, drawn):
    enrolled(session, drawn)
    session.commit()

    page = browser(Role.CLERK, "en").get(f"/staff/cohorts/{drawn.code}?state=applied")

    assert "Applied, not decided yet" in page.words


def test_clerk_reads_out_what_comes_next(browser, session, drawn):
    one = enrolled(session, drawn)
    session.commit()

    page = browser(Role.CLERK, "en").get(f"/staff/counter/{one.receipt}")

    assert "everybody who applied hears the result after that" in page.words
    assert "decided later, 1 has applied" in browser(Role.CLERK, "en").get("/staff/counter").words


def test_band_that_keeps_its_seats_says_so(browser, session, course):
    cohort = make_open_cohort(session, course=course, capacity=3)
    kept = {"overflow": Overflow.KEEP, "released_at": None}
    make_band(session, cohort, seats=2, kind=BandKind.FIRST_TIME, **kept)
    session.commit()

    words = browser(language="en").get(f"/cohorts/{cohort.code}").words
    assert "These seats stay theirs, also if nobody takes them." in words
