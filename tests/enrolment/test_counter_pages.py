"""Counter mode: a whole application typed on one page while the person speaks."""

import re
from datetime import date

import pytest

from tests.enrolment.enrolled import enrolled, make_full_cohort, young
from tests.make import MONDAY, make_course, make_open_cohort, make_person
from workforce import history
from workforce.access import Role
from workforce.enrolment.models import Enrolment, Origin, State
from workforce.enrolment.queries.counter import AT_MOST
from workforce.history import Entry
from workforce.outbox import Message
from workforce.people.models import ContactPoint, DuplicateCandidate, Person

COUNTER = "/staff/counter"
TYPED = {
    "origin": "phone",
    "family_kana": "たかはし",
    "given_kana": "ﾊﾅｺ",
    "family_name": "髙橋",
    "given_name": "花子",
    "birth_date": "昭和55年2月29日",
    "phone": "０９０ー１２３４ー５６７８",
    "mail": "Hanako@Example.jp",
    "language": "ja",
}


def fill_in(clerk, cohort, **typed):
    page = clerk.get(f"{COUNTER}?cohort={cohort.code}")
    return clerk.submit(page, **TYPED | typed)


def known(session, **given):
    """Hanako as she was recorded before."""
    names = {"family_kana": "タカハシ", "given_kana": "ハナコ", "sort_kana": "タカハシ ハナコ/タカハシ ハナコ"}
    defaults = {"birth_date": date(1980, 2, 29), "mail": "hanako@example.jp", "phone": "+819012345678"}
    return make_person(session, "高橋 花子", **names | defaults | given)


def test_one_page_makes_a_complete_enrolment(browser, session):
    cohort = make_open_cohort(session)
    clerk = browser(Role.CLERK, "en")

    page = clerk.follow(fill_in(clerk, cohort))

    one = session.query(Enrolment).one()
    person = session.query(Person).filter_by(id=one.person_id).one()
    assert re.sub(r"\D", "", page.select_one(".receipt b").get_text()) == one.receipt
    assert (one.state, one.origin) == (State.CONFIRMED, Origin.PHONE)
    assert (person.name, person.kana, person.birth_date) == ("髙橋 花子", "タカハシ ハナコ", date(1980, 2, 29))
    assert session.query(Message).one().address == "hanako@example.jp"
    assert session.query(Entry).filter_by(what="enrol").one().by_id == clerk.account.id


def test_the_list_of_courses_says_how_many_seats_are_left(browser, session):
    make_full_cohort(session, seats=1, waiting=2)
    make_open_cohort(session, capacity=3)
    make_open_cohort(session, opens_at=MONDAY, closes_at=MONDAY.replace(day=3))

    words = [option.get_text() for option in browser(Role.CLERK, "en").get(COUNTER).select("#cohort option")]

    assert any("waiting list, number 3" in each for each in words)
    assert any("3 seats left" in each for each in words)
    assert any("closed for the public" in each for each in words)


def test_a_course_beyond_the_end_of_the_list_can_be_chosen_by_its_link(browser, session):
    course = make_course(session)
    for _ in range(AT_MOST):
        make_open_cohort(session, course=course)
    last = make_open_cohort(session, course=course)
    clerk = browser(Role.CLERK, "en")

    assert last.code not in clerk.get(COUNTER).words
    clerk.follow(fill_in(clerk, last))

    assert session.query(Enrolment).one().cohort_id == last.id


def test_a_double_click_enrols_once(browser, session):
    cohort = make_open_cohort(session)
    clerk = browser(Role.CLERK)
    page = clerk.get(f"{COUNTER}?cohort={cohort.code}")

    first, second = clerk.submit(page, **TYPED), clerk.submit(page, **TYPED)

    assert first.location == second.location
    assert session.query(Enrolment).count() == 1


def test_everything_wrong_is_said_at_once_and_stays(browser, session):
    cohort = make_open_cohort(session)

    page = fill_in(browser(Role.CLERK, "en"), cohort, birth_date="昭和55年2月30日", given_kana="花", phone="12")

    assert page.status == 422
    assert "There is no such day" in page.error("birth_date")
    assert "katakana or hiragana" in page.error("given_kana")
    assert "too few" in page.error("phone")
    assert page.form()[1]["family_name"] == "髙橋"


