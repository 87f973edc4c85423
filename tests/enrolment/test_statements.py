"""What each page costs in statements, whatever the number of rows."""

import pytest

from tests.enrolment.enrolled import enrolled
from tests.enrolment.test_bands import make_band
from tests.enrolment.visitor import BIRTH, CONTACT, NAME, fill_in
from tests.make import make_course, make_open_cohort
from workforce.catalogue.models import BandKind, Overflow

ANSWERS = [
    ("name", NAME),
    ("birth", BIRTH),
    ("contact", CONTACT),
    ("questions", {"residency_tie": "lives"}),
    ("motivation", {"motivation": "…"}),
    ("needs", {"needs": "interpreter"}),
]


@pytest.fixture
def cohort(session):
    return make_open_cohort(session, course=make_course(session, questions=["residency_tie", "motivation"]))


def test_page_of_the_form_takes_one_statement_and_saving_it_two(browser, cohort, count_statements):
    visitor = browser()
    with count_statements() as seen:
        page = visitor.get(f"/cohorts/{cohort.code}/enrol")
    assert len(seen) == 1

    for step, values in ANSWERS:
        with count_statements() as seen:
            answer = visitor.submit(page, **values)
        assert len(seen) == 2, step
        with count_statements() as seen:
            page = visitor.follow(answer)
        assert len(seen) <= 2, step


def test_wrong_page_is_saved_with_two_statements(browser, cohort, count_statements):
    visitor = browser()
    page = visitor.get(f"/cohorts/{cohort.code}/enrol")

    with count_statements() as seen:
        visitor.submit(page, family_name="1")

    assert len(seen) == 2


@pytest.mark.parametrize("others", [0, 12])
def test_sending_takes_ten_statements_and_on_postgresql_a_lock_more(browser, session, count_statements, others):
    cohort = make_open_cohort(session, capacity=5)
    for n in range(others):
        somebody = browser()
        kana = "アイウエオカキクケコサシ"[n]
        somebody.submit(
            fill_in(somebody, cohort, name=NAME | {"given_kana": kana}, contact={"mail": f"{n}@example.jp"})
        )
    visitor = browser()
    review = fill_in(visitor, cohort, birth=BIRTH | {"birth_year": "1955"}, contact={"mail": "z@example.jp"})

    with count_statements() as seen:
        receipt = visitor.submit(review)
    assert receipt.status == 303
    locks = [statement for statement in seen if "advisory_xact_lock" in statement]
    assert len(seen) - len(locks) <= 10

    with count_statements() as seen:
        visitor.follow(receipt)
    assert len(seen) <= (5 if others else 4), "who waits reads the rule of offers as well"


def test_sending_to_a_cohort_with_bands_takes_three_statements_more(browser, session, count_statements):
    """The bands, who waits, and whether this person was here before; however many there are."""
    course = make_course(session, questions=["residency_tie"])
    cohort = make_open_cohort(session, course=course, capacity=5)
    for position, kind in enumerate((BandKind.RESIDENTS, BandKind.FIRST_TIME), 1):
        make_band(session, cohort, kind=kind, seats=1, position=position, overflow=Overflow.KEEP)
    for _ in range(8):
        enrolled(session, cohort)
    session.commit()
    visitor = browser()
    review = fill_in(visitor, cohort, questions={"residency_tie": "lives"}, contact={"mail": "z@example.jp"})

    with count_statements() as seen:
        assert visitor.submit(review).status == 303
    locks = [statement for statement in seen if "advisory_xact_lock" in statement]
    assert len(seen) - len(locks) <= 13
