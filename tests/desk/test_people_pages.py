"""One person across everything they do, and two records that may be one human."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.enrolment.enrolled import enrolled, name
from tests.make import MONDAY, make_open_cohort, make_person, saved
from workforce.access import Role
from workforce.enrolment.models import Enrolment, State
from workforce.history import Entry, Value
from workforce.people.actions import merging
from workforce.people.models import ContactKind, ContactPoint, DuplicateCandidate, Merge, Person, Verdict

NAMES = {"family_name": "高橋", "given_name": "花子", "family_kana": "たかはし", "given_kana": "はなこ"}


def url(person, what=""):
    return f"/staff/people/{person.id}{what}"


def pair_of(session, one, other):
    first, second = sorted((one.id, other.id))
    return saved(
        session, DuplicateCandidate(first_id=first, second_id=second, agree_in=["kana", "phone"], found_at=MONDAY)
    )


def test_a_person_is_shown_across_everything_they_do(browser, session):
    one = enrolled(session, make_open_cohort(session), birth_date=date(1980, 2, 29), phone="+819012345678")

    page = browser(Role.CLERK, "en").get(f"/staff/people/{one.person_id}")

    assert name(session, one) in page.h1.get_text()
    assert "昭和55年" in page.words
    assert "090-1234-5678" in page.words
    assert page.select_one(f"a[href='/en/staff/enrolments/{one.receipt}']")
    assert "Application received" in page.words
    assert page.select_one("aside a[href*='/staff/messages/']")


def test_a_merged_record_leads_to_the_one_that_stays(browser, session):
    cohort = make_open_cohort(session)
    kept = enrolled(session, cohort)
    former = make_person(session, "旧姓 花子")
    merging.merge(session, session.get(Person, kept.person_id), former, reason="結婚", by=None, at=MONDAY)
    clerk = browser(Role.CLERK, "en")

    page = clerk.follow(clerk.get(url(former)))

    assert page.url == f"/en/staff/people/{kept.person_id}"
    assert "was merged into this one" in page.flash
    assert "旧姓 花子" in page.words


def test_a_name_put_right_keeps_the_old_one_in_history(browser, session):
    person = make_person(session, "山田 花子")
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(url(person, "/names"))
    assert page.form()[1]["birth_date"] == "1990-04-02"

    page = clerk.follow(clerk.submit(page, **NAMES, reason="結婚"))

    assert page.h1.get_text() == "高橋 花子"
    assert "Family name: 山田 → 高橋" in page.words
    changed = session.get(Person, person.id)
    assert (changed.family_kana, changed.search_name) == ("タカハシ", "高橋花子")
    assert session.query(Entry).filter_by(what="names_changed").one().by_id == clerk.account.id


def test_page_that_somebody_overtook_says_so_before_it_replaces_anything(browser, session):
    person = make_person(session, "高橋 花子", family_kana="タカハシ")
    first, second = browser(Role.CLERK, "en"), browser(Role.CLERK, "en")
    page, old_page = first.get(url(person, "/names")), second.get(url(person, "/names"))
    first.submit(page, birth_date="1991-02-03")

    answer = second.submit(old_page, given_kana="ハナ")

    assert answer.status == 422
    assert "1991-02-03" in answer.select_one(".summary").get_text()
    assert answer.form()[1]["given_kana"] == "ハナ"
    changed = session.get(Person, person.id)
    assert (str(changed.birth_date), changed.given_kana) == ("1991-02-03", "ハナコ")

    assert second.submit(answer, birth_date="1991-02-03").status == 303
    changed = session.get(Person, person.id)
    assert (str(changed.birth_date), changed.given_kana) == ("1991-02-03", "ハナ")


def test_saving_the_same_name_writes_no_history(browser, session):
    person = make_person(session, "高橋 花子", family_kana="タカハシ")
    clerk = browser(Role.CLERK)

    clerk.submit(clerk.get(url(person, "/names")), **NAMES)

    assert session.query(Entry).filter_by(what="names_changed").count() == 0


def test_a_wrong_name_or_birth_date_is_explained_beside_the_field(browser, session):
    person = make_person(session)
    clerk = browser(Role.CLERK, "en")

    page = clerk.submit(clerk.get(url(person, "/names")), **NAMES | {"given_kana": "花"}, birth_date="令和99年1月1日")

    assert page.status == 422
    assert "katakana or hiragana" in page.error("given_kana")
    assert "still to come" in page.error("birth_date")


def test_a_contact_told_to_staff_counts_at_once(browser, session):
    person = make_person(session, mail="old@example.jp")
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(url(person, "/contacts"))

    assert "Type one telephone number" in clerk.submit(page, kind="phone", value="abc").error("value")
    done = clerk.follow(clerk.submit(page, kind="mail", value="New@Example.jp"))

    assert "new@example.jp" in done.words
    assert "old@example.jp On file" not in done.words


@pytest.mark.parametrize(("button", "confirmed"), [("Confirm", True), ("Refuse", False)])
def test_a_new_contact_is_confirmed_or_refused_by_staff(browser, session, button, confirmed):
    person = make_person(session, phone="+819011112222")
    new = saved(session, ContactPoint(person_id=person.id, kind=ContactKind.PHONE, value="+819033334444"))
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(url(person))
    form = next(each for each in page.select("main form") if each.button.get_text() == button)

    done = clerk.follow(clerk.post(form["action"]))

    contact = session.get(ContactPoint, new.id)
    assert (contact.confirmed_at is not None) is confirmed
    assert (contact.ended_at is None) is confirmed
    assert done.url == f"/en/staff/people/{person.id}"
    assert clerk.post(form["action"]).status == 404, "decided once"


def test_the_page_costs_the_same_however_much_a_person_did(browser, session, count_statements):
    cohort = make_open_cohort(session, capacity=50)
    one = enrolled(session, cohort)
    manager = browser(Role.ADMIN)
    manager.get(f"/staff/people/{one.person_id}")
    with count_statements() as few:
        manager.get(f"/staff/people/{one.person_id}")
    kept = session.get(Person, one.person_id)
    for _ in range(7):
        other = enrolled(session, make_open_cohort(session))
        pair_of(session, kept, make_person(session))
        merging.merge(session, kept, session.get(Person, other.person_id), reason="同じ", by=None, at=MONDAY)
    session.commit()

    with count_statements() as many:
        page = manager.get(f"/staff/people/{one.person_id}")

    assert len(page.select("tbody tr")) == 8
    assert len(few) == len(many) <= 8, many


def test_two_records_stand_side_by_side_with_what_agrees(browser, session):
    one, other = make_person(session, "山田 花子"), make_person(session, "山田 華子")
    pair = pair_of(session, one, other)
    manager = browser(Role.COHORT_MANAGER, "en")

    listed = manager.get("/staff/duplicates")
    page = manager.get(f"/staff/duplicates/{pair.id}")

    assert "山田 華子" in listed.words
    assert "The same: reading of the name, telephone number." in page.words
    assert "山田 花子 山田 華子 different" in page.words


def test_merging_needs_a_choice_and_a_reason_and_can_be_taken_back(browser, session):
    one, other = make_person(session, "山田 花子"), make_person(session, "山田 華子")
    pair = pair_of(session, one, other)
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/duplicates/{pair.id}")

    refused = manager.submit(page)
    assert refused.error("keep") == "Choose which record stays."
    assert "Say why you are sure" in refused.error("reason")
    done = manager.follow(manager.submit(page, keep=str(other.id), reason="窓口で確認"))
    assert done.h1.get_text() == "山田 華子"
    assert session.get(Person, one.id).merged_into_id == other.id

    undone = manager.follow(manager.submit(manager.get("/staff/duplicates")))
    assert "two records again" in undone.flash
    assert session.get(Person, one.id).merged_into_id is None


def test_merging_is_refused_while_both_hold_a_seat_in_one_cohort(browser, session):
    cohort = make_open_cohort(session)
    one, other = enrolled(session, cohort), enrolled(session, cohort)
    pair = pair_of(session, session.get(Person, one.person_id), session.get(Person, other.person_id))
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/duplicates/{pair.id}")

    refused = manager.submit(page, keep=str(one.person_id), reason="同じ人")
    assert refused.status == 422
    assert f"Both records have an active enrolment in {cohort.code}" in refused.words
    session.get(Enrolment, other.id).state = State.CANCELLED

    assert manager.submit(page, keep=str(one.person_id), reason="同じ人").location
    assert session.query(Merge).count() == 1


def test_not_the_same_is_remembered(browser, session):
    pair = pair_of(session, make_person(session), make_person(session))
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/duplicates/{pair.id}")

    done = manager.follow(manager.submit(page, "aside form"))

    assert "are two people" in done.flash
    assert session.get(DuplicateCandidate, pair.id).verdict is Verdict.NOT_THE_SAME
    assert "No two records look like the same person." in done.words
    assert manager.get(f"/staff/duplicates/{pair.id}").status == 404


def test_a_merge_of_long_ago_stays(browser, session):
    one, other = make_person(session), make_person(session)
    long_ago = datetime.now(UTC) - timedelta(days=31)
    merge = merging.merge(session, one, other, reason="同じ", by=None, at=long_ago)
    manager = browser(Role.COHORT_MANAGER, "en")

    assert "Nothing was merged in the last 30 days." in manager.get("/staff/duplicates").words
    refused = manager.post(f"/staff/merges/{merge.id}/undo")

    assert refused.status == 422
    assert "more than 30 days ago" in refused.words


def test_the_list_of_pairs_is_narrowed_by_what_agrees_and_costs_the_same(browser, session, count_statements):
    manager = browser(Role.COHORT_MANAGER)
    for _ in range(5):
        pair_of(session, make_person(session), make_person(session))
    manager.get("/staff/duplicates")
    with count_statements() as five:
        manager.get("/staff/duplicates")
    for _ in range(7):
        pair_of(session, make_person(session), make_person(session))
    session.commit()

    with count_statements() as twelve:
        assert len(manager.get("/staff/duplicates?sign=phone").select("tbody tr")) == 12

    assert len(five) == len(twelve) <= 8
    assert not manager.get("/staff/duplicates?sign=mail").select("tbody tr")


@pytest.mark.parametrize("what", ["/staff/people/999999", "/staff/people/999999/names", "/staff/duplicates/999999"])
def test_what_does_not_exist_is_not_found(browser, what):
    assert browser(Role.ADMIN).get(what).status == 404


def test_readers_look_and_do_not_touch(browser, session):
    person = make_person(session, phone="+819011112222")
    reader = browser(Role.VOLUNTEER_OFFICER)

    assert reader.get(url(person)).status == 200
    assert not reader.get(url(person)).select("main form, main .actions a")
    for what in ("/names", "/contacts"):
        assert reader.get(url(person, what)).status == 403
    assert browser(Role.CLERK).get("/staff/duplicates").status == 403


def test_history_of_a_name_holds_the_values_beside_the_entry(browser, session):
    person = make_person(session, "山田 花子")
    clerk = browser(Role.CLERK)
    clerk.submit(clerk.get(url(person, "/names")), **NAMES)

    values = {value.field: (value.old, value.new) for value in session.query(Value)}

    assert values["family_name"] == ("山田", "高橋")
