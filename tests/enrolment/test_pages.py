from tests.enrolment.visitor import enrol
from tests.make import make_open_cohort


def test_visitor_fills_in_the_form_and_gets_a_seat(browser, session):
    cohort = make_open_cohort(session)

    page = enrol(browser(language="en"), cohort)

    assert page.status == 200
    assert page.h1.get_text() == "You have a seat"
