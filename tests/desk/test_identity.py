"""Somebody shows who they are: kept are the kind of the document, the day and who looked, and nothing else."""

from datetime import date, timedelta

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_account, make_open_cohort, make_person
from workforce import clock
from workforce.access import Role
from workforce.history import Entry
from workforce.people.actions import identity as actions
from workforce.people.actions import merging
from workforce.people.models import Document, IdentityCheck
from workforce.people.queries import identity as queries

TODAY = clock.today(MONDAY)


@pytest.fixture
def clerk(session):
    return make_account(session, Role.CLERK)


def seen(session, person, clerk, day=TODAY, document=Document.PASSPORT):
    return actions.check(session, person, document=document, checked_on=day, by=clerk, at=MONDAY)


def test_what_was_seen_by_whom_and_when_is_kept(session, clerk):
    person = make_person(session)

    seen(session, person, clerk)

    standing = queries.of_person(session, person.id)
    assert (standing.document, standing.checked_on, standing.checked_by.id) == (Document.PASSPORT, TODAY, clerk.id)
    assert session.query(Entry).filter_by(subject="person", what="identity_checked", by_id=clerk.id).count() == 1


def test_nobody_is_seen_tomorrow_or_before_they_were_born(session, clerk):
    person = make_person(session, birth_date=date(2000, 1, 1))

    with pytest.raises(actions.DayToCome):
        seen(session, person, clerk, TODAY + timedelta(days=1))
    with pytest.raises(actions.BeforeBirth):
        seen(session, person, clerk, date(1999, 12, 31))


def test_once_is_enough_and_a_mistake_is_taken_back_with_the_reason(session, clerk):
    person = make_person(session)
    first = seen(session, person, clerk)

    with pytest.raises(actions.SeenBefore):
        seen(session, person, clerk)
    with pytest.raises(actions.WhyTakenBack):
        actions.withdraw(session, first, reason="", by=clerk, at=MONDAY)
    actions.withdraw(session, first, reason="別の人の免許証", by=clerk, at=MONDAY)
    with pytest.raises(actions.TakenBack):
        actions.withdraw(session, first, reason="もう一度", by=clerk, at=MONDAY)

    assert queries.of_person(session, person.id) is None
    again = seen(session, person, clerk, document=Document.RESIDENCE_CARD)
    assert queries.of_person(session, person.id).id == again.id


def test_who_was_merged_has_shown_it_under_either_record(session, clerk):
    kept, absorbed = make_person(session), make_person(session, "旧姓 花子")
    seen(session, absorbed, clerk)

    merging.merge(session, kept, absorbed, reason="結婚", by=clerk, at=MONDAY)

    assert queries.of_person(session, kept.id)
    assert list(queries.of_people(session, [kept.id])) == [kept.id]


def test_one_button_records_a_whole_cohort_on_its_first_day(browser, session):
    cohort = make_open_cohort(session)
    one, other, third = (enrolled(session, cohort) for _ in range(3))
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/identity")
    assert "3 people have not shown one yet" in page.words

    values = {f"document-{one.person_id}": "passport", f"document-{other.person_id}": "residence_card"}
    done = clerk.follow(clerk.submit(page, **values))

    assert "2 people are recorded" in done.flash
    assert {row.person_id for row in session.query(IdentityCheck)} == {one.person_id, other.person_id}
    assert done.select_one(f"select[name='document-{third.person_id}']")
    assert not done.select_one(f"select[name='document-{one.person_id}']")


def test_who_was_recorded_meanwhile_stays_as_recorded(browser, session):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/identity")
    clerk.submit(page, **{f"document-{one.person_id}": "passport"})

    clerk.submit(page, **{f"document-{one.person_id}": "student_card"})

    assert [row.document for row in session.query(IdentityCheck)] == [Document.PASSPORT]


def test_a_day_to_come_records_nobody_and_keeps_what_was_chosen(browser, session):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/identity")
    tomorrow = (clock.today(clock.now()) + timedelta(days=1)).isoformat()

    refused = clerk.submit(page, checked_on=tomorrow, **{f"document-{one.person_id}": "passport"})

    assert refused.status == 422
    assert "still to come" in refused.error("checked_on")
    chosen = refused.select_one(f"select[name='document-{one.person_id}'] option[selected]")
    assert chosen["value"] == "passport"
    assert session.query(IdentityCheck).count() == 0


def test_the_person_page_says_who_looked_and_leads_to_taking_it_back(browser, session):
    person = make_person(session, "山田 花子")
    clerk = browser(Role.CLERK, "en")
    assert "not yet" in clerk.get(f"/staff/people/{person.id}").words
    page = clerk.get(f"/staff/people/{person.id}/identity")
    assert clerk.submit(page).status == 422

    shown = clerk.follow(clerk.submit(page, document="passport"))

    assert "recorded on" in shown.words
    record = clerk.get(f"/staff/people/{person.id}/identity")
    back = clerk.get(record.select_one("a[href$='/withdrawal']")["href"])
    assert clerk.submit(back, reason="").status == 422
    again = clerk.follow(clerk.submit(back, reason="Another person's card"))
    assert "Showed who they are not yet" in again.words
