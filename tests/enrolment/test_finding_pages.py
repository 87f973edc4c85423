"""The link that was lost: sent again, and only to the contact on file."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.enrolment.visitor import CONTACT, NAME, enrol
from tests.make import make_open_cohort
from workforce import clock, outbox
from workforce.enrolment.models import Enrolment
from workforce.outbox import Message, letters


def ask(visitor, **typed):
    return visitor.submit(visitor.get("/enrolments/find"), "#find-form", **typed)


def letters_again(session):
    query = select(Message).where(Message.template == "link_again").order_by(Message.id)
    return session.scalars(query).all()


@pytest.fixture
def receipt(browser, session):
    enrol(browser(language="vi"), make_open_cohort(session))
    return session.scalars(select(Enrolment)).one().receipt


@pytest.mark.parametrize("typed", [{"mail": "HANAKO@example.jp"}, {"receipt": "right"}])
def test_link_goes_to_the_contact_on_file_in_the_language_of_the_enrolment(browser, session, receipt, typed):
    typed = typed if "mail" in typed else {"receipt": f"{receipt[:3]}-{receipt[3:6]}-{receipt[6:]}"}

    page = browser(language="en").follow(ask(browser(language="en"), **typed))

    assert page.status == 200
    [letter] = letters_again(session)
    assert (letter.address, letter.language, letter.link_subject) == (CONTACT["mail"], "vi", f'"{receipt}"')


def test_answer_is_the_same_whether_or_not_there_is_such_an_enrolment(browser, session, receipt):
    known, unknown = browser(language="en"), browser(language="en")

    answers = [known.follow(ask(known, mail=CONTACT["mail"])), unknown.follow(ask(unknown, mail="no@example.jp"))]

    assert answers[0].words == answers[1].words
    assert "If we know this application" in answers[0].flash


def test_every_member_of_a_family_with_one_address_gets_their_own_link(browser, session, receipt):
    enrol(browser(), make_open_cohort(session), name=NAME | {"given_name": "太郎", "given_kana": "タロウ"})

    ask(browser(language="en"), mail=CONTACT["mail"])

    assert len({letter.person_id for letter in letters_again(session)}) == 2


def test_link_that_is_asked_for_again_and_again_is_sent_three_times_a_day(browser, session, receipt, monkeypatch):
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)  # one day, whatever the hour

    for _ in range(5):
        ask(browser(language="en"), receipt=receipt)

    assert len(letters_again(session)) == 3


def test_asking_too_often_is_stopped(browser, session):
    visitor = browser(language="en")

    answers = [ask(visitor, mail=f"a{n}@example.jp") for n in range(11)]

    assert [answer.status for answer in answers] == [303] * 10 + [422]
    assert "too many tries" in answers[10].select_one(".summary").get_text()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "receipt"), ({"receipt": "123"}, "receipt"), ({"receipt": "1234567890"}, "receipt"), ({"mail": "a"}, "mail")],
)
def test_what_cannot_be_is_explained(browser, session, typed, field):
    page = ask(browser(language="en"), **typed)

    assert page.status == 422
    assert page.error(field)


def test_link_in_the_letter_opens_the_page(app, browser, session, receipt):
    with app.app_context():
        body = letters.written(session.scalars(select(Message)).one(), sent_at=datetime.now(UTC)).body
    address = next(word for word in body.split() if "/l/enrolment/" in word)
    phone = browser(language="en")

    page = phone.follow(phone.get(address.partition("127.0.0.1:8000")[2]))

    assert page.html["lang"] == "vi"
    assert receipt in page.select_one(".receipt b").get_text().replace("-", "")


def test_who_gave_only_a_telephone_is_called(browser, session):
    enrol(browser(), make_open_cohort(session), contact={"phone": CONTACT["phone"]})

    ask(browser(language="en"), receipt=session.scalars(select(Enrolment)).one().receipt)

    [letter] = letters_again(session)
    assert letter.channel is outbox.Channel.CALL


def test_household_with_many_addresses_is_one_visitor(browser):
    visitor = browser(language="en")
    page = visitor.get("/enrolments/find")
    action, fields = page.form()

    def ask_from(network, n):
        address = {"REMOTE_ADDR": f"{network}::{n:x}"}
        return visitor.client.post(action, data=fields | {"mail": "x@example.jp"}, environ_overrides=address)

    answers = [ask_from("2001:db8", n) for n in range(1, 12)]

    assert [answer.status_code for answer in answers] == [303] * 10 + [422]
    assert ask_from("2001:db8:1", 1).status_code == 303
