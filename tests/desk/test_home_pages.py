"""The first page of the day: what needs doing now, each thing a click from done."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.enrolled import enrolled, make_full_cohort, name, young
from tests.make import make_account, make_cohort, make_course, make_open_cohort, make_person, saved
from workforce.access import Role
from workforce.audit.models import AuditRun
from workforce.catalogue.models import CohortState, Place, Session
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment, Offer, State
from workforce.enrolment.queries import records
from workforce.i18n.wording import localized_text
from workforce.outbox import Message, Sending
from workforce.people.models import ContactKind, ContactPoint, DuplicateCandidate

HOME = "/staff/"


def group(page, title):
    """The words of the group with this heading."""
    found = [section for section in page.select(".todo") if section.h2.get_text(strip=True).startswith(title)]
    assert found, [section.h2.get_text(strip=True) for section in page.select(".todo")]
    return found[0].get_text(" ", strip=True)


def lead(session):
    return make_person(session, "主任 さん").id


def test_the_head_of_a_waiting_list_is_confirmed_with_one_click(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=2)
    cohort.capacity = 2
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(HOME)
    assert f"{name(session, people[1])} is next for" in group(page, "A seat is free and somebody waits")
    done = clerk.follow(clerk.submit(page, ".todo form"))

    assert done.url == "/en/staff/"
    assert "has the seat and is told" in done.flash
    assert session.get(Enrolment, people[1].id).state is State.CONFIRMED


def test_a_seat_held_for_a_guardian_waits_for_the_paper(browser, session):
    one = enrolled(session, make_open_cohort(session), birth_date=young())

    page = browser(Role.CLERK, "en").get(HOME)

    assert name(session, one) in group(page, "Waiting for a guardian's paper")
    assert page.select_one(f"a[href='/en/staff/enrolments/{one.receipt}']")


def test_a_cohort_below_its_minimum_is_shown_when_its_window_closes_soon(browser, session):
    now = datetime.now(UTC)
    soon = make_open_cohort(session, minimum=3, capacity=8)
    later = make_open_cohort(session, minimum=3, closes_at=now + timedelta(days=40))
    enrolled(session, soon)

    words = group(browser(Role.CLERK, "en").get(HOME), "Too few people, and the window closes soon")

    assert f"{soon.code} 2 below the minimum of 3" in words
    assert later.code not in words


def test_messages_that_failed_and_people_to_call(browser, session):
    cohort = make_open_cohort(session)
    failed, call = enrolled(session, cohort), enrolled(session, cohort, mail=None)
    session.query(Message).filter_by(person_id=failed.person_id).one().state = Sending.FAILED

    page = browser(Role.CLERK, "en").get(HOME)

    assert name(session, failed) in group(page, "Messages that failed")
    assert name(session, call) in group(page, "People to call")


def test_who_has_no_mail_address_is_called_about_an_offered_seat_before_its_deadline(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)
    call = enrolled(session, cohort, mail=None)
    moves.cancel(session, records.record(session, people[0].receipt), reason="転居", by=None, at=datetime.now(UTC))
    offer = session.query(Offer).one()
    title = "Seats offered to people without a mail address"
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(HOME)
    words = group(page, title)
    assert f"{name(session, call)} {cohort.code}, answer until" in words
    assert page.select_one(f"a[href='/en/staff/enrolments/{call.receipt}']")
    offer.made_at, offer.expires_at = offer.made_at - timedelta(days=9), offer.made_at - timedelta(days=8)

    assert "Nobody must be called about an offered seat." in clerk.get(HOME).words


def test_an_offered_seat_is_not_free(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=2)
    moves.cancel(session, records.record(session, people[0].receipt), reason="転居", by=None, at=datetime.now(UTC))
    session.query(Message).delete()

    words = browser(Role.CLERK, "en").get(HOME).words

    assert "No free seat has a waiting list." in words
    assert "Nobody must be called about an offered seat." in words


def test_pairs_contacts_leads_drafts_and_texts(browser, session):
    one, other = make_person(session, "一組 甲"), make_person(session, "一組 乙")
    saved(session, DuplicateCandidate(first_id=one.id, second_id=other.id, agree_in=["kana"], found_at=one.created_at))
    saved(session, ContactPoint(person_id=one.id, kind=ContactKind.PHONE, value="+819011112222"))
    course = make_course(session, title=localized_text("日本語だけ"))
    draft = make_open_cohort(session, course=course, state=CohortState.DRAFT)

    page = browser(Role.COHORT_MANAGER, "en").get(HOME)

    assert "一組 甲" in group(page, "Perhaps the same person twice")
    assert "090-1111-2222" in group(page, "Changed contacts to confirm")
    assert draft.code in group(page, "Cohorts without a lead")
    assert "日本語だけ" in group(page, "Courses without a lead")
    assert draft.code in group(page, "Drafts whose window opens soon")
    assert "Tiếng Việt 3 texts are missing" in group(page, "Texts missing in a language")


def test_the_texts_counted_are_those_that_the_page_behind_lists(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, items=()), note=localized_text("持ち物", en="Bring"))
    saved(session, Place(name=localized_text("会館", vi="Hội quán", en="Hall"), access={}, address="見本市"))
    manager = browser(Role.COHORT_MANAGER, "en")

    section = next(each for each in manager.get(HOME).select(".todo") if "Texts missing" in each.h2.get_text())
    counted = {item.b.get_text(): item.span.get_text(" ", strip=True) for item in section.select("li")}

    assert "1 text is missing" in counted["Tiếng Việt"]
    assert "2 texts are missing" in counted["やさしい日本語"]
    assert "English" not in counted
    link = next(item.a["href"] for item in section.select("li") if "Tiếng Việt" in item.b.get_text())
    assert cohort.code in manager.get(link).words


def test_an_audit_that_found_something_is_shown_to_those_who_may_read_it(browser, session):
    saved(session, AuditRun(at=datetime.now(UTC), checks=9, milliseconds=5, findings={"over_capacity": [1]}))

    assert "1 rule does not hold" in group(browser(Role.ADMIN, "en").get(HOME), "The audit found something")
    assert "The audit" not in browser(Role.CLERK, "en").get(HOME).words


def test_groups_without_anything_to_do_say_so(browser, session):
    saved(session, AuditRun(at=datetime.now(UTC), checks=9, milliseconds=5, findings={}))

    page = browser(Role.ADMIN, "en").get(HOME)

    words = group(page, "Nothing to do here")
    for sentence in (
        "No free seat has a waiting list.",
        "No seat waits for a guardian's paper.",
        "Nobody must be called.",
        "No message has failed.",
        "The last audit found nothing.",
        "Every cohort has a lead.",
    ):
        assert sentence in words
    assert "Everything is done." in page.words


def test_more_than_five_are_counted_and_lead_to_all_of_them(browser, session):
    cohort = make_open_cohort(session, capacity=20)
    for _ in range(7):
        enrolled(session, cohort, mail=None)
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(HOME)
    section = next(each for each in page.select(".todo") if "People to call" in each.h2.get_text())

    assert section.b.get_text() == "7"
    assert len(section.select("li")) == 5
    assert len(clerk.get(section.select_one(".todo__head a")["href"]).select("tbody tr")) == 7


def test_the_sessions_of_today_stand_on_a_strip_of_time(browser, session):
    cohort = make_cohort(session)
    now = datetime.now(UTC).replace(hour=3, minute=0, second=0, microsecond=0)  # noon at the centre
    saved(session, Session(cohort_id=cohort.id, starts_at=now, ends_at=now + timedelta(hours=2), room="A"))
    tomorrow = now + timedelta(days=1)
    saved(session, Session(cohort_id=cohort.id, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=2)))

    page = browser(Role.CLERK, "en").get(HOME)

    assert [item.b.get_text() for item in page.select(".day__list li")] == ["12:00–14:00"]
    assert len(page.select(".strip rect")) == 1


def test_each_role_sees_only_what_it_may_act_on(browser, session):
    cohort, _people = make_full_cohort(session, seats=1, waiting=1)
    cohort.capacity = 2

    assert not browser(Role.PLACEMENT_OFFICER).get(HOME).select(".todo form")
    assert "guardian" not in browser(Role.AUDITOR, "en").get(HOME).words


@pytest.mark.parametrize("role", [Role.PERSON, Role.INSTRUCTOR, Role.OPERATOR])
def test_whoever_is_not_staff_does_not_get_in(browser, role):
    assert browser(role).get(HOME).status == 403


def test_the_page_costs_the_same_however_much_there_is_to_do(browser, session, count_statements):
    make_account(session)
    admin = browser(Role.ADMIN)
    fill(session, 5)
    admin.get(HOME)
    with count_statements() as five:
        admin.get(HOME)
    fill(session, 7)

    with count_statements() as twelve:
        admin.get(HOME)

    assert len(five) == len(twelve) <= 10, twelve


def fill(session, times):
    for _ in range(times):
        cohort, _people = make_full_cohort(session, seats=1, waiting=1, minimum=1)
        cohort.capacity = 2
        enrolled(session, cohort, birth_date=young(), mail=None)
        one, other = make_person(session), make_person(session)
        found = {"agree_in": ["kana"], "found_at": one.created_at}
        saved(session, DuplicateCandidate(first_id=one.id, second_id=other.id, **found))
    session.commit()
