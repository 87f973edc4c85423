"""A cohort that does not take place: what staff see before, what people are told and offered, and what it stops."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from tests.enrolment.applying import apply, loaded, record, somebody
from tests.enrolment.elsewhere import two_dates
from tests.enrolment.guarded import apply_young
from tests.enrolment.visitor import enrol
from tests.make import MONDAY, make_account, make_cohort, make_course, make_open_cohort
from tests.money.ledgers import PRICE, priced
from workforce.access import Role
from workforce.catalogue.models import Cohort, CohortState, Course
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment, State
from workforce.money.actions import payments
from workforce.outbox import Message, letters

DAY = timedelta(days=1)
CANCEL = "main form[action$='/cancellation']"


def cancel(session, cohort, at=MONDAY):
    session.expire_all()
    moves.cancel_cohort(session, loaded(session, cohort), reason="台風", by=make_account(session), at=at)


def letter(session):
    return session.scalars(select(Message).where(Message.template == "cohort_cancelled")).one()


def test_the_letter_names_the_nearest_open_dates(session, speaking):
    first, second = two_dates(session)
    course = session.get(Course, first.course_id)
    for days in (2, 5, 400):
        begins = first.starts_at + days * DAY
        make_cohort(session, course=course, starts_at=begins, ends_at=begins + DAY, changes_until=begins)
    closed = first.starts_at + DAY
    make_cohort(session, course=course, starts_at=closed, ends_at=closed + DAY, closes_at=MONDAY - DAY)
    apply(session, first)

    cancel(session, first)

    told = letter(session)
    expected = [first.starts_at + 2 * DAY, first.starts_at + 5 * DAY, second.starts_at]
    assert [one["starts_at"] for one in told.details["other_dates"]] == [day.isoformat() for day in expected]
    with speaking("en"):
        told.language = "en"
        assert "On your page you move to one of them by one button." in letters.editable(told).body


def test_without_another_date_the_letter_promises_none(session, speaking):
    cohort = make_cohort(session)
    apply(session, cohort)
    cancel(session, cohort)
    assert "other_dates" not in letter(session).details
    with speaking("ja"):
        assert letters.editable(letter(session)).body


def test_letters_to_guardians_that_have_not_left_are_stopped(session):
    first, second = two_dates(session)
    apply_young(session, first, 1)
    alone = apply_young(session, second, 2)
    cancel(session, first)
    moves.cancel_own(session, record(session, alone), at=MONDAY)
    asked = session.scalars(select(Message).where(Message.template == "guardian_request")).all()
    assert [one.state.value for one in asked] == ["cancelled", "cancelled"]


def open_dates(session):
    course = make_course(session)
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=60)
    second = make_open_cohort(
        session, course=course, starts_at=later, ends_at=later + timedelta(hours=2), changes_until=later
    )
    return make_open_cohort(session, course=course), second


def test_one_tap_on_the_own_page_moves_to_another_date(browser, session):
    first, second = open_dates(session)
    visitor = browser(language="en")
    enrol(visitor, first)
    cancel(session, first, at=datetime.now(UTC))
    session.commit()
    receipt = session.scalars(select(Enrolment.receipt)).one()

    page = visitor.get(f"/enrolments/{receipt}")
    assert "Take one of these dates instead" in page.words
    shown = visitor.follow(visitor.submit(page, f"form[action$='/dates/{second.code}']"))

    assert shown.h1.get_text() == "You have a seat"
    session.expire_all()
    assert session.scalars(select(Enrolment)).one().state is State.CONFIRMED


def test_who_had_cancelled_before_is_offered_nothing(browser, session):
    first, _second = open_dates(session)
    visitor = browser(language="en")
    enrol(visitor, first)
    enrolment = session.scalars(select(Enrolment)).one()
    moves.cancel_own(session, record(session, enrolment), at=datetime.now(UTC))
    cancel(session, first, at=datetime.now(UTC) + timedelta(seconds=1))
    session.commit()

    page = visitor.get(f"/enrolments/{enrolment.receipt}")

    assert "Take one of these dates instead" not in page.words


def test_staff_see_before_who_is_told_what_goes_back_and_what_is_offered(browser, session):
    first, second = open_dates(session)
    priced(session, first)
    enrolment = record(session, apply(session, first, somebody(1), at=datetime.now(UTC)))
    payments.pay_cash(
        session, enrolment, yen=PRICE, day=datetime.now(UTC).date(), key="k", by=None, at=datetime.now(UTC)
    )
    session.commit()
    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff/cohorts/{first.code}/cancellation")

    assert "Cancel the cohort and tell 1 person" in page.words
    assert "¥8,300 goes back to 1 person who has paid, or counts for another date." in page.words
    assert "8 seats left" in page.words
    assert session.get(Cohort, second.id).state is CohortState.PUBLISHED
