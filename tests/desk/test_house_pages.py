"""The audit and the history, as administrators and the auditor read them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.enrolled import enrolled, make_full_cohort
from tests.make import make_course, make_open_cohort, saved
from workforce.access import Role
from workforce.audit import actions as audits
from workforce.audit.models import AuditRequest, AuditRun
from workforce.audit.registry import CHECKS
from workforce.enrolment.models import Draft, Enrolment, State
from workforce.operations import retention

AUDIT, HISTORY = "/staff/audit", "/staff/history"


def work(app):
    """What a worker does when it has looked."""
    with app.app_context():
        return audits.run_asked(lambda: datetime.now(UTC), worker="bo")


def test_the_audit_is_asked_for_by_a_button_and_a_worker_runs_it(app, browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1, course=make_course(session, items=()))
    admin = browser(Role.ADMIN, "en")
    assert "It has never run." in admin.get(AUDIT).words

    asked = admin.follow(admin.submit(admin.get(AUDIT)))
    assert "begins in a moment" in asked.flash
    assert session.query(AuditRun).count() == 0
    session.commit()
    assert work(app)
    clean = admin.get(AUDIT)
    assert "Everything holds." in clean.words
    session.get(Enrolment, people[1].id).state = State.CONFIRMED
    admin.submit(clean)
    work(app)
    broken = admin.get(AUDIT)

    assert "2 rules do not hold" in broken.words, "too many seats, and a state without a move"
    assert str(cohort.id) in broken.select_one("tbody").get_text()
    assert session.query(AuditRun).count() == 2


def test_a_second_click_starts_no_second_audit(app, browser, session):
    admin = browser(Role.ADMIN, "en")
    page = admin.get(AUDIT)
    admin.submit(page)

    again = admin.follow(admin.submit(page))

    assert "under way already" in again.flash
    assert "Asked for on" in again.words
    assert again.select_one("form[action$='/audit']") is None
    assert work(app)
    assert not work(app)
    assert session.query(AuditRun).count() == 1


def test_the_page_says_since_when_an_audit_runs_and_shows_the_last_result(app, browser, session):
    admin = browser(Role.ADMIN, "en")
    admin.submit(admin.get(AUDIT))
    work(app)
    admin.submit(admin.get(AUDIT))
    session.query(AuditRequest).filter_by(ended_at=None).update({"started_at": datetime.now(UTC), "started_by": "bo"})

    page = admin.get(AUDIT)
    part = admin.get(AUDIT, block="result")

    for words in (page.words, part.get_text(" ")):
        assert "Running since" in words
        assert "Everything holds." in words
        assert "No worker has been heard of" in words


def test_an_audit_that_died_with_its_worker_is_begun_again(app, browser, session):
    admin = browser(Role.ADMIN, "en")
    admin.submit(admin.get(AUDIT))
    left = session.query(AuditRequest).one()
    left.started_at, left.started_by = datetime.now(UTC), "bo"
    session.commit()
    assert not work(app)

    with app.app_context():
        audits.take_over("bo")
    assert work(app)

    admin.submit(admin.get(AUDIT))
    session.query(AuditRequest).filter_by(ended_at=None).update({"started_at": datetime.now(UTC) - audits.LEASE * 2})
    session.commit()
    assert work(app)


def test_an_audit_that_fails_says_so_and_can_be_asked_for_again(app, browser, session, monkeypatch):
    admin = browser(Role.ADMIN, "en")
    admin.submit(admin.get(AUDIT))
    broken = replace(CHECKS["cohorts_over_capacity"], find=lambda session, at: 1 / 0)
    monkeypatch.setitem(CHECKS, "cohorts_over_capacity", broken)
    with pytest.raises(ZeroDivisionError):
        work(app)
    monkeypatch.undo()

    page = admin.get(AUDIT)
    assert "could not be finished" in page.words
    admin.submit(page)
    assert work(app)
    assert "could not be finished" not in admin.get(AUDIT).words


def test_the_auditor_runs_it_and_a_clerk_does_not(browser):
    assert browser(Role.AUDITOR).get(AUDIT).status == 200
    assert browser(Role.COHORT_MANAGER).get(AUDIT).status == 403
    assert browser(Role.CLERK).post(AUDIT).status == 403


def test_history_tells_who_did_what_and_is_narrowed_by_its_address(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1)
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/enrolments/{people[0].receipt}/cancellation")
    manager.submit(page, reason="本人の希望")
    auditor = browser(Role.AUDITOR, "en")
    today = datetime.now(UTC).date()

    everything = auditor.get(HISTORY)
    assert len(everything.select("tbody tr")) == 4, "the seat was offered on"
    assert "本人の希望" in everything.words
    for asked, count in (
        (f"by={manager.account.id}", 1),
        ("what=enrol", 2),
        ("subject=person", 0),
        ("day=1999-01-01", 0),
        ("what=nonsense&day=nonsense&by=nonsense", 4),
    ):
        assert len(auditor.get(f"{HISTORY}?{asked}").select("tbody tr")) == count, (asked, today)


def test_history_leads_only_where_the_reader_may_go(browser, session):
    one = enrolled(session, make_open_cohort(session))
    link = f"main a[href*='/staff/enrolments/{one.receipt}']"

    assert browser(Role.COHORT_MANAGER).get(HISTORY).select(link)
    assert not browser(Role.AUDITOR).get(HISTORY).select(link)
    assert browser(Role.CLERK).get(HISTORY).status == 403


def test_history_costs_the_same_for_five_and_for_twelve(browser, session, count_statements):
    auditor = browser(Role.AUDITOR)
    cohort = make_open_cohort(session, capacity=20)
    for _ in range(5):
        enrolled(session, cohort)
    auditor.get(HISTORY)
    with count_statements() as five:
        auditor.get(HISTORY)
    for _ in range(7):
        enrolled(session, cohort)
    session.commit()

    with count_statements() as twelve:
        assert len(auditor.get(HISTORY).select("tbody tr")) == 12

    assert len(five) == len(twelve) <= 8


def test_a_long_history_is_paged(browser, session):
    cohort = make_open_cohort(session, capacity=60)
    for _ in range(51):
        enrolled(session, cohort)
    auditor = browser(Role.AUDITOR)

    first = auditor.get(HISTORY)
    second = auditor.get(first.select_one("a[rel=next]")["href"])

    assert [len(page.select("tbody tr")) for page in (first, second)] == [50, 1]
    oldest = auditor.get(f"{HISTORY}?sort=oldest").select("tbody tr")
    assert oldest[0].get_text() == second.select_one("tbody tr").get_text()
    assert len(auditor.get(second.select_one("a[rel=prev]")["href"]).select("tbody tr")) == 50


def test_what_goes_when_its_time_is_over_is_counted_before_it_goes(app, browser, session):
    draft = {"code_hash": "x", "cohort_id": make_open_cohort(session).id, "answers": {}, "language": "ja"}
    long_ago = datetime.now(UTC) - timedelta(days=20)
    saved(session, Draft(**draft, created_at=long_ago, expires_at=long_ago))
    auditor = browser(Role.AUDITOR, "en")

    page = auditor.get("/staff/retention")
    row = next(each for each in page.select("tbody tr") if "Forms begun and not sent" in each.get_text())
    assert [cell.get_text(strip=True) for cell in row.select("td")] == ["1", "0"]
    assert "It has never been done" in page.words
    assert session.query(Draft).count() == 1
    session.commit()

    with app.app_context():
        retention.nightly(lambda: datetime.now(UTC), app.config["SETTINGS"].keeping)
    row = next(each for each in auditor.get("/staff/retention").select("tbody tr") if "Forms begun" in each.get_text())
    assert [cell.get_text(strip=True) for cell in row.select("td")] == ["0", "1"]
