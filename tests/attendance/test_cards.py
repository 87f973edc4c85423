"""What people need on a day of practice: for that day's teacher alone, and each look is written down."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.attendance.lessons import assign, items_of, make_lesson, parts_of
from tests.make import saved
from workforce.access import Role
from workforce.catalogue.models import Cohort, Mode
from workforce.enrolment.models import Arrangement
from workforce.history import Entry

NEEDS = {"needs": {"value": ["hearing"], "asked": "手伝ってほしいことはありますか"}}


@pytest.fixture
def practice(session):
    """Today's session with practice; somebody hears badly."""
    sitting, people = make_lesson(session, 2, starts_at=datetime.now(UTC) - timedelta(seconds=5))
    people[0].needs = NEEDS
    items_of(session, session.get(Cohort, sitting.cohort_id))[0].mode = Mode.PRACTICAL
    session.flush()
    return sitting, people


def address(sitting):
    return f"/instructor/lessons/{sitting.id}/cards"


def test_teacher_of_the_day_reads_them_and_the_look_is_history(browser, session, practice):
    sitting, (one, _other) = practice
    teacher = browser(Role.INSTRUCTOR)
    assign(session, sitting, teacher.account)
    arranged = {"need": "hearing", "note": "前列の席", "by_id": teacher.account.id}
    saved(session, Arrangement(enrolment_id=one.id, **arranged, at=sitting.starts_at))
    page = teacher.get(f"/instructor/lessons/{sitting.id}")
    page = teacher.get(page.select_one("a[href$='/cards']")["href"])

    assert "前列の席" in page.words
    [look] = session.scalars(select(Entry).where(Entry.what == "needs_read"))
    assert (look.subject_id, look.by_id) == (one.id, teacher.account.id)


def test_nobody_else_opens_them(browser, session, practice):
    sitting, _people = practice
    strangers = [browser(role).get(address(sitting)).status for role in (Role.INSTRUCTOR, Role.ADMIN)]

    assert strangers == [404, 404]


def test_on_another_day_and_without_practice_they_are_not_there(browser, session, practice):
    sitting, _people = practice
    teacher = browser(Role.INSTRUCTOR)
    later, _nobody = make_lesson(session, 0, starts_at=datetime.now(UTC))
    for one in (sitting, later):
        assign(session, one, teacher.account)
    assert teacher.get(address(later)).status == 404

    sitting.starts_at, sitting.ends_at = (one - timedelta(days=1) for one in (sitting.starts_at, sitting.ends_at))
    assert parts_of(session, sitting)
    assert teacher.get(address(sitting)).status == 404
