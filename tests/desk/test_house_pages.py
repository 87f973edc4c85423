"""The audit and the history, as administrators and the auditor read them."""

from datetime import UTC, datetime, timedelta

from tests.enrolment.enrolled import enrolled, make_full_cohort
from tests.make import make_course, make_open_cohort, saved
from workforce.access import Role
from workforce.audit.models import AuditRun
from workforce.enrolment.models import Draft, Enrolment, State
from workforce.operations import retention

AUDIT, HISTORY = "/staff/audit", "/staff/history"


def test_the_audit_runs_on_a_button_and_shows_what_it_found(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1, course=make_course(session, items=()))
    admin = browser(Role.ADMIN, "en")
    assert "It has never run." in admin.get(AUDIT).words

    clean = admin.follow(admin.submit(admin.get(AUDIT)))
    assert "found nothing" in clean.flash
    assert "Everything holds." in clean.words
    session.get(Enrolment, people[1].id).state = State.CONFIRMED
    broken = admin.follow(admin.submit(clean))

    assert "2 rules do not hold" in broken.words, "too many seats, and a state without a move"
    assert str(cohort.id) in broken.select_one("tbody").get_text()
    assert session.query(AuditRun).count() == 2


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
    assert len(everything.select("tbody tr")) == 3
    assert "本人の希望" in everything.words
    for asked, count in (
        (f"by={manager.account.id}", 1),
        ("what=enrol", 2),
        ("subject=person", 0),
        ("day=1999-01-01", 0),
        ("what=nonsense&day=nonsense&by=nonsense", 3),
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

    with app.app_context():
        retention.nightly(lambda: datetime.now(UTC), app.config["SETTINGS"].keeping)
    row = next(each for each in auditor.get("/staff/retention").select("tbody tr") if "Forms begun" in each.get_text())
    assert [cell.get_text(strip=True) for cell in row.select("td")] == ["0", "1"]
