"""The form as a visitor meets it: right, wrong, twice, late, and in four languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.enrolment.visitor import BIRTH, CONTACT, NAME, enrol, fill_in, send
from tests.make import make_course, make_open_cohort
from workforce.catalogue.models import CohortState, Prerequisite
from workforce.enrolment.models import Draft, Enrolment, State
from workforce.i18n import LANGUAGES
from workforce.outbox import Message
from workforce.people.models import Person

BIG_AND_SMALL = ["motivation", "how_found", "residency_tie"]


def start(cohort):
    return f"/cohorts/{cohort.code}/enrol"


def count(session, model):
    return session.scalar(select(func.count(model.id)))


def change(session, row, **values):
    """What somebody else does meanwhile."""
    session.execute(update(type(row)).where(type(row).id == row.id).values(values))
    session.commit()


def the(session, model):
    return session.scalars(select(model)).one()


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_fills_in_the_form_in_their_language(browser, session, language):
    cohort = make_open_cohort(session, course=make_course(session, questions=BIG_AND_SMALL))
    answers = {"questions": {"residency_tie": "works"}, "motivation": {"motivation": "Tôi muốn giúp mọi người."}}

    page = enrol(browser(language=language), cohort, **answers)

    assert page.status == 200
    assert page.html["data-language"] == language
    enrolment = the(session, Enrolment)
    assert enrolment.state is State.CONFIRMED
    assert enrolment.language == language
    assert enrolment.receipt in page.select_one(".receipt b").get_text().replace("-", "")
    assert enrolment.answers["residency_tie"]["value"] == "works"
    assert enrolment.answers["motivation"]["value"] == "Tôi muốn giúp mọi người."
    assert enrolment.answers["consent"]["asked"]
    assert count(session, Draft) == 0


# --- names and dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"family_name": "髙﨑", "given_name": "𠮷美"}, ("髙﨑", "𠮷美", "ヤマダ", "ハナコ", "")),
        (
            {"family_kana": "ﾔﾏﾀﾞ", "given_kana": "はなこ"},
            ("山田", "花子", "ヤマダ", "ハナコ", ""),
        ),
        (
            {"family_name": "", "given_name": "Suharto", "family_kana": "", "given_kana": "スハルト"},
            ("", "SUHARTO", "", "スハルト", "SUHARTO"),
        ),
        (
            {
                "family_name": "Nguyễn",
                "given_name": "Văn Đức",
                "family_kana": "グエン",
                "given_kana": "ヴァン ドゥック",
            },
            ("NGUYEN", "VAN DUC", "グエン", "ヴァン ドゥック", "NGUYEN VAN DUC"),
        ),
        ({"roman_name": "ｙａｍａｄａ hanako"}, ("山田", "花子", "ヤマダ", "ハナコ", "YAMADA HANAKO")),
    ],
)
def test_names_are_kept_as_people_write_them(browser, session, typed, stored):
    enrol(browser(), make_open_cohort(session), name=NAME | typed)

    person = the(session, Person)
    assert (
        person.family_name,
        person.given_name,
        person.family_kana,
        person.given_kana,
        person.roman_name,
    ) == stored


@pytest.mark.parametrize(
    ("year", "month", "day", "born"),
    [
        ("昭和55", "2", "29", date(1980, 2, 29)),
        ("昭和５５年", "２月", "２９日", date(1980, 2, 29)),
        ("S55", "02", "29", date(1980, 2, 29)),
        ("平成元年", "1", "8", date(1989, 1, 8)),
        ("１９９０", "４", "２", date(1990, 4, 2)),
    ],
)
def test_birth_dates_are_read_as_people_write_them(browser, session, year, month, day, born):
    typed = {"birth_year": year, "birth_month": month, "birth_day": day}

    enrol(browser(), make_open_cohort(session), birth=typed)

    assert the(session, Person).birth_date == born


def test_first_year_of_an_era_is_read_too(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = send(visitor, visitor.get(start(cohort)), **NAME)

    page = send(visitor, page, birth_year="令和元年", birth_month="5", birth_day="1")

    assert page.status == 200
    assert page.select_one("#mail")


def test_telephone_in_full_width_digits_is_a_telephone(browser, session):
    visitor = browser(language="en")

    page = fill_in(visitor, make_open_cohort(session), contact={"phone": "０９０−１２３４−５６７８"})

    assert "090-1234-5678" in page.words


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"family_kana": "山田"}, "family_kana"),
        ({"given_kana": ""}, "given_kana"),
        ({"family_name": "", "given_name": ""}, "family_name"),
        ({"family_name": "山田1"}, "family_name"),
        ({"given_name": "😀"}, "given_name"),
        ({"roman_name": "ヤマダ"}, "roman_name"),
        ({"family_name": "あ" * 101}, "family_name"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_name_is_explained_beside_the_field_and_stays_typed(browser, session, language, typed, field):
    cohort = make_open_cohort(session)
    visitor = browser(language=language)

    page = visitor.submit(visitor.get(start(cohort)), **NAME | typed)

    assert page.status == 422
    assert page.error(field)
    assert page.select_one(f".summary a[href='#{field}']")
    assert page.form("#enrol-form")[1] | NAME | typed == page.form("#enrol-form")[1]


def test_everything_wrong_with_a_name_is_said_at_once(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")

    page = visitor.submit(visitor.get(start(cohort)), family_name="山田1", family_kana="山田", roman_name="花子")

    assert page.error("family_name")
    assert page.error("family_kana")
    assert page.error("roman_name")


@pytest.mark.parametrize(
    ("year", "month", "day", "words"),
    [
        ("1981", "2", "29", "no such day"),
        ("昭和64", "2", "1", "平成元年"),
        ("1980", "13", "1", "month from 1 to 12"),
        ("80", "1", "1", "four digits"),
        ("", "", "", "Type your date of birth"),
        ("1980", "", "", "all three"),
        ("3000", "1", "1", "still to come"),
        ("abc", "1", "1", "year, the month and the day"),
    ],
)
def test_impossible_date_is_explained_beside_the_field_and_stays_typed(browser, session, year, month, day, words):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = send(visitor, visitor.get(start(cohort)), **NAME)

    page = visitor.submit(page, birth_year=year, birth_month=month, birth_day=day)

    assert page.status == 422
    assert words in page.error("birth")
    assert page.form("#enrol-form")[1]["birth_year"] == year


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "mail"), ({"mail": "hanako"}, "mail"), ({"phone": "12"}, "phone"), ({"mail": "a@b@c"}, "mail")],
)
def test_wrong_contact_is_explained_beside_the_field(browser, session, typed, field):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = visitor.get(start(cohort))
    for values in (NAME, BIRTH):
        page = send(visitor, page, **values)

    page = visitor.submit(page, **typed)

    assert page.status == 422
    assert page.error(field)


# --- nothing typed is lost --------------------------------------------------------------------------------------------


def test_looking_at_the_form_keeps_nothing(browser, session):
    cohort = make_open_cohort(session)

    browser().get(start(cohort))

    assert count(session, Draft) == 0


def test_first_page_that_is_sent_begins_a_draft_and_the_others_go_on_with_it(browser, session):
    fill_in(browser(), make_open_cohort(session))

    draft = the(session, Draft)
    assert set(draft.answers) == {"name", "birth", "contact", "needs"}
    assert draft.expires_at - draft.created_at == pytest.approx(timedelta(days=14), abs=timedelta(minutes=1))


def test_wrong_page_is_kept_as_typed_and_shown_so_after_a_reload(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    visitor.submit(visitor.get(start(cohort)), **NAME | {"family_kana": "山田"})

    page = visitor.get(start(cohort))

    assert page.form("#enrol-form")[1]["family_kana"] == "山田"
    assert page.status == 200


def test_language_button_shows_the_same_page_with_everything_typed(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    _action, fields = visitor.get(start(cohort)).form("#enrol-form")
    typed = fields | {"family_name": "髙﨑", "family_kana": "まちがい1", "switch_language": "vi"}

    moved = visitor.post(start(cohort), typed)
    page = visitor.post(moved.location, typed)

    assert (moved.status, moved.location) == (307, f"/vi{start(cohort)}")
    assert page.status == 200
    assert page.html["lang"] == "vi"
    assert page.form("#enrol-form")[1]["family_kana"] == "まちがい1"
    assert not page.select(".summary")
    assert visitor.get(f"/easy{start(cohort)}").form("#enrol-form")[1]["family_name"] == "髙﨑"


def test_language_button_on_the_review_sends_nothing(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    action, fields = fill_in(visitor, cohort).form("#enrol-form")

    page = visitor.post(action.replace("/ja/", "/en/"), fields | {"switch_language": "en"})

    assert page.status == 200
    assert count(session, Enrolment) == 0


def test_form_of_a_lost_session_comes_back_with_everything_and_goes_on(browser, session):
    cohort = make_open_cohort(session)
    visitor, without_session = browser(language="en"), browser(language="en")
    page = visitor.get(start(cohort))
    for values in (NAME, BIRTH):
        page = send(visitor, page, **values)
    action, fields = page.form("#enrol-form")

    page = without_session.post(action, fields | CONTACT, token=False)
    assert page.status == 422
    assert "Nothing you typed is lost" in page.select_one(".summary").get_text()
    assert page.form("#enrol-form")[1]["mail"] == CONTACT["mail"]

    page = send(without_session, page)
    assert page.select_one("#needs_words"), "the pages before are still there"
    assert send(without_session, send(without_session, page)).select_one(".receipt")


def test_first_page_of_a_lost_session_comes_back_too(browser, session):
    cohort = make_open_cohort(session)

    page = browser().post(start(cohort), NAME, token=False)

    assert page.status == 422
    assert page.form("#enrol-form")[1]["family_name"] == "山田"
    assert count(session, Draft) == 0


def test_going_back_and_sending_a_page_again_changes_it_and_returns_to_the_review(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    fill_in(visitor, cohort)

    page = send(visitor, visitor.get(start(cohort)), given_name="華子")

    assert page.h1.get_text() == "Is everything right?"
    assert "山田 華子" in page.words
    assert count(session, Draft) == 1


def test_language_switch_on_a_page_whose_session_is_gone_keeps_what_was_typed(browser, session):
    visitor = browser(language="en")
    action, fields = visitor.get(start(make_open_cohort(session))).form("#enrol-form")
    visitor.client.delete_cookie("session")

    page = visitor.post(action.replace("/en/", "/vi/"), fields | NAME | {"switch_language": "vi"})

    assert page.status == 422
    assert page.form("#enrol-form")[1]["family_name"] == NAME["family_name"]
    assert visitor.submit(page).location.startswith("/vi/")


def test_double_click_on_the_last_button_is_one_enrolment_with_one_receipt(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    review = fill_in(visitor, cohort)

    first, second = visitor.submit(review), visitor.submit(review)

    assert first.location == second.location
    assert (first.status, second.status) == (303, 303)
    assert count(session, Enrolment) == count(session, Message) == 1


def test_page_of_a_form_that_was_sent_leads_to_the_receipt(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    old_page = visitor.get(start(cohort))
    old_page = send(visitor, old_page, **NAME)
    receipt = enrol_rest(visitor, old_page)

    again = visitor.submit(old_page, **BIRTH)

    assert again.location == receipt.url
    assert count(session, Enrolment) == 1


def enrol_rest(visitor, page):
    for values in (BIRTH, CONTACT, {}, {}):
        page = send(visitor, page, **values)
    return page


def test_next_person_on_the_same_device_begins_with_an_empty_form(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    enrol(visitor, cohort)

    assert visitor.get(start(cohort)).form("#enrol-form")[1]["family_name"] == ""
    enrol(visitor, cohort, name=NAME | {"given_name": "太郎", "given_kana": "タロウ"})
    assert count(session, Enrolment) == 2


def test_page_ahead_of_the_others_leads_back_to_where_it_stopped(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()

    assert visitor.get(f"{start(cohort)}/contact").location == f"/ja{start(cohort)}"
    assert visitor.get(f"{start(cohort)}/review").location == f"/ja{start(cohort)}"
    visitor.submit(visitor.get(start(cohort)), **NAME)
    assert visitor.get(f"{start(cohort)}/review").location == f"/ja{start(cohort)}/birth"


def test_review_leads_to_a_page_that_has_become_wrong_and_says_what_is_wrong(browser, session):
    course = make_course(session)
    cohort = make_open_cohort(session, course=course)
    visitor = browser(language="en")
    review = fill_in(visitor, cohort)
    change(session, course, minimum_age=60)

    page = visitor.follow(visitor.submit(review))

    assert page.status == 422
    assert "from 60 years" in page.error("birth")
    assert count(session, Enrolment) == 0


def test_signs_that_no_database_keeps_are_left_out(browser, session):
    course = make_course(session, questions=["motivation"])
    cohort = make_open_cohort(session, course=course)

    enrol(browser(), cohort, motivation={"motivation": "be\x00cause"})

    assert the(session, Enrolment).answers["motivation"]["value"] == "because"


def test_step_that_does_not_exist_is_no_page(browser, session):
    cohort = make_open_cohort(session)

    assert browser().get(f"{start(cohort)}/shoe-size").status == 404
    assert browser().get("/cohorts/none/enrol").status == 404


# --- the course asks --------------------------------------------------------------------------------------------------


def test_missing_answer_names_its_question(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, questions=["residency_tie", "photo_consent"]))
    visitor = browser(language="en")

    page = visitor.submit(fill_in(visitor, cohort))

    assert page.status == 422
    assert page.error("residency_tie") == "Do you live, work or study in the city? Choose one answer."
    assert "Choose yes or no" in page.error("photo_consent")


def test_who_has_not_finished_the_earlier_course_is_told_which_one(browser, session):
    course, basic = make_course(session), make_course(session)
    session.add(Prerequisite(course_id=course.id, required_id=basic.id))
    visitor = browser(language="en")
    page = fill_in(visitor, make_open_cohort(session, course=course))
    assert "First steps in care" in page.words

    page = visitor.submit(page, has_required="no")
    assert page.status == 422
    assert "Finish one of these courses first" in page.error("has_required")

    page = send(visitor, send(visitor, send(visitor, page, has_required="yes")))
    assert page.select_one(".receipt")


def test_who_is_too_young_is_told_from_when(browser, session):
    cohort = make_open_cohort(session, course=make_course(session, minimum_age=40))
    visitor = browser(language="en")
    page = send(visitor, visitor.get(start(cohort)), **NAME)

    page = visitor.submit(page, birth_year="2000", birth_month="1", birth_day="1")

    assert page.status == 422
    assert "from 40 years of age" in page.error("birth")


def test_minor_is_told_of_the_guardian_before_and_after_sending(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    year = str(datetime.now(UTC).year - 16)

    review = fill_in(visitor, cohort, birth=BIRTH | {"birth_year": year})
    receipt = send(visitor, review)

    assert "You are under 18" in review.words
    assert receipt.h1.get_text() == "A seat is held for you"
    assert "We wrote to 山田 一郎 at c" in receipt.words
    assert the(session, Enrolment).state is State.WAITING_FOR_GUARDIAN


def test_needs_are_kept_apart_from_the_answers(browser, session):
    enrol(browser(), make_open_cohort(session), needs={"needs": "interpreter", "needs_words": "ベトナム語"})

    enrolment = the(session, Enrolment)
    assert enrolment.needs["needs"]["value"] == ["interpreter"]
    assert enrolment.needs["needs_words"]["value"] == "ベトナム語"
    assert set(enrolment.answers) == {"consent"}


# --- no seat, no window -----------------------------------------------------------------------------------------------


def test_full_cohort_says_the_place_on_the_list_before_sending_and_after(browser, session):
    cohort = make_open_cohort(session, capacity=1)
    enrol(browser(), cohort)
    somebody = NAME | {"given_name": "次郎", "given_kana": "ジロウ"}
    enrol(browser(), cohort, name=somebody)
    visitor = browser(language="en")

    review = fill_in(visitor, cohort, name=NAME | {"given_name": "三郎", "given_kana": "サブロウ"})
    receipt = send(visitor, review)

    assert "number 2" in review.words
    assert "Send and join the waiting list" in review.words
    assert receipt.h1.get_text() == "You are number 2 on the waiting list"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {"closes_at": datetime(2026, 1, 2, tzinfo=UTC), "opens_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"opens_at": datetime(2120, 1, 1, tzinfo=UTC), "closes_at": datetime(2120, 1, 2, tzinfo=UTC)},
        {"state": CohortState.CANCELLED},
    ],
    ids=["closed", "not open yet", "cancelled"],
)
def test_form_that_closes_while_somebody_writes_says_so_and_shows_other_dates(browser, session, changes, language):
    course = make_course(session)
    cohort, other = make_open_cohort(session, course=course), make_open_cohort(session, course=course)
    visitor = browser(language=language)
    review = fill_in(visitor, cohort)
    change(session, cohort, **changes)

    page = visitor.submit(review)

    assert page.status == 409
    assert page.select(f"a[href$='/cohorts/{other.code}']")
    assert page.select_one(".notice")
    assert visitor.get(start(cohort)).status == 200
    assert count(session, Enrolment) == 0


def test_draft_of_a_cohort_is_for_nobody(browser, session):
    cohort = make_open_cohort(session, state=CohortState.DRAFT)

    assert browser().get(start(cohort)).status == 404


# --- the same person again --------------------------------------------------------------------------------------------


def test_second_application_is_answered_without_a_word_and_the_link_goes_to_the_contact_on_file(browser, session):
    cohort = make_open_cohort(session)
    enrol(browser(), cohort)
    stranger = browser(language="en")

    page = stranger.submit(fill_in(stranger, cohort, contact={"mail": "x@evil.example", "phone": CONTACT["phone"]}))

    assert page.status == 422
    assert "cannot take this application here" in page.select_one(".summary").get_text()
    assert count(session, Enrolment) == 1
    again = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert (again.template, again.address) == ("link_again", CONTACT["mail"])
    assert not stranger.get(f"/enrolments/{the(session, Enrolment).receipt}").select(".receipt")


def test_capitals_in_a_mail_address_make_no_second_person(browser, session):
    cohort = make_open_cohort(session)

    for mail in ("hanako@example.jp", "HANAKO@Example.JP"):
        visitor = browser(language="en")
        visitor.submit(fill_in(visitor, cohort, contact={"mail": mail}))

    assert count(session, Enrolment) == count(session, Person) == 1
