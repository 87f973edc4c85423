"""ENR-14 on pages: the other dates from one's own page, what changes, and one tap."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.enrolment.enrolled import enrolled
from tests.enrolment.visitor import enrol
from tests.make import make_course, make_open_cohort
from tests.money.ledgers import PRICE, priced
from workforce.access import Role
from workforce.catalogue.models import Course
from workforce.enrolment.models import Enrolment, State, Transfer
from workforce.outbox import Message
from workforce.people.models import Person

FORM = "main form[action*='/dates/']"


@pytest.fixture
def two(session):
    course = make_course(session)
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=60)
    return make_open_cohort(session, course=course), make_open_cohort(
        session, course=course, starts_at=later, ends_at=later + timedelta(hours=2), changes_until=later
    )


@pytest.fixture
def visitor(browser, session, two):
    visitor = browser(language="en")
    enrol(visitor, two[0])
    return visitor


def address(session, page=""):
    return f"/enrolments/{session.scalars(select(Enrolment.receipt).order_by(Enrolment.id)).first()}{page}"


def the(session):
    session.expire_all()
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).first()


def test_from_the_own_page_to_another_date_in_three_taps(visitor, session, two):
    page = visitor.get(address(session))
    dates = visitor.get(page.select_one("a[href$='/dates']")["href"])
    assert "8 seats left" in dates.words
    question = visitor.get(dates.select_one(f"a[href$='/dates/{two[1].code}']")["href"])
    assert "You get a seat on the new date." in question.words
    assert "Your seat on the old date goes to somebody else at once." in question.words

    shown = visitor.follow(visitor.submit(question, FORM))

    assert shown.h1.get_text() == "You have a seat"
    assert "You have moved. You have a seat on the new date." in shown.flash
    assert the(session).cohort_id == two[1].id
    assert "Moved to another date" in shown.words


def test_two_clicks_are_one_move(visitor, session, two):
    question = visitor.get(address(session, f"/dates/{two[1].code}"))
    visitor.submit(question, FORM)
    again = visitor.submit(question, FORM)
    assert again.status == 303
    assert session.scalar(select(func.count()).select_from(Transfer)) == 1
    moved = select(func.count()).where(Message.template == "enrolment_moved")
    assert session.scalar(moved) == 1


def test_without_a_free_seat_there_the_own_one_stays_and_the_page_says_so(visitor, session, two):
    two[1].capacity = 1
    enrolled(session, two[1])
    session.commit()
    question = visitor.get(address(session, f"/dates/{two[1].code}"))
    assert question.h1.get_text() == "There is no seat for you on this date now"
    assert question.select_one("main form[action$='/wish']")


def test_a_seat_that_went_meanwhile_is_said_in_words(visitor, session, two):
    question = visitor.get(address(session, f"/dates/{two[1].code}"))
    session.get(type(two[1]), two[1].id).capacity = 1
    enrolled(session, two[1])
    session.commit()
    refused = visitor.submit(question, FORM)
    assert refused.status == 422
    assert "Nothing is lost: the seat here stays." in refused.words
    assert the(session).state is State.CONFIRMED


def test_the_price_of_each_date_is_said_before(browser, session, two):
    priced(session, two[1])
    visitor = browser(language="en")
    enrol(visitor, two[0])
    assert f"Costs ¥{PRICE:,} more" in visitor.get(address(session, "/dates")).words
    assert "That date costs ¥8,300" in visitor.get(address(session, f"/dates/{two[1].code}")).words


def test_a_stranger_sees_and_moves_nothing(visitor, browser, session, two):
    stranger = browser(language="en")
    for page in ("/dates", f"/dates/{two[1].code}"):
        assert stranger.get(address(session, page)).status == 404
    assert stranger.post(address(session, f"/dates/{two[1].code}"), {}).status == 404


def test_a_date_of_another_course_is_no_page(visitor, session):
    other = make_open_cohort(session)
    session.commit()
    assert visitor.get(address(session, f"/dates/{other.code}")).status == 404


def test_staff_move_somebody_outside_the_window_with_a_reason(visitor, browser, session, two):
    closed = session.get(type(two[1]), two[1].id)
    closed.closes_at = datetime.now(UTC) - timedelta(days=1)
    session.commit()
    clerk = browser(Role.COHORT_MANAGER, "en")
    page = clerk.get(f"/staff{address(session)}")
    dates = clerk.get(page.select_one("a[href$='/dates']")["href"])
    question = clerk.get(dates.select_one(f"a[href$='/dates/{closed.code}']")["href"])

    assert clerk.submit(question, FORM, reason="").status == 422
    shown = clerk.follow(clerk.submit(question, FORM, reason="電話で依頼"))

    assert shown.status == 200
    assert the(session).cohort_id == closed.id


def test_the_list_costs_the_same_however_many_dates_there_are(visitor, session, two, count_statements):
    here = address(session, "/dates")
    visitor.get(here)
    with count_statements() as few:
        visitor.get(here)
    for _ in range(3):
        make_open_cohort(session, course=session.get(Course, two[0].course_id))
    session.commit()
    with count_statements() as many:
        visitor.get(here)
    assert len(few) == len(many) <= 4, many


@pytest.mark.parametrize(
    ("years", "said"), [(30, "You get a seat on the new date."), (16, "A seat on the new date is held")]
)
def test_only_who_is_under_age_reads_of_a_guardian(browser, session, two, years, said):
    two[0].capacity = 1
    enrolled(session, two[0])
    session.commit()
    visitor = browser(language="en")
    enrol(visitor, two[0])
    waits = session.scalars(select(Enrolment).order_by(Enrolment.id.desc())).first()
    born = datetime.now(UTC).date().replace(month=1, day=2)
    session.execute(
        update(Person).where(Person.id == waits.person_id).values(birth_date=born.replace(year=born.year - years))
    )
    session.commit()

    question = visitor.get(f"/enrolments/{waits.receipt}/dates/{two[1].code}")

    assert said in question.words
    assert ("under 18" in question.words) == (years < 18)


def test_staff_read_the_dates_that_have_begun_last(visitor, browser, session, two):
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    running = make_open_cohort(
        session, course=session.get(Course, two[0].course_id), starts_at=began, ends_at=began + timedelta(days=9)
    )
    session.commit()

    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff{address(session, '/dates')}")

    codes = [row.select("td")[1].get_text() for row in page.select("tbody tr")]
    assert codes == [two[1].code, running.code]
