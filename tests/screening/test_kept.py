"""What stays of an assessment when its time is over, and that nobody changes what was written."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.enrolment.applying import all_in
from tests.screening.assessed import AFTER, begun, close, criterion_ids, decide, give, marked
from workforce.operations.retention import answers, enrolments
from workforce.screening.actions import talking
from workforce.screening.actions.deciding import Ordered
from workforce.screening.models import Candidate, Decision, Mark, Note, TieRule


def test_answers_that_were_read_go_with_the_answers(app, session):
    cohort = marked(session, {1: (5, 5), 2: (4, 4)})
    ids = [one.id for one in all_in(session, cohort)]
    answers.trimming(answers.AFTER_COURSE)(session, ids, AFTER)
    assert all(one.answers for one in session.scalars(sa.select(Candidate)))
    answers.trimming(answers.AFTER_A_WHILE)(session, ids, AFTER)
    session.expire_all()

    assert [one.answers for one in session.scalars(sa.select(Candidate))] == [{}, {}]


def test_forgetting_leaves_points_and_nothing_that_was_written_about_somebody(app, session):
    cohort, (first, second) = begun(session, people=2, capacity=1, tie_rule=TieRule.DECISION)
    give(session, cohort, first, 1, 10, 5)
    give(session, cohort, second, 1, 2, 1)
    for account in (first, second):
        give(session, cohort, account, 2, 9, 5)
        close(session, cohort, account)
    ids = criterion_ids(session, cohort)
    for account, points in ((first, (9, 5)), (second, (9, 5))):
        given = dict(zip(ids, points, strict=True))
        talking.talk(session, cohort.id, number=1, points=given, reason="読み落とし", by=account, at=AFTER)
    decide(session, cohort, ordered=[Ordered((2, 1), "夜勤があるため")])
    enrolments.forget(session, [one.id for one in all_in(session, cohort)], AFTER)
    session.expire_all()

    assert [one.answers for one in session.scalars(sa.select(Candidate))] == [{}, {}]
    assert set(session.scalars(sa.select(Mark.reason))) == {None}
    assert set(session.scalars(sa.select(Note.reason))) == {None}
    [tie] = session.scalar(sa.select(Decision.ties))["groups"]
    assert (tie["order"], tie["reason"]) == ([2, 1], None)
    assert len(session.scalars(sa.select(Mark)).all()) >= 8


@pytest.mark.parametrize("table", ["sheet", "criterion", "candidate", "mark", "decision", "placing"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = id + 1000"])
def test_what_was_written_can_be_neither_changed_nor_deleted(app, session, table, change):
    decide(session, marked(session, {1: (5, 5)}))
    session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(sa.text(change.format(f"screening_{table}")))
