"""Staff put the answers of an application right, with a reason, and never over somebody who was faster."""

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import make_course, make_open_cohort
from workforce import history
from workforce.access import Role
from workforce.enrolment.actions import corrections, moves
from workforce.enrolment.actions.corrections import AnswersChangedMeanwhile, NothingCorrected
from workforce.enrolment.actions.refusals import MoveNotPossible, ReasonMissing
from workforce.enrolment.models import Enrolment
from workforce.enrolment.queries import records
from workforce.enrolment.rules.catalogue import EVERYTHING
from workforce.enrolment.rules.changes import mark
from workforce.history import Entry

ASKED = {"value": "n4", "asked": "Bạn hiểu tiếng Nhật ở mức nào?", "said": "N4"}
NEEDS = {"needs": {"value": ["hearing"], "asked": "Which help do you need?", "said": "Captions"}}
KEYS = ("how_found", "japanese_level", "needs", "needs_words")
REASON = "電話で聞いた"


@pytest.fixture
def applied(session):
    """A Vietnamese applicant who said N4, heard of the course from a friend and needs help with hearing."""
    course = make_course(session, questions=["how_found", "japanese_level"])
    cohort = make_open_cohort(session, course=course)
    return enrolled(session, cohort, language="vi", answers={"japanese_level": ASKED}, needs=NEEDS)


def answers_page(enrolment):
    return f"/staff/enrolments/{enrolment.receipt}/answers"


def now(session, enrolment):
    session.expire_all()
    return session.get(Enrolment, enrolment.id)


def entries(session, enrolment, what="answers_corrected"):
    return [each for each in history.of(session, "enrolment", [enrolment.id]) if each.what == what]


def correct(session, enrolment, given, **how):
    found = records.with_questions(session, enrolment.receipt)
    seen = mark(found.answers | found.needs, KEYS)
    values = {"given": given, "keys": KEYS, "seen": seen, "reason": REASON, "by": None, "at": found.changed_at} | how
    return corrections.correct(session, found, **values)


def test_a_corrected_answer_stands_in_history_with_the_old_one(session, applied):
    entry = correct(session, applied, NEEDS | {"japanese_level": ASKED | {"value": "n3"}})

    changes = [(each.field, each.old, each.new) for each in history.values_of(session, [entry.id])[entry.id]]
    assert (entry.what, entry.reason) == ("answers_corrected", REASON)
    assert changes == [("japanese_level", "n4", "n3")]


def test_an_answer_that_stays_keeps_the_words_it_was_given_to(session, applied):
    again = {"japanese_level": {"value": "n4", "asked": "How well?"}, "how_found": {"value": "friend", "asked": "How?"}}
    correct(session, applied, NEEDS | again)

    assert now(session, applied).answers == {"japanese_level": ASKED, "how_found": again["how_found"]}


def test_an_answer_that_is_left_out_is_taken_back_and_what_was_not_asked_stays(session, applied):
    correct(session, applied, {}, keys=("japanese_level",), seen=mark(applied.answers, ("japanese_level",)))

    assert (now(session, applied).answers, now(session, applied).needs) == ({}, NEEDS)


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"reason": ""}, ReasonMissing),
        ({"seen": "another"}, AnswersChangedMeanwhile),
        ({"given": NEEDS | {"japanese_level": ASKED}}, NothingCorrected),
    ],
)
def test_a_correction_is_refused(session, applied, how, refusal):
    with pytest.raises(refusal):
        correct(session, applied, **{"given": {}} | how)


