"""Papers of those who taught once go with the records of their lessons."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.attendance.lessons import assign, make_lesson
from tests.honoraria.closing import instant_of, made_teacher, taught
from tests.make import MONDAY, saved
from tests.scheduling.teaching import make_instructor, make_licence, make_practice
from workforce.honoraria.actions import closing
from workforce.honoraria.models import FeeMonth, FeeSheet, SheetLine
from workforce.honoraria.rules.sheets import first_of
from workforce.operations.retention import RECORDS, take
from workforce.people.models import RoleGrant
from workforce.scheduling.models import Instructor, Licence, Practice
from workforce.settings import Keeping

HELD = datetime(2026, 4, 6, 2, tzinfo=UTC)  # in the fiscal year 2026, which ends on 31 March 2027
MIDNIGHT = timedelta(hours=-9)
LAST_DAY = datetime(2032, 3, 31, 12, tzinfo=UTC) + MIDNIGHT
GO = datetime(2032, 4, 1, tzinfo=UTC) + MIDNIGHT
STEP = next(step for step in RECORDS if step.name == "instructors")


def night(session, at):
    session.flush()
    return take(STEP, session, at=at, keeping=Keeping(), limit=10)


@pytest.fixture
def teacher(session):
    account = make_instructor(session)
    make_licence(session, account)
    make_practice(session, account)
    saved(session, Instructor(person_id=account.person_id, employer="見本苑", changed_at=MONDAY))
    assign(session, make_lesson(session, 0, starts_at=HELD)[0], account)
    return account


def left(session):
    return [len(session.scalars(select(table)).all()) for table in (Licence, Practice, Instructor)]


def test_whoever_still_teaches_keeps_their_papers(session, teacher):
    assert night(session, GO) == 0
    assert left(session) == [1, 1, 1]


def test_papers_go_when_the_records_of_the_last_lesson_go(session, teacher):
    session.execute(update(RoleGrant).values(ended_at=MONDAY))

    assert night(session, LAST_DAY) == 0
    assert night(session, GO) == 1
    assert left(session) == [0, 0, 0]
    assert night(session, GO) == 0


def test_what_somebody_was_paid_goes_when_books_may_go(session):
    made = made_teacher(session, since=HELD.date())
    taught(session, made, HELD)
    month = first_of(HELD.date())
    closing.close(session, month, by=None, at=HELD + timedelta(days=40))
    step = next(step for step in RECORDS if step.name == "fees")

    def night(year):
        at = instant_of(date(year, 4, 1))
        return take(step, session, at=at, keeping=Keeping(money=5), limit=10)

    assert (night(2031), len(session.scalars(select(FeeSheet)).all())) == (0, 1)
    assert night(2032) == 1
    assert [session.scalars(select(table)).all() for table in (FeeMonth, FeeSheet, SheetLine)] == [[], [], []]
