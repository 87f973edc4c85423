"""What becomes of hours when people are merged, and when their time is over."""

import sqlalchemy as sa

from tests.attendance.taught import OVER, items_of, make_taught, mark, parts_of, seated
from tests.make import make_account, make_person
from workforce.attendance.actions import assessments, credits, overrides
from workforce.attendance.actions.assessments import Typed
from workforce.attendance.actions.credits import Paper
from workforce.attendance.models import AssessmentKind, AssessmentResult, CompletionOverride, Credit, CreditSource
from workforce.attendance.queries.standings import standings
from workforce.catalogue.models import Course
from workforce.history import Entry
from workforce.operations.retention import enrolments
from workforce.people.models import Person

SECRET = "田中先生の学校"


def test_papers_notes_and_reasons_go_and_the_hours_stay(session):
    enrolment, by = seated(session, make_taught(session)), make_account(session)
    mark(session, enrolment, parts_of(session, enrolment.cohort)[1], 120)
    item = items_of(session, session.get(Course, enrolment.cohort.course_id))[0]
    paper = Paper(CreditSource.ELSEWHERE, 60, SECRET, OVER.date(), SECRET, OVER.date())
    credits.add(session, enrolment, item, paper, by=by, at=OVER)
    wrong = credits.add(session, enrolment, item, paper, by=by, at=OVER)
    credits.end(session, wrong, reason=SECRET, by=by, at=OVER)
    given = {"taken_on": OVER.date(), "out_of": 100, "by": by, "at": OVER}
    typed = [Typed(enrolment.id, 30, note=SECRET)]
    assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, typed, **given)
    overrides.ask(session, enrolment, reason=SECRET, by=by, at=OVER)
    before = standings(session, [enrolment.id], at=OVER)

    enrolments.forget(session, [enrolment.id], OVER)

    session.expire_all()
    assert standings(session, [enrolment.id], at=OVER) == before
    for table in (Credit, AssessmentResult, CompletionOverride, Entry):
        for row in session.execute(sa.select(table.__table__)):
            assert SECRET not in repr(tuple(row))


def test_hours_follow_a_person_who_was_recorded_twice(session):
    enrolment = seated(session, make_taught(session))
    before = standings(session, [enrolment.id], at=OVER)
    kept = make_person(session)
    session.get(Person, enrolment.person_id).merged_into_id = kept.id
    session.flush()
    assert standings(session, [enrolment.id], at=OVER) == before