def test_without_a_way_to_reach_the_person_nothing_is_saved(browser, session):
    page = fill_in(browser(Role.CLERK, "en"), make_open_cohort(session), phone="", mail="")

    assert "so that we can reach this person" in page.error("phone")
    assert session.query(Enrolment).count() == 0


def test_without_a_course_nothing_is_saved(browser, session):
    clerk = browser(Role.CLERK, "en")

    page = clerk.submit(clerk.get(COUNTER), **TYPED)

    assert page.error("cohort") == "Choose a course."


def test_a_likely_duplicate_is_shown_before_anything_is_saved(browser, session):
    cohort = make_open_cohort(session)
    known(session, phone=None, mail="other@example.jp")
    clerk = browser(Role.CLERK, "en")

    page = fill_in(clerk, cohort)

    assert page.status == 422
    assert "We know somebody like this already" in page.error("person")
    assert "The same: reading of the name, date of birth." in page.words
    assert page.select_one(page.select_one(".summary a")["href"]), "the summary leads to the choice"
    assert session.query(Enrolment).count() == 0
    assert clerk.submit(page).status == 422, "without a choice it asks again"


def test_this_is_the_same_person(browser, session):
    cohort = make_open_cohort(session)
    hanako = known(session, phone=None, mail="other@example.jp")
    clerk = browser(Role.CLERK)

    done = clerk.submit(fill_in(clerk, cohort), person=str(hanako.id))

    assert done.location
    assert session.query(Enrolment).one().person_id == hanako.id
    contacts = {each.value: each.confirmed_at for each in session.query(ContactPoint)}
    assert contacts["+819012345678"], "no telephone was on file, so this one counts"
    assert contacts["hanako@example.jp"] is None, "a mail that differs waits for consent"


def test_somebody_else_goes_on_with_a_new_record_and_stays_a_candidate(browser, session):
    cohort = make_open_cohort(session)
    hanako = known(session, phone=None, mail="other@example.jp")
    clerk = browser(Role.CLERK)

    clerk.submit(fill_in(clerk, cohort), person="new")

    assert session.query(Enrolment).one().person_id != hanako.id
    assert session.query(DuplicateCandidate).one().first_id == hanako.id


def test_a_choice_made_before_the_details_changed_does_not_count(browser, session):
    cohort = make_open_cohort(session)
    known(session, phone=None, mail="other@example.jp")
    clerk = browser(Role.CLERK, "en")
    page = fill_in(clerk, cohort)
    make_person(session, "高橋 花", phone="+819099998888", birth_date=date(1980, 2, 29))

    again = clerk.submit(page, person="new", phone="090-9999-8888")

    assert again.status == 422
    assert "高橋 花" in again.words


def test_whoever_is_certain_is_never_made_anew(browser, session):
    cohort = make_open_cohort(session)
    hanako = known(session)
    clerk = browser(Role.CLERK)

    page = fill_in(clerk, cohort)
    assert not page.select("#person-new")
    clerk.submit(page)

    assert session.query(Enrolment).one().person_id == hanako.id


def test_somebody_enrolled_already_is_named_with_the_receipt(browser, session):
    cohort = make_open_cohort(session)
    clerk = browser(Role.CLERK, "en")
    clerk.follow(fill_in(clerk, cohort))
    receipt = session.query(Enrolment).one().receipt

    page = fill_in(clerk, cohort)
    assert "Enrolled in this cohort already" in page.words
    again = clerk.submit(page)

    assert again.status == 422
    assert f"under receipt number {receipt[:3]}-{receipt[3:6]}-{receipt[6:]}" in again.words
    assert session.query(Enrolment).count() == 1


def test_a_minor_is_held_for_a_guardian(browser, session):
    clerk = browser(Role.CLERK, "en")

    page = clerk.follow(fill_in(clerk, make_open_cohort(session), birth_date=young().isoformat()))

    assert "under 18" in page.words
    assert session.query(Enrolment).one().state is State.WAITING_FOR_GUARDIAN


