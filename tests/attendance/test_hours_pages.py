"""What a trainee reads of their hours, and what staff do about them."""

from datetime import timedelta

import pytest

from tests.attendance.taught import NOW, make_running, mark, parts_of, taking_part
from tests.make import make_account
from workforce import clock, links, policies
from workforce.access import Role
from workforce.attendance.actions import overrides
from workforce.attendance.models import AssessmentResult, Credit, Exemption, Verdict
from workforce.attendance.queries.standings import standings
from workforce.attendance.rules.exemptions import EXEMPTIONS
from workforce.attendance.rules.standing import GapKind

TODAY = clock.today(NOW)
AT_MOST = 8
EARLIER = TODAY - timedelta(days=1)


@pytest.fixture
def cohort(session):
    return make_running(session)


@pytest.fixture
def enrolment(session, cohort):
    """Somebody who missed the first lesson, and nobody recorded the second."""
    made = taking_part(session, cohort)
    mark(session, made, parts_of(session, cohort)[0], 0, by=make_account(session, name="先生 一郎"))
    session.commit()
    return made


def own(browser, app, enrolment, language="en"):
    """A visitor with the link of this enrolment."""
    visitor = browser(language=language)
    with app.app_context():
        token = links.mint(links.Purpose.ENROLMENT, enrolment.receipt, at=NOW, lasts=timedelta(days=1))
    visitor.get(f"/l/enrolment/{token}")
    return visitor


def hours_of(enrolment):
    return f"/staff/enrolments/{enrolment.receipt}/hours"


def standing(session, enrolment):
    session.expire_all()
    return standings(session, [enrolment.id], at=NOW)[enrolment.id]


def test_a_trainee_reads_what_counts_what_is_missing_and_what_to_do(browser, app, enrolment):
    visitor = own(browser, app, enrolment)
    private = visitor.get(f"/enrolments/{enrolment.receipt}")
    assert private.select(f"a[href$='/enrolments/{enrolment.receipt}/hours']")

    page = visitor.get(f"/enrolments/{enrolment.receipt}/hours")

    assert page.status == 200
    assert "Subject 1, 基本: you missed 3 hours. Please make it up." in page.words
    assert "1 lesson is not recorded yet" in page.words
    assert "0 minutes of 5 hours" in page.words or "0 hours of 5 hours" in page.words
    assert "0 of 180 minutes" in page.words
    assert "Please show us once who you are" in page.words
    assert "Choose a lesson to make up" in page.words
    assert page.select("progress[max='300'][value='0']")


def test_whoever_came_late_reads_why_nothing_of_it_counts(browser, app, session, cohort, enrolment):
    wholly = "A part counts only if you were there for all of it."
    visitor, address = own(browser, app, enrolment), f"/enrolments/{enrolment.receipt}/hours"
    assert wholly not in visitor.get(address).words, "nobody must be told that of a lesson to which they did not come"
    late = taking_part(session, cohort)
    mark(session, late, parts_of(session, cohort)[0], 170)
    session.commit()

    page = own(browser, app, late).get(f"/enrolments/{late.receipt}/hours")

    assert "170 of 180 minutes" in page.words
    assert wholly in page.words
    assert "comes with your next lessons" in page.words


def test_with_all_hours_no_lesson_is_promised_any_more(browser, app, session, cohort):
    made = taking_part(session, cohort)
    for part in parts_of(session, cohort):
        mark(session, made, part, part.minutes)
    session.commit()

    page = own(browser, app, made).get(f"/enrolments/{made.receipt}/hours")

    assert "5 hours of 5 hours count so far." in page.words
    assert "comes with your next lessons" not in page.words


def test_nobody_reads_the_hours_of_others(browser, enrolment):
    assert browser().get(f"/enrolments/{enrolment.receipt}/hours").status == 404
    assert browser().get(f"/enrolments/{enrolment.receipt}/exemption").status == 404


def test_staff_record_a_paper_and_take_it_back(browser, session, enrolment):
    clerk = browser(Role.CLERK, "en")
    form = clerk.get(f"{hours_of(enrolment)}/papers")
    item = standing(session, enrolment).lines[0].item_id
    typed = {"item": item, "source": "elsewhere", "provider": "", "done_on": EARLIER, "document": "補講修了確認書"}
    typed |= {"document_on": EARLIER, "minutes": 999}

    refused = clerk.submit(form, **typed)
    assert refused.status == 422
    assert refused.error("provider")
    refused = clerk.submit(refused, provider="さくら学院")
    assert "180" in refused.error("minutes")

    page = clerk.follow(clerk.submit(refused, minutes=180))
    assert "さくら学院" in page.words
    assert standing(session, enrolment).lines[0].missing == 0

    [credit] = session.query(Credit).all()
    ending = clerk.get(f"{hours_of(enrolment)}/papers/{credit.id}/end")
    assert clerk.submit(ending).error("reason")
    page = clerk.follow(clerk.submit(ending, reason="別の方の書類"))
    assert "Taken back" in page.words
    assert standing(session, enrolment).lines[0].missing == 180
    assert clerk.get(f"{hours_of(enrolment)}/papers/{credit.id}/end").status == 404


