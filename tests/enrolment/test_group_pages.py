"""The pages of a group: looked at first, sent then, in one piece; and the part that belongs to the person."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.enrolment.enrolled import enrolled
from tests.enrolment.test_group_lists import LIST, workbook
from tests.make import make_contact, make_course, make_open_cohort, make_operator
from workforce import history, links, outbox
from workforce.access import Role
from workforce.enrolment.models import Enrolment, OwnPart, Reservation, State
from workforce.outbox import letters

ANNA = {
    "family_name": "高橋",
    "given_name": "花子",
    "family_kana": "タカハシ",
    "given_kana": "ハナコ",
    "birth_date": "昭和55年2月29日",
    "mail": "hanako@example.jp",
    "phone": "",
    "language": "vi",
}
TARO = ANNA | {"given_name": "太郎", "given_kana": "タロウ", "birth_date": "1990-04-02", "mail": "taro@example.jp"}


def rows(*people):
    return {f"rows-{n}-{field}": value for n, one in enumerate(people) for field, value in one.items()}


@pytest.fixture
def operator(session):
    return make_operator(session)


@pytest.fixture
def contact(browser, session, operator):
    visitor = browser(Role.OPERATOR)
    make_contact(session, operator, visitor.account)
    return visitor


@pytest.fixture
def cohort(session):
    return make_open_cohort(session, capacity=1, course=make_course(session, questions=["motivation"]))


def form_of(contact, operator, cohort):
    return contact.get(f"/operator/{operator.id}/enrol/{cohort.code}")


def count(session, what=Enrolment):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(what))


def test_contact_chooses_a_course_looks_and_enrols(contact, operator, cohort, session):
    assert cohort.code in contact.get(f"/operator/{operator.id}/enrol").words
    page = form_of(contact, operator, cohort)
    looked = contact.submit(page, **rows(ANNA, TARO), check="yes")

    assert looked.status == 200
    assert "1" in looked.select_one(".panel").get_text()
    assert count(session) == 0, "nothing is written"
    sent = contact.submit(looked, enrol="yes")
    home = contact.follow(sent)
    assert "高橋 花子" in home.words
    assert "高橋 太郎" in home.words
    assert [one.state for one in session.scalars(select(Enrolment).order_by(Enrolment.id))] == [
        State.CONFIRMED,
        State.WAITLISTED,
    ]
    assert contact.submit(looked, enrol="yes").status == 303
    assert count(session) == 2


def test_every_wrong_row_says_what_is_wrong_with_it_and_nothing_is_sent(contact, operator, cohort, session):
    page = form_of(contact, operator, cohort)
    wrong = ANNA | {"family_kana": "高橋", "birth_date": "31.2.1980", "mail": ""}
    looked = contact.submit(page, **rows(wrong, TARO), enrol="yes")

    assert looked.status == 422
    assert looked.error("rows-0-family_kana")
    assert looked.error("rows-0-birth_date")
    assert looked.error("rows-0-mail")
    assert count(session) == 0
    assert contact.submit(looked, **rows(ANNA), enrol="yes").status == 303
    assert count(session) == 2


def test_same_mail_and_same_person_twice_are_refused(contact, operator, cohort, session):
    page = form_of(contact, operator, cohort)
    looked = contact.submit(page, **rows(ANNA, TARO | {"mail": ANNA["mail"]}, ANNA | {"mail": "x@example.jp"}))
    assert looked.error("rows-1-mail")
    assert looked.error("rows-2-family_kana")


def test_pasted_rows_and_files_become_rows_to_check(contact, operator, cohort, session):
    page = form_of(contact, operator, cohort)
    pasted = contact.submit(page, paste=LIST.replace(",", "\t"), enrol="yes")
    assert pasted.select_one("#rows-0-family_name")["value"] == "高橋"
    assert pasted.select_one("#rows-0-language option[selected]")["value"] == "ja"
    assert count(session) == 0, "what was pasted is looked at first"

    for name, data in (("list.csv", LIST.encode("cp932")), ("list.xlsx", workbook(*map_rows(LIST)))):
        chosen = contact.submit(page, file=(BytesIO(data), name), check="yes")
        assert chosen.select_one("#rows-0-given_kana")["value"] == "ハナコ"
        assert chosen.status == 200


def map_rows(text):
    return [line.split(",") for line in text.strip().splitlines()]


def test_file_that_is_no_list_is_refused_beside_the_field(contact, operator, cohort):
    page = form_of(contact, operator, cohort)
    wrong = contact.submit(page, file=(BytesIO(b"%PDF-1.7 \x00"), "x.pdf"), check="yes")
    assert wrong.status == 422
    assert wrong.error("file")


def test_nothing_at_all_asks_for_a_list(contact, operator, cohort):
    page = form_of(contact, operator, cohort)
    assert contact.submit(page, check="yes").status == 422


def test_more_empty_rows_keep_what_is_typed(contact, operator, cohort):
    page = form_of(contact, operator, cohort)
    more = contact.submit(page, **rows(ANNA), more="yes")
    assert more.select_one("#rows-0-given_name")["value"] == "花子"
    assert len(more.select("input[name$=family_name]")) == 11


def test_language_can_be_switched_with_everything_typed(contact, operator, cohort):
    page = form_of(contact, operator, cohort)
    switched = contact.follow(contact.submit(page, **rows(ANNA), switch_language="en"))
    assert switched.location is None


def test_seats_that_went_meanwhile_are_said_before_anybody_is_enrolled(contact, operator, cohort, session):
    looked = contact.submit(form_of(contact, operator, cohort), **rows(ANNA), check="yes")
    enrolled(session, cohort)
    refused = contact.submit(looked, enrol="yes")
    assert refused.status == 422
    assert count(session) == 1
    assert contact.submit(refused, enrol="yes").status == 303


def test_contact_enrols_in_no_draft_and_in_nothing_that_is_closed(contact, operator, cohort, session):
    assert contact.get(f"/operator/{operator.id}/enrol/none").status == 404
    cohort.closes_at = cohort.opens_at + timedelta(days=1)
    session.commit()
    page = contact.get(f"/operator/{operator.id}/enrol/{cohort.code}")
    assert page.select_one("#group-form") is None


def test_list_of_another_operator_is_not_there(contact, cohort, session):
    other = make_operator(session, "別の法人")
    session.commit()
    assert contact.get(f"/operator/{other.id}/enrol/{cohort.code}").status == 404
    assert contact.post(f"/operator/{other.id}/enrol/{cohort.code}", rows(ANNA)).status == 404


def test_staff_enrol_for_an_operator(browser, operator, cohort, session):
    clerk = browser(Role.CLERK)
    session.commit()
    assert cohort.code in clerk.get(f"/staff/operators/{operator.id}/enrol").words
    page = clerk.get(f"/staff/operators/{operator.id}/enrol/{cohort.code}")
    looked = clerk.submit(page, "#group-form", **rows(ANNA), check="yes")
    assert "高橋 花子" in clerk.follow(clerk.submit(looked, "#group-form", enrol="yes")).words


def test_each_look_at_the_people_is_written_down(contact, operator, session):
    contact.get(f"/operator/{operator.id}")
    seen = session.scalars(select(history.Entry).where(history.Entry.what == "people_seen")).one()
    assert (seen.subject_id, seen.by_id) == (operator.id, contact.account.id)


def test_person_completes_the_own_part_by_the_own_link(browser, contact, operator, cohort, session, app):
    looked = contact.submit(form_of(contact, operator, cohort), **rows(ANNA), check="yes")
    contact.submit(looked, enrol="yes")
    person = browser(language="vi")
    page = opened(person, session, app)
    assert page.select_one("a[href$=own-part]")

    form = person.get(page.select_one("a[href$=own-part]")["href"])
    wrong = person.submit(form, without=("shares",), motivation="Tôi muốn học")
    assert wrong.status == 422
    done = person.submit(form, motivation="Tôi muốn học", shares="no")
    page = person.follow(done)
    assert page.select_one("a[href$=own-part]") is None
    part = session.scalars(select(OwnPart)).one()
    assert part.shares is False
    assert "Tôi muốn học" not in contact.get(f"/operator/{operator.id}").words
    assert person.get(form.url).location, "a second time there is nothing to complete"


def opened(person, session, app):
    """The private page, by the link in the letter."""
    letter = session.scalars(select(outbox.Message).where(outbox.Message.template == "own_part")).one()
    assert letter.language == "vi"
    with app.test_request_context():
        subject = session.scalars(select(Enrolment.receipt)).one()
        token = links.mint(
            links.Purpose.ENROLMENT, subject, at=datetime.now(UTC), lasts=links.DOORS[links.Purpose.ENROLMENT].lasts
        )
    return person.follow(person.get(f"/l/enrolment/{token}"))


def test_own_part_of_somebody_else_is_not_there(browser, contact, operator, cohort, session):
    looked = contact.submit(form_of(contact, operator, cohort), **rows(ANNA), check="yes")
    contact.submit(looked, enrol="yes")
    receipt = session.scalars(select(Enrolment.receipt)).one()
    assert browser().get(f"/enrolments/{receipt}/own-part").status == 404
    assert contact.get(f"/enrolments/{receipt}").status == 404
    assert contact.get(f"/staff/enrolments/{receipt}").status == 403


def test_letters_of_the_own_part_are_readable(session, app, contact, operator, cohort):
    looked = contact.submit(form_of(contact, operator, cohort), **rows(ANNA, TARO), check="yes")
    contact.submit(looked, enrol="yes")
    with app.test_request_context():
        for message in session.scalars(select(outbox.Message)):
            written = letters.written(message)
            assert operator.name in written.subject
            assert "%(" not in written.body


def test_account_of_a_contact_without_an_operator_is_told_so(browser):
    visitor = browser(Role.OPERATOR)
    assert visitor.get("/operator").status == 200


# --- seats without names ----------------------------------------------------------------------------------------------


def reserve(contact, operator, cohort, **values):
    page = contact.get(f"/operator/{operator.id}/enrol/{cohort.code}/reservation")
    return contact.submit(page, "#reservation-form", **values)


def test_contact_reserves_seats_and_gives_them_back(contact, operator, session):
    cohort = make_open_cohort(session, capacity=3)
    home = contact.follow(reserve(contact, operator, cohort, seats="2"))
    assert cohort.code in home.words
    assert "2" in home.main.table.get_text()

    action = home.select_one("form[action$='/return']")["action"]
    assert cohort.code not in contact.follow(contact.post(action)).words


def test_too_many_seats_and_a_day_that_is_over_are_refused_beside_the_field(contact, operator, session):
    cohort = make_open_cohort(session, capacity=20)
    assert reserve(contact, operator, cohort, seats="6").error("seats")
    assert reserve(contact, operator, cohort, seats="x").error("seats")
    assert reserve(contact, operator, cohort, seats="1", until="2020-01-01").error("until")


def test_reserved_seats_of_another_operator_are_not_there(contact, operator, session):
    cohort, other = make_open_cohort(session, capacity=3), make_operator(session, "別の法人")
    contact.follow(reserve(contact, operator, cohort, seats="1"))
    number = session.scalars(select(Reservation.id)).one()
    session.commit()
    assert contact.post(f"/operator/{other.id}/reservations/{number}/return").status == 404
    assert contact.post(f"/operator/{operator.id}/reservations/{number + 1}/return").status == 404


def test_staff_see_whose_the_reserved_seats_are_and_visitors_only_that_they_are_taken(
    browser, contact, operator, session
):
    cohort = make_open_cohort(session, capacity=3)
    reserve(contact, operator, cohort, seats="2")
    clerk = browser(Role.CLERK)
    assert operator.name in clerk.get(f"/staff/cohorts/{cohort.code}/seats").words
    assert clerk.get(f"/staff/cohorts/{cohort.code}").status == 200
    page = browser(language="en").get(f"/cohorts/{cohort.code}")
    assert operator.name not in page.words
    assert "2 of them are reserved by operators until" in page.words


def test_staff_reserve_for_an_operator(browser, operator, session):
    cohort, clerk = make_open_cohort(session, capacity=3), browser(Role.CLERK)
    session.commit()
    page = clerk.get(f"/staff/operators/{operator.id}/enrol/{cohort.code}/reservation")
    home = clerk.follow(clerk.submit(page, "#reservation-form", seats="2"))
    action = home.select_one("form[action$='/return']")["action"]
    assert clerk.post(action).status == 303


def test_names_use_the_reserved_seats(contact, operator, session):
    cohort = make_open_cohort(session, capacity=1)
    reserve(contact, operator, cohort, seats="1")
    enrolled(session, cohort)
    looked = contact.submit(form_of(contact, operator, cohort), **rows(ANNA), check="yes")
    contact.submit(looked, enrol="yes")
    assert [one.state for one in session.scalars(select(Enrolment).order_by(Enrolment.id))] == [
        State.WAITLISTED,
        State.CONFIRMED,
    ]
