"""What recorded hours mean when somebody cancels, goes to another date, or asks for money because they completed."""

from datetime import timedelta

import pytest

from tests.attendance.taught import OVER, make_taught, mark, parts_of, seated
from tests.make import MONDAY, make_account
from tests.money.ledgers import PRICE, priced
from workforce.access import Role
from workforce.catalogue.models import CourseKind
from workforce.enrolment import hooks
from workforce.money.actions import payments, refunds
from workforce.money.actions.refunds import NotCompleted


@pytest.fixture
def paid(session):
    """Somebody who has paid for a course that asks for hours alone."""
    cohort = priced(session, make_taught(session, kind=CourseKind.WORKSHOP))
    enrolment = seated(session, cohort)
    payments.pay_cash(session, enrolment, yen=PRICE, day=MONDAY.date(), key="k", by=None, at=MONDAY)
    return enrolment


def came(session, enrolment, count):
    for part in parts_of(session, enrolment.cohort)[:count]:
        mark(session, enrolment, part, part.minutes)


def test_recorded_hours_are_told_before_somebody_cancels_or_goes_elsewhere(session, paid, speaking):
    with speaking("en"):
        assert not any("on record" in said for said in hooks.consequences_of(session, paid, at=OVER))
        came(session, paid, 1)
        assert any("3 hours in this course" in said for said in hooks.consequences_of(session, paid, at=OVER))
        said = hooks.consequences_of_moving(session, paid, paid.cohort_id, at=OVER)
        assert any("3 hours are on record" in sentence for sentence in said)


def test_a_refund_takes_the_day_of_completion_from_the_record(session, paid, speaking):
    given = {"completed_on": OVER.date(), "proof": "本人の話", "by": make_account(session), "at": OVER}
    came(session, paid, 1)
    with speaking("en"), pytest.raises(NotCompleted):
        refunds.open_case(session, paid, **given)
    last = parts_of(session, paid.cohort)[1]
    mark(session, paid, last, 120)
    with speaking("en"):
        case = refunds.open_case(session, paid, **given)
    assert case.completed_on == OVER.date() - timedelta(days=29)
    assert case.proof != "本人の話"


def test_staff_see_the_day_and_are_asked_nothing(browser, session, paid):
    came(session, paid, 2)
    session.commit()
    page = browser(Role.CLERK, "en").get(f"/staff/enrolments/{paid.receipt}/money/refund")
    assert "the course was completed on" in page.words
    assert "completed_on" not in page.form()[1]
