"""A date that is full or closed: what was typed is used for another date of the same course."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.enrolment.enrolled import enrolled
from tests.enrolment.visitor import CONTACT, NAME, fill_in, send, step_of
from tests.make import make_course, make_open_cohort
from workforce.catalogue.models import CohortState, Course
from workforce.enrolment.models import Draft, Enrolment, State
from workforce.people.models import Person

LAST_YEAR = {"opens_at": datetime(2025, 1, 1, tzinfo=UTC), "closes_at": datetime(2025, 1, 2, tzinfo=UTC)}
CARRY = "#dates-form"


@pytest.fixture
def two(session):
    """Two open dates of one course."""
    course = make_course(session)
    return make_open_cohort(session, course=course), make_open_cohort(session, course=course)


def close(session, cohort, **changes):
    for name, value in (changes or LAST_YEAR).items():
        setattr(session.get(type(cohort), cohort.id), name, value)


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def carry(visitor, page, cohort):
    return visitor.follow(visitor.submit(page, CARRY, to=cohort.code))


@pytest.mark.parametrize("changes", [{}, {"state": CohortState.CANCELLED}], ids=["closed", "cancelled"])
def test_everything_goes_over_to_the_other_date_and_is_read_back(browser, session, two, changes):
    first, second = two
    visitor = browser(language="en")
    review = fill_in(visitor, first)
    close(session, first, **changes)
    closed = visitor.submit(review)
    assert closed.status == 409

    page = carry(visitor, closed, second)

    assert step_of(page) == "review"
    assert CONTACT["mail"] in page.words
    receipt = send(visitor, page)
    assert receipt.h1.get_text() == "You have a seat"
    assert session.scalars(select(Enrolment.cohort_id)).all() == [second.id]


def test_what_was_typed_on_the_page_at_which_it_closed_goes_too(browser, session, two):
    first, second = two
    visitor = browser(language="en")
    page = visitor.get(f"/cohorts/{first.code}/enrol")
    close(session, first)
    closed = visitor.submit(page, **NAME)
    assert closed.status == 409

    page = carry(visitor, closed, second)

    assert step_of(page) == "birth"
    assert visitor.get(f"/cohorts/{second.code}/enrol").form("#enrol-form")[1]["family_name"] == NAME["family_name"]


def test_a_wrong_answer_stays_to_be_put_right(browser, session, two):
    first, second = two
    visitor = browser(language="en")
    page = visitor.get(f"/cohorts/{first.code}/enrol")
    close(session, first)

    page = carry(visitor, visitor.submit(page, **NAME | {"family_kana": "山田"}), second)

    assert step_of(page) == "name"
    assert page.form("#enrol-form")[1]["family_kana"] == "山田"


def test_a_page_that_lost_its_session_carries_too(browser, session, two):
    first, second = two
    visitor = browser(language="en")
    review = fill_in(visitor, first)
    close(session, first)
    closed = visitor.submit(review)
    _action, fields = closed.form(CARRY)
    other = browser(language="en")

    page = other.follow(
        other.post(
            f"/cohorts/{first.code}/enrol/another-date",
            {"begun": fields["begun"], "to": second.code},
        )
    )

    assert step_of(page) == "review"
    assert CONTACT["mail"] in page.words


def test_a_second_click_makes_one_form_and_one_enrolment(browser, session, two):
    first, second = two
    visitor = browser(language="en")
    review = fill_in(visitor, first)
    close(session, first)
    closed = visitor.submit(review)

    carry(visitor, closed, second)
    page = carry(visitor, closed, second)
    assert count(session, Draft) == 2
    send(visitor, page)

    again = carry(visitor, closed, second)
    assert count(session, Enrolment) == 1
    assert step_of_or_none(again) in {None, "review"}


def step_of_or_none(page):
    return step_of(page) if page.select_one("#enrol-form") else None


def test_a_full_date_offers_the_others_before_sending(browser, session, two):
    first, second = two
    first.capacity = 1
    enrolled(session, first)
    visitor = browser(language="en")
    review = fill_in(visitor, first)
    link = review.select_one("a[href$='/another-date']")

    page = visitor.get(link["href"])
    assert "seats left" in page.words
    page = carry(visitor, page, second)
    send(visitor, page)

    mine = session.scalars(select(Enrolment).where(Enrolment.cohort_id == second.id)).one()
    assert mine.state is State.CONFIRMED
    assert session.get(Person, mine.person_id).given_name == NAME["given_name"]


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_nothing_chosen_or_a_date_that_closed_meanwhile_is_explained(browser, session, two, language):
    first, second = two
    make_open_cohort(session, course=make_course_of(session, first))
    visitor = browser(language=language)
    review = fill_in(visitor, first)
    close(session, first)
    closed = visitor.submit(review)

    missing = visitor.submit(closed, CARRY)
    assert missing.status == 422
    assert missing.error("to")
    close(session, second)
    gone = visitor.submit(closed, CARRY, to=second.code)
    assert gone.status == 422
    assert gone.error("to")


def make_course_of(session, cohort):
    return session.get(Course, cohort.course_id)


def test_a_date_of_another_course_cannot_be_chosen(browser, session, two):
    first, _second = two
    stranger = make_open_cohort(session)
    visitor = browser(language="en")
    review = fill_in(visitor, first)
    close(session, first)

    page = visitor.submit(visitor.submit(review), CARRY, to=stranger.code)

    assert page.status == 422
    assert count(session, Draft) == 1


def test_somebody_who_typed_nothing_is_offered_nothing_to_carry(browser, session, two):
    first, second = two
    close(session, first)

    page = browser(language="en").get(f"/cohorts/{first.code}/enrol")

    assert page.select_one(CARRY) is None
    assert page.select(f"a[href$='/cohorts/{second.code}']")
    assert count(session, Draft) == 0


def test_no_other_date_says_what_to_do_next(browser, session):
    cohort = make_open_cohort(session, capacity=1)
    visitor = browser(language="en")
    fill_in(visitor, cohort)

    page = visitor.get(f"/cohorts/{cohort.code}/enrol/another-date")

    assert "No other date of this course is open now" in page.words
    assert page.select("a[href*='/interest']") or "Tell me about new dates" in page.words


def test_the_page_costs_the_same_however_many_dates_there_are(browser, session, count_statements):
    course = make_course(session)
    first = make_open_cohort(session, course=course)
    visitor = browser(language="en")
    fill_in(visitor, first)
    address = f"/cohorts/{first.code}/enrol/another-date"
    visitor.get(address)
    with count_statements() as few:
        visitor.get(address)
    for _ in range(5):
        enrolled(session, make_open_cohort(session, course=course))
    session.commit()

    with count_statements() as many:
        page = visitor.get(address)

    assert len(page.select("#dates-form input[type=radio]")) == 5
    assert len(few) == len(many) <= 8, many