def test_a_minor_on_record_is_held_for_a_guardian_whatever_birth_date_was_typed(browser, session):
    person = known(session, birth_date=young())
    cohort = make_open_cohort(session)
    clerk = browser(Role.CLERK, "en")

    clerk.follow(clerk.submit(fill_in(clerk, cohort), person=str(person.id)))

    one = session.query(Enrolment).one()
    assert (one.person_id, one.state) == (person.id, State.WAITING_FOR_GUARDIAN)


def test_a_birth_date_that_nobody_knew_stands_on_record_from_then_on(browser, session):
    person = known(session, birth_date=None)
    clerk = browser(Role.CLERK, "en")

    clerk.follow(clerk.submit(fill_in(clerk, make_open_cohort(session)), person=str(person.id)))

    session.expire_all()
    assert session.get(Person, person.id).birth_date == date(1980, 2, 29)
    [entry] = history.of(session, "person", [person.id])
    assert [(value.field, value.old) for value in history.values_of(session, [entry.id])[entry.id]] == [
        ("birth_date", None)
    ]


def test_a_full_course_reads_out_the_place_in_line(browser, session):
    cohort, _people = make_full_cohort(session, seats=1, waiting=1)
    clerk = browser(Role.CLERK, "en")

    assert "number 2" in clerk.follow(fill_in(clerk, cohort)).words


def test_too_young_for_the_course_is_said_beside_the_birth_date(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, minimum_age=18))

    page = fill_in(browser(Role.CLERK, "en"), cohort, birth_date=young().isoformat())

    assert page.status == 422
    assert page.error("birth_date")


def test_questions_of_the_course_may_stay_open_or_be_answered(browser, session):
    course = make_course(session, questions=["motivation", "how_found"])
    cohort = make_open_cohort(session, course=course)
    clerk = browser(Role.CLERK, "en")
    assert "Why would you like to take this course?" in clerk.get(f"{COUNTER}?cohort={cohort.code}").words

    clerk.submit(clerk.get(f"{COUNTER}?cohort={cohort.code}"), **TYPED, how_found="friend", needs="large_print")

    one = session.query(Enrolment).one()
    assert one.answers["how_found"]["said"] == "Family or friends"
    assert "motivation" not in one.answers
    assert one.needs["needs"]["value"] == ["large_print"]


def test_the_questions_appear_without_losing_what_was_typed(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, questions=["motivation"]))
    clerk = browser(Role.CLERK, "en")
    _action, fields = clerk.get(COUNTER).form()

    page = clerk.post(COUNTER, fields | TYPED | {"cohort": cohort.code, "show_questions": "yes"})

    assert page.status == 200
    assert "Why would you like to take this course?" in page.words
    assert page.form()[1]["family_name"] == "髙橋"
    assert session.query(Enrolment).count() == 0


def test_choosing_another_course_replaces_only_its_questions(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, questions=["motivation"]))
    clerk = browser(Role.CLERK, "en")
    _action, fields = clerk.get(COUNTER).form()

    block = clerk.post(COUNTER, fields | {"cohort": cohort.code, "show_questions": "yes"}, block="counter-questions")

    assert block.status == 200
    assert block.select_one("#counter-questions #motivation")
    assert not block.select("#family_name")


def test_the_enter_key_enrols_and_does_not_ask_for_questions(browser, session):
    page = browser(Role.CLERK).get(COUNTER)

    assert not page.select_one("main form button").get("name"), "browsers press the first button"


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.AUDITOR, Role.PERSON])
def test_whoever_may_not_enrol_people_does_not_get_in(browser, session, role):
    assert browser(role).get(COUNTER).status == 403


def test_the_receipt_page_of_nobody_is_not_found(browser, session):
    assert browser(Role.CLERK).get(f"{COUNTER}/0000000000").status == 404


def test_the_page_costs_the_same_with_many_courses(browser, session, count_statements):
    clerk = browser(Role.CLERK)
    for _ in range(5):
        make_open_cohort(session)
    clerk.get(COUNTER)
    with count_statements() as five:
        clerk.get(COUNTER)
    for _ in range(7):
        enrolled(session, make_open_cohort(session))
    session.commit()

    with count_statements() as twelve:
        assert len(clerk.get(COUNTER).select("#cohort option")) == 13

    assert len(five) == len(twelve) <= 8