def test_the_answers_of_a_cancelled_enrolment_stay(session, applied):
    moves.cancel(session, records.record(session, applied.receipt), reason=REASON, by=None, at=applied.changed_at)

    with pytest.raises(MoveNotPossible):
        correct(session, applied, {})


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_leads_from_the_record_and_the_board_and_back(browser, session, applied):
    manager = browser(Role.COHORT_MANAGER, "en")
    board = f"/staff/cohorts/{records.record(session, applied.receipt).cohort.code}"
    assert any(answers_page(applied) in each["href"] for each in manager.get(board).select("td.answers a"))
    page = manager.get(f"/staff/enrolments/{applied.receipt}")
    page = manager.get(page.select_one(f"a[href$='{answers_page(applied)}']")["href"])

    done = manager.follow(manager.submit(page, japanese_level="n3", how_found="friend", reason=REASON))

    assert done.url.endswith(applied.receipt)
    assert "are put right" in done.flash
    assert REASON in done.words
    assert "I manage daily life (about N3)" in done.words  # the value in history, in words
    enrolment = now(session, applied)
    assert enrolment.answers["japanese_level"]["value"] == "n3"
    assert "tiếng Nhật" in enrolment.answers["japanese_level"]["asked"]  # in the applicant's own language
    assert enrolment.needs == NEEDS


def test_the_page_asks_as_strictly_as_the_applicants_own(browser, session, applied):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(answers_page(applied))

    again = manager.submit(page, japanese_level="fluent", needs_words="x" * 2001, reason="")

    assert again.status == 422
    assert all(again.error(name) for name in ("japanese_level", "needs_words", "reason"))
    assert again.form()[1]["needs_words"] == "x" * 2001
    assert entries(session, applied) == []


def test_the_second_of_two_clerks_sees_what_the_first_wrote_and_keeps_what_they_typed(browser, session, applied):
    manager = browser(Role.COHORT_MANAGER, "en")
    first, second = manager.get(answers_page(applied)), manager.get(answers_page(applied))
    manager.submit(first, japanese_level="n3", reason=REASON)

    refused = manager.submit(second, japanese_level="n5", needs_words="front seat", reason="misheard")

    assert refused.status == 422
    assert "Somebody else changed these answers while you were typing" in refused.words
    assert "On record now: I manage daily life (about N3)" in refused.words
    typed = refused.form()[1]
    assert (typed["japanese_level"], typed["needs_words"], typed["reason"]) == ("n5", "front seat", "misheard")
    assert now(session, applied).answers["japanese_level"]["value"] == "n3"

    assert manager.submit(refused).status == 303
    assert now(session, applied).answers["japanese_level"]["value"] == "n5"


def test_what_the_applicant_changed_meanwhile_is_not_written_over(browser, session, applied):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(answers_page(applied))
    moves.change_answers(
        session, records.record(session, applied.receipt), given={}, keys=EVERYTHING, by=None, at=applied.submitted_at
    )

    refused = manager.submit(page, japanese_level="n1_n2", reason=REASON)

    assert refused.status == 422
    assert now(session, applied).answers == {}


def test_who_may_not_read_needs_can_put_answers_right_and_leaves_the_needs_alone(browser, session, applied):
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(answers_page(applied))
    assert "needs" not in page.form()[1]
    assert "is hidden from you" in page.words

    assert clerk.submit(page, japanese_level="n3", needs_words="guessed", reason=REASON).status == 303
    assert now(session, applied).needs == NEEDS


def test_looking_at_the_needs_on_the_page_is_history(browser, session, applied):
    browser(Role.COHORT_MANAGER).get(answers_page(applied))

    assert session.query(Entry).filter_by(what="needs_read", subject_id=applied.id).count() == 1


def test_a_page_that_was_open_too_long_loses_nothing(browser, session, applied):
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(answers_page(applied))

    stale = manager.submit(page, japanese_level="n3", reason=REASON, csrf_token="old")

    assert stale.status == 422
    assert stale.form()[1]["japanese_level"] == "n3"
    assert manager.submit(stale).status == 303


def test_the_page_of_a_cancelled_enrolment_offers_nothing_to_save(browser, session, applied):
    moves.cancel(session, records.record(session, applied.receipt), reason=REASON, by=None, at=applied.changed_at)

    page = browser(Role.CLERK, "en").get(answers_page(applied))

    assert "This enrolment is cancelled" in page.words
    assert page.select_one("main form") is None