def test_a_trainee_asks_to_leave_a_subject_out_and_a_manager_answers(browser, app, session, enrolment):
    by = make_account(session)
    values = {"initial_training": {"life_support_training": [1]}}
    policies.set_rule(session, EXEMPTIONS, from_day=TODAY, values=values, source="県の要領", by=by, at=NOW)
    session.commit()
    visitor = own(browser, app, enrolment)
    page = visitor.get(f"/enrolments/{enrolment.receipt}/exemption")
    assert visitor.submit(page, qualification="life_support_training").error("document")
    shown = visitor.follow(
        visitor.submit(page, qualification="life_support_training", document="修了証明書 12", document_on="")
    )
    assert "We answer when we have seen the paper." in shown.words

    manager = browser(Role.COHORT_MANAGER, "en")
    decision = manager.get(f"{hours_of(enrolment)}/exemption/decision")
    [row] = session.query(Exemption).all()
    refused = manager.submit(decision, subjects=[], document_on=EARLIER)
    assert refused.error("answer")
    manager.follow(manager.submit(decision, subjects=[str(row.subject_id)], document_on=EARLIER))
    assert standing(session, enrolment).missing == 0
    assert "You need not take this again." in visitor.get(f"/enrolments/{enrolment.receipt}/hours").words


def test_results_of_a_cohort_keep_what_was_typed_when_a_row_is_wrong(browser, session, cohort, enrolment):
    other = taking_part(session, cohort)
    session.commit()
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/results/written")
    typed = {f"given-{enrolment.id}": "80", f"given-{other.id}": "101", f"note-{enrolment.id}": "よくできた"}

    wrong = clerk.submit(page, **typed)

    assert wrong.status == 422
    assert "100 points at most" in wrong.error(f"given-{other.id}")
    assert wrong.form()[1][f"given-{enrolment.id}"] == "80"
    assert wrong.form()[1][f"note-{enrolment.id}"] == "よくできた"
    assert session.query(AssessmentResult).count() == 0

    done = clerk.follow(clerk.submit(wrong, **{f"given-{other.id}": "69"}))
    assert "2 results are recorded." in done.flash
    verdicts = {one.enrolment_id: one.verdict for one in session.query(AssessmentResult)}
    assert verdicts == {enrolment.id: Verdict.PASSED, other.id: Verdict.FAILED}
    assert not done.select(f"[name='given-{enrolment.id}']")
    assert "attempt 2" in done.words

    practical = clerk.get(f"/staff/cohorts/{cohort.code}/results/practical")
    wrong = clerk.submit(practical, **{f"given-{other.id}": "repeat"})
    assert "what to practise" in wrong.error(f"note-{other.id}")
    assert clerk.submit(practical).status == 422
    assert clerk.get(f"/staff/cohorts/{cohort.code}/results/none").status == 404


def test_completion_against_the_rule_takes_two(browser, session, enrolment):
    manager = browser(Role.COHORT_MANAGER, "en")
    asked = manager.submit(manager.get(f"{hours_of(enrolment)}/override"), reason="台風で中止、県に確認済み")
    page = manager.follow(asked)
    assert "asks that what is missing be set aside" in page.words
    override = overrides.proofs.overrides_of(session, enrolment.id)[0]
    address = f"{hours_of(enrolment)}/override/{override.id}"
    assert "You asked for this yourself." in manager.get(address).words
    assert manager.post(address, {"grant": "yes", "answer": "よい"}).status == 422
    session.expire_all()
    assert not standing(session, enrolment).is_complete

    second = browser(Role.ADMIN, "en")
    page = second.follow(second.submit(second.get(address), grant="yes", answer="県に確認"))
    assert "Complete against the rule" in page.words
    found = standing(session, enrolment)
    assert found.is_overridden
    assert GapKind.WRITTEN in [gap.kind for gap in found.waived]


def test_pages_of_hours_take_eight_statements(browser, app, session, enrolment, count_statements):
    visitor, clerk = own(browser, app, enrolment), browser(Role.CLERK)
    for reader, address in ((visitor, f"/enrolments/{enrolment.receipt}/hours"), (clerk, hours_of(enrolment))):
        reader.get(address)
        with count_statements() as seen:
            assert reader.get(address).status == 200
        assert len(seen) <= AT_MOST, address
