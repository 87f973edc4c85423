"""Merging two records that nobody has found to resemble each other."""

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_open_cohort, make_person
from workforce.access import Role
from workforce.people.actions import merging
from workforce.people.models import DuplicateCandidate, Merge, Person, Verdict
from workforce.people.rules.receipts import shown
from workforce.people.rules.search_keys import search_key

REASON = "窓口で本人に確認"


@pytest.fixture
def manager(browser):
    return browser(Role.COHORT_MANAGER, "en")


def somebody(session, name, kana, **given):
    family, own = kana.split()
    names = {"family_kana": family, "given_kana": own, "sort_kana": f"{family} {own}", "search_name": search_key(name)}
    return make_person(session, name, **names | given)


@pytest.fixture
def two(session):
    """Married and moved: neither the name nor the telephone is the same."""
    before = somebody(session, "森 春子", "モリ ハルコ", phone="+819011112222")
    after = somebody(session, "林 春子", "ハヤシ ハルコ", phone="+819033334444", birth_date=None)
    return before, after


def choosing(person, typed=""):
    return f"/staff/people/{person.id}/merge" + (f"?who={typed}" if typed else "")


def comparing(one, other):
    return f"/staff/people/{one.id}/merge/{other.id}"


def found(page):
    return [link["href"] for link in page.select("tbody a")]


def now(session, person):
    return session.get(Person, person.id)


@pytest.mark.parametrize("typed", ["林", "はやし", "090-3333-4444"])
def test_the_other_record_is_found_as_in_the_search(session, manager, two, typed):
    before, after = two
    page = manager.get(f"/staff/people/{before.id}")
    page = manager.get(page.select_one("a[href$='/merge']")["href"])
    page = manager.get(f"{page.select_one('main form')['action']}?who={typed}")

    assert found(page) == [f"/en{comparing(before, after)}"]


def test_the_other_record_is_found_by_the_receipt_of_an_enrolment(session, manager, two):
    enrolment = enrolled(session, make_open_cohort(session))

    page = manager.get(choosing(two[0], shown(enrolment.receipt)))

    assert found(page) == [f"/en/staff/people/{two[0].id}/merge/{enrolment.person_id}"]


def test_the_record_itself_is_not_offered(session, manager, two):
    page = manager.get(choosing(two[0], "森"))

    assert found(page) == []
    assert "this record" in page.words


def test_two_that_do_not_resemble_each_other_are_merged_and_taken_back(session, manager, two):
    before, after = two
    page = manager.get(comparing(after, before))
    assert "Neither the reading, nor the date of birth, nor a contact agrees" in page.words

    done = manager.follow(manager.submit(page, keep=str(after.id), reason=REASON))

    assert done.url == f"/en/staff/people/{after.id}"
    assert now(session, before).merged_into_id == after.id
    assert session.query(Merge).one().reason == REASON
    page = manager.get("/staff/duplicates")
    manager.post(page.select_one("form[action$='/undo']")["action"])
    assert now(session, before).merged_into_id is None


def test_what_agrees_is_said(session, manager):
    one = somebody(session, "森 春子", "モリ ハルコ")
    other = somebody(session, "森 晴子", "モリ ハルコ")

    assert "The same: reading of the name, date of birth." in manager.get(comparing(one, other)).words


def test_nothing_is_merged_without_a_choice_and_a_reason(session, manager, two):
    page = manager.submit(manager.get(comparing(*two)))

    assert page.status == 422
    assert page.error("keep")
    assert page.error("reason")
    assert session.query(Merge).count() == 0


def test_two_people_found_different_are_remembered(session, manager, two):
    page = manager.get(comparing(*two))

    manager.submit(page, "form[action$='/not-the-same']")

    assert session.query(DuplicateCandidate).one().verdict is Verdict.NOT_THE_SAME


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_record_is_not_compared_with_itself(session, manager, two, way):
    before, after = two
    merging.merge(session, before, after, reason=REASON, by=None, at=MONDAY)

    for other in (before, after):
        page = getattr(manager, way)(comparing(before, other))
        assert page.status == 422
        assert "one and the same record" in page.words


def test_what_was_merged_meanwhile_is_shown_again_before_anything_happens(session, manager, two):
    before, after = two
    third = somebody(session, "木村 春子", "キムラ ハルコ")
    page = manager.get(comparing(before, third))
    merging.merge(session, after, third, reason=REASON, by=None, at=MONDAY)

    refused = manager.submit(page, keep=str(before.id), reason=REASON)

    assert refused.status == 422
    assert "was merged before" in refused.words
    assert now(session, after).merged_into_id is None
    again = manager.follow(manager.get(comparing(before, third)))
    assert again.url == f"/en{comparing(before, after)}"


def test_two_seats_in_one_cohort_stand_in_the_way(session, manager):
    cohort = make_open_cohort(session)
    one, other = (now(session, make) for make in people_of(session, cohort))

    page = manager.submit(manager.get(comparing(one, other)), keep=str(one.id), reason=REASON)

    assert page.status == 422
    assert "Cancel one of the two enrolments first" in page.words


def people_of(session, cohort):
    for _ in range(2):
        yield session.get(Person, enrolled(session, cohort).person_id)


def test_nobody_that_is_not_there_is_merged(session, manager, two):
    assert manager.get(f"/staff/people/{two[0].id}/merge/999999").status == 404
    assert manager.get("/staff/people/999999/merge").status == 404
