"""What stays of a roll when its time is over, that nobody changes what was written, and people who were merged."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.attendance.lessons import make_enrolment, make_lesson, make_teacher, minutes_of
from tests.make import MONDAY, make_account, make_person
from workforce.attendance.actions import contests, marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import Contest, Mark, MarkSource, Status
from workforce.attendance.queries.rolls import roll
from workforce.enrolment.queries import records
from workforce.operations.retention import enrolments
from workforce.people.actions import merging

LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def contested(session):
    sitting, (one,) = make_lesson(session, 1)
    teacher = make_teacher(session, sitting)
    given = [Given("a", one.id, Status.ABSENT)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=teacher, at=MONDAY)
    enrolment = records.record(session, one.receipt)
    contests.contest(session, enrolment, sitting.id, words="病院にいました", by=None, at=LATER)
    change = Given("b", one.id, Status.LATE, 30, reason="診断書を確認")
    contests.change(session, enrolment, sitting.id, change, by=teacher, at=LATER)
    return sitting, one


def test_forgetting_leaves_the_minutes_and_nothing_that_was_written(app, session, contested):
    sitting, one = contested
    enrolments.forget(session, [one.id], LATER)
    session.expire_all()

    assert set(session.scalars(sa.select(Mark.reason))) == {None}
    assert session.execute(sa.select(Contest.words, Contest.answer)).one() == ("", None)
    assert minutes_of(session, sitting, one) == [20, 60]


@pytest.mark.parametrize("change", ["DELETE FROM attendance_mark", "UPDATE attendance_mark SET minutes = '{}'"])
def test_mark_can_be_neither_changed_nor_deleted(session, contested, change):
    session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(sa.text(change))


def test_roll_shows_who_somebody_is_after_they_were_merged(session):
    sitting, _nobody = make_lesson(session, 0)
    old, kept = make_person(session, "古い 名前"), make_person(session, "新しい 名前")
    enrolment = make_enrolment(session, sitting, person=old, cohort_id=sitting.cohort_id)
    merging.merge(session, kept, old, reason="同じ人", by=make_account(session), at=MONDAY)
    session.expire_all()

    assert roll(session, sitting.id).rows[enrolment.id].name == "新しい 名前"
