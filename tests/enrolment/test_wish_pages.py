"""WL-8 on pages: one more date, the order by numbers, and what ends when an offer is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import record
from tests.enrolment.enrolled import enrolled
from tests.enrolment.visitor import enrol
from tests.make import make_course, make_open_cohort
from workforce.catalogue.models import Course
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Choice, Enrolment, State, Wish, WishList

WISH = "main form[action$='/wish']"
ORDER = "#order-form"


@pytest.fixture
def two(session):
    """The first date has seats, the second is full."""
    course = make_course(session)
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=60)
    days = {"starts_at": later, "ends_at": later + timedelta(hours=2), "changes_until": later}
    first, second = (
        make_open_cohort(session, course=course),
        make_open_cohort(session, course=course, capacity=1, **days),
    )
    enrolled(session, second)
    session.commit()
    return first, second


@pytest.fixture
def visitor(browser, session, two):
    visitor = browser(language="en")
    enrol(visitor, two[0])
    return visitor


def mine(session, cohort):
    session.expire_all()
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id.desc())
    return session.scalars(query).first()


@pytest.fixture
def order_page(visitor, session, two):
    """Of somebody who waits for the second date as well."""
    question = visitor.get(f"/enrolments/{mine(session, two[0]).receipt}/dates/{two[1].code}")
    return visitor.follow(visitor.submit(question, WISH))


def test_one_tap_waits_elsewhere_as_well_and_shows_the_order(order_page, session, two):
    assert order_page.h1.get_text() == "Put your dates in order"
    assert "You are there as well now: On the waiting list." in order_page.flash
    assert mine(session, two[1]).state is State.WAITLISTED
    first, second = (order_page.form(ORDER)[1][f"place_{mine(session, one).receipt}"] for one in two)
    assert (first, second) == ("2", "1")


def test_the_order_is_saved_and_read_back(visitor, order_page, session, two):
    first, second = mine(session, two[0]), mine(session, two[1])
    saved = visitor.submit(
        order_page, ORDER, **{f"place_{first.receipt}": "1", f"place_{second.receipt}": "2", "choice": "all"}
    )
    page = visitor.follow(saved)
    assert "Your dates are in order." in page.flash
    assert "Nothing ends by itself." in page.words
    assert dict(session.execute(select(Wish.enrolment_id, Wish.rank)).all()) == {first.id: 1, second.id: 2}
    assert session.scalars(select(WishList.choice)).one() is Choice.ALL


def test_the_same_number_twice_is_explained(visitor, order_page, session, two):
    first, second = mine(session, two[0]), mine(session, two[1])
    wrong = visitor.submit(order_page, ORDER, **{f"place_{first.receipt}": "1", f"place_{second.receipt}": "1"})
    assert wrong.status == 422
    assert "Give each date a number of its own" in wrong.error(f"place_{first.receipt}")


def test_an_offer_says_what_ends_when_it_is_taken(visitor, order_page, session, two):
    before = session.scalars(select(Enrolment).where(Enrolment.cohort_id == two[1].id).order_by(Enrolment.id)).first()
    moves.cancel_own(session, record(session, before), at=datetime.now(UTC))
    session.commit()

    first = visitor.get(f"/enrolments/{mine(session, two[0]).receipt}")
    page = visitor.get(first.select_one("ol a")["href"])

    assert page.h1.get_text() == "A seat is free for you"
    assert "If you take the seat, these dates of yours end:" in page.words


def test_one_date_alone_needs_no_order(visitor, session, two):
    page = visitor.get(f"/enrolments/{mine(session, two[0]).receipt}/wishes")
    assert page.status == 303


def test_a_stranger_arranges_nothing(visitor, order_page, browser, session, two):
    stranger = browser(language="en")
    receipt = mine(session, two[0]).receipt
    assert stranger.get(f"/enrolments/{receipt}/wishes").status == 404
    assert stranger.post(f"/enrolments/{receipt}/wishes", {}).status == 404
    assert stranger.post(f"/enrolments/{receipt}/dates/{two[1].code}/wish", {}).status == 404


def test_whoever_is_told_that_a_seat_is_free_can_move_there_on_that_page(visitor, session, two):
    """It became free while they looked at the page; what was refused takes no seat there."""
    taken, own = mine(session, two[1]), mine(session, two[0])
    question = visitor.get(f"/enrolments/{own.receipt}/dates/{two[1].code}")
    moves.cancel(session, record(session, taken), reason="電話で", by=None, at=datetime.now(UTC))
    session.commit()

    refused = visitor.submit(question, WISH)

    assert refused.status == 422
    assert "A seat is free on that date." in refused.words
    done = visitor.follow(visitor.submit(refused, f"main form[action$='/dates/{two[1].code}']"))
    assert "You have moved. You have a seat on the new date." in done.flash


def test_whoever_moves_reads_before_which_of_their_dates_ends(visitor, order_page, session, two):
    """They wait for the second date, which they like better than the seat that they have on the first."""
    third = make_open_cohort(session, course=session.get(Course, two[0].course_id))
    session.commit()

    page = visitor.get(f"/enrolments/{mine(session, two[1]).receipt}/dates/{third.code}")

    assert "With that seat, this other date of yours ends by itself:" in page.words
