"""Courses without certificates and papers that are due stand among what needs doing, until they are done."""

from datetime import UTC, datetime, timedelta

from tests.attendance.taught import make_taught, seated
from tests.certificates.completed import completed, issue, over
from tests.enrolment.applying import somebody
from tests.make import make_account
from workforce import clock, policies
from workforce.access import Role
from workforce.catalogue.actions.cohorts import cancel_cohort
from workforce.catalogue.models import CourseKind
from workforce.certificates.rules.registers import REGISTERS
from workforce.desk.queries.todo import Kind, waiting
from workforce.reports.actions.sending import note_sent
from workforce.reports.rules.deadlines import DEADLINES, Paper

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


def test_courses_wait_for_certificates_by_the_rule_that_counts_and_in_two_statements(session, count_statements):
    cohorts = [over(session, kind=kind) for kind in (CourseKind.EXPERIENCE, CourseKind.WORKSHOP)]
    for number, cohort in enumerate(cohorts, start=1):
        completed(session, cohort, number)
    for cohort in cohorts:
        cohort.ends_at = NOW - timedelta(days=3)
    session.flush()
    account = make_account(session)

    def found():
        session.flush()
        who = account.id
        with count_statements() as count:
            rows = waiting(session, at=NOW, kinds=[Kind.CERTIFICATES], account_id=who)["certificates"]
        assert len(count) == 2
        return [one.ref for one in rows]

    assert found() == [cohorts[1].code]
    given = {"from_day": clock.today(NOW), "source": "要綱", "by": account, "at": NOW}
    issued = {"letters": "TK", "statement": "修了したことを証明する。"}
    policies.set_rule(session, REGISTERS[CourseKind.EXPERIENCE], values=issued, **given)
    policies.set_rule(session, REGISTERS[CourseKind.WORKSHOP], values={}, **given)
    assert found() == [cohorts[0].code]


def test_plan_comes_up_in_time_for_its_own_deadline(session):
    cohort, account = make_taught(session), make_account(session)
    now = cohort.opens_at - timedelta(days=100)
    rows = {"kinds": [Kind.PAPERS], "account_id": account.id}
    assert waiting(session, at=now, **rows)["papers"] == []

    values = DEADLINES.shipped | {"plan": 90}
    policies.set_rule(session, DEADLINES, from_day=clock.today(now), values=values, source="要綱", by=account, at=now)

    assert [one.ref for one in waiting(session, at=now, **rows)["papers"]] == [cohort.code]


def test_cancelled_cohort_is_reported_where_its_plan_is_known(session):
    cohort, account = make_taught(session), make_account(session)
    now = cohort.opens_at
    given = {"by": account, "at": now}
    cancel_cohort(session, cohort, reason="人数不足", **given)

    def found():
        session.flush()
        rows = waiting(session, at=now, kinds=[Kind.PAPERS], account_id=account.id)["papers"]
        return [(one.ref, one.detail, one.since) for one in rows]

    assert found() == []
    note_sent(session, cohort, Paper.PLAN, words="", sent=False, **given)
    assert found() == [(cohort.code, "cancellation", now)]
    note_sent(session, cohort, Paper.CANCELLATION, words="", sent=False, **given)
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
