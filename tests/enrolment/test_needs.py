"""What somebody needs is something to arrange, until somebody has, and only for those who may read it."""

from datetime import UTC, datetime

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_account, make_open_cohort
from workforce.access import Role
from workforce.enrolment.actions import arranging, moves
from workforce.enrolment.models import Arrangement
from workforce.enrolment.queries import arranging as queries
from workforce.enrolment.queries import records
from workforce.enrolment.rules.arranging import changed_needs, in_words, needs_of
from workforce.history import Entry

ASKED = "Which help do you need?"
WORDS = {"value": "二階まで階段で行けません", "asked": "What else?"}


def needing(*chosen, words=None):
    needs = {"needs": {"value": list(chosen), "asked": ASKED}} if chosen else {}
    return needs | ({"needs_words": words} if words else {})


@pytest.fixture
def manager(session):
    return make_account(session, Role.COHORT_MANAGER)


def arranged(session, enrolment, need, manager, note="来てもらう"):
    return arranging.arrange(session, enrolment, need, note=note, by=manager, at=MONDAY)


def waiting(session, cohort):
    return [(row.enrolment.id, row.need) for row in queries.of_cohort(session, cohort.id) if row.arranged is None]


def open_needs(session, cohort):
    return dict(session.execute(queries.open_by_cohort()).all()).get(cohort.id, 0)


def test_each_choice_and_what_was_written_is_a_need_of_its_own():
    assert needs_of(needing("childcare", "interpreter", words=WORDS)) == ["interpreter", "childcare", "needs_words"]
    assert needs_of({}) == []
    assert in_words("needs_words", needing(words=WORDS)) == WORDS["value"]


def test_other_words_are_another_need():
    new = needing("interpreter", words={"value": "車いす", "asked": "What else?"})
    assert changed_needs(needing("interpreter", "food", words=WORDS), new) == {"food", "needs_words"}


def test_a_need_waits_until_it_is_arranged(session, manager):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort, needs=needing("interpreter", "food", words=WORDS))
    enrolled(session, cohort)
    assert open_needs(session, cohort) == 3

    arranged(session, one, "food", manager)

    assert waiting(session, cohort) == [(one.id, "interpreter"), (one.id, "needs_words")]
    assert open_needs(session, cohort) == 2


def test_arranging_twice_keeps_the_newer_words(session, manager):
    one = enrolled(session, make_open_cohort(session), needs=needing("food"))

    arranged(session, one, "food", manager, "弁当")
    arranged(session, one, "food", manager, "ハラールの弁当")

    assert [row.note for row in session.query(Arrangement)] == ["ハラールの弁当"]


def test_nothing_is_arranged_without_words_or_for_a_need_that_is_gone(session, manager):
    one = enrolled(session, make_open_cohort(session), needs=needing("food"))

    with pytest.raises(arranging.NoteMissing):
        arranged(session, one, "food", manager, "")
    with pytest.raises(arranging.NotNeeded):
        arranged(session, one, "interpreter", manager)


def test_who_needs_something_else_later_is_on_the_list_again(session, manager):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort, needs=needing("food", "hearing"))
    arranged(session, one, "food", manager)
    arranged(session, one, "hearing", manager)
    loaded = records.record(session, one.receipt)

    given = {"needs": {"value": ["hearing", "childcare"], "asked": ASKED}}
    moves.change_answers(session, loaded, given=given, keys=["needs"], by=manager, at=datetime.now(UTC))

    assert waiting(session, cohort) == [(one.id, "childcare")]
    assert open_needs(session, cohort) == 1


def test_who_cancels_needs_nothing_any_more(session, manager):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort, needs=needing("food"))

    moves.cancel(session, records.record(session, one.receipt), reason="電話", by=manager, at=datetime.now(UTC))

    assert waiting(session, cohort) == []
    assert open_needs(session, cohort) == 0


def test_manager_arranges_from_the_list_and_can_open_it_again(browser, session):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort, needs=needing("interpreter"))
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/cohorts/{cohort.code}/needs")
    form = manager.get(page.select_one("a[href$='/needs/interpreter']")["href"])
    assert manager.submit(form, note="").status == 422

    done = manager.follow(manager.submit(form, note="Ms Tran, all Tuesdays"))

    assert "Ms Tran, all Tuesdays" in done.words
    assert "Everything is arranged" in done.words
    again = manager.follow(manager.submit(done))
    assert again.select_one("a[href$='/needs/interpreter']")
    assert {entry.subject_id for entry in session.query(Entry).filter_by(what="needs_read")} == {one.id}


def test_the_day_begins_with_cohorts_whose_needs_nobody_has_seen_to(browser, session):
    cohort = make_open_cohort(session)
    enrolled(session, cohort, needs=needing("interpreter", "food"))

    home = browser(Role.COHORT_MANAGER, "en").get("/staff/")

    assert "2 needs" in home.words
    assert home.select_one(f"a[href='/en/staff/cohorts/{cohort.code}/needs']")
    assert "2 needs" not in browser(Role.CLERK, "en").get("/staff/").words
