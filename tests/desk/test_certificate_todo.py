"""Courses without certificates and papers that are due stand among what needs doing, until they are done."""

from datetime import UTC, datetime, timedelta

from tests.attendance.taught import seated
from tests.certificates.completed import completed, issue, over
from tests.enrolment.applying import somebody
from tests.make import make_account
from workforce.access import Role
from workforce.catalogue.models import CourseKind
from workforce.desk.queries.todo import Kind, waiting
from workforce.reports.actions.sending import note_sent
from workforce.reports.rules.deadlines import Paper

NOW = datetime.now(UTC)


def test_course_that_is_over_waits_for_its_certificates(session):
    cohort = over(session)
    cohort.ends_at = NOW - timedelta(days=3)
    session.flush()
    completed(session, cohort, 1)
    account = make_account(session).id

    def found():
        return [
            one.ref for one in waiting(session, at=NOW, kinds=[Kind.CERTIFICATES], account_id=account)["certificates"]
        ]

    assert found() == [cohort.code]
    issue(session, cohort)
    assert found() == []


def test_authority_waits_for_plan_and_report(session, browser):
    cohort = over(session, kind=CourseKind.INITIAL_TRAINING)
    cohort.ends_at = NOW - timedelta(days=3)
    session.flush()
    seated(session, cohort, application=somebody(1))
    account = make_account(session)

    def found():
        rows = waiting(session, at=NOW, kinds=[Kind.PAPERS], account_id=account.id)["papers"]
        return [(one.ref, one.detail) for one in rows]

    assert found() == [(cohort.code, "report")]
    page = browser(Role.COHORT_MANAGER, "en").get("/staff/")
    assert "Report on the result (事業修了報告書), by" in page.words
    for paper in (Paper.REPORT, Paper.PLAN):
        note_sent(session, cohort, paper, words="", sent=False, by=account, at=NOW)
        session.flush()
    assert found() == []
