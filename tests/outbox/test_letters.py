"""From a row to words: in the reader's language, with the link only where it belongs."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.make import LATER, MONDAY, make_person
from tests.outbox.conftest import make_message
from workforce import create_app, links, outbox
from workforce.database import db
from workforce.outbox import letters

ONE = {
    "template": "enrolment_confirmed",
    "subject": None,
    "body": None,
    "details": {
        "receipt": "1234567894",
        "course": {"ja": "介護の入門"},
        "code": "s26-01",
        "starts_at": LATER.isoformat(),
        "place": None,
        "name": "髙﨑 𠮷",
    },
    "link_purpose": "enrolment",
    "link_subject": json.dumps("1234567894"),
}


@pytest.fixture
def message(session):
    return make_message(session, **ONE)


def test_letter_speaks_the_readers_language_and_ends_with_who_to_ask(message, app):
    with app.app_context():
        message.language = "vi"
        letter = letters.written(message)

    assert "Trung tâm Đào tạo Nhân lực Chăm sóc Cộng đồng" in letter.body
    assert "000-000-0000" in letter.body
    assert "髙﨑 𠮷" in letter.body


def test_easy_letters_write_readings_in_brackets(message, app):
    with app.app_context():
        message.language = "easy"
        letter = letters.written(message)

    assert "地域包括(ちいきほうかつ)ケア" in letter.body
    assert "{" not in letter.subject + letter.body


def test_staff_never_see_the_link(message, app):
    with app.app_context():
        assert "/l/" not in letters.written(message).body
        assert letters.LINK not in letters.written(message).body
        assert letters.LINK in letters.editable(message).body


def test_sent_letter_holds_a_whole_link_that_lasts_from_then(message, app):
    with app.app_context():
        body = letters.written(message, sent_at=LATER).body
        token = next(word for word in body.split() if "/l/enrolment/" in word).rpartition("/")[2]
        door = links.DOORS[links.Purpose.ENROLMENT]

        assert body.count(f"http://127.0.0.1:8000/l/enrolment/{token}") == 1
        assert links.read(links.Purpose.ENROLMENT, token, at=LATER + door.lasts) == ("1234567894", {})
        assert links.read(links.Purpose.ENROLMENT, token, at=LATER + door.lasts + timedelta(minutes=1)) is None


def test_only_a_demo_shows_the_link(message, settings):
    with create_app(replace(settings, demo=True)).app_context():
        assert "/l/enrolment/" in letters.written(message).body
        db.engine.dispose()


def test_site_below_a_path_says_so_in_its_links(message, settings):
    with create_app(replace(settings, base_url="https://city.example.jp/care")).app_context():
        assert "https://city.example.jp/care/l/enrolment/" in letters.written(message, sent_at=LATER).body
        db.engine.dispose()


def test_edited_letter_gets_its_link_where_staff_left_its_place(session, app):
    message = make_message(session, **ONE | {"subject": "件名", "body": f"こちら: {letters.LINK}\n"})

    with app.app_context():
        assert letters.written(message, sent_at=LATER).body.startswith("こちら: http://127.0.0.1:8000/l/enrolment/")


def test_letter_has_no_holes(message, app):
    with app.app_context():
        letter = letters.written(message)

    assert "\n\n\n" not in letter.body
    assert "\n" not in letter.subject
    assert all(line == line.rstrip() for line in letter.body.splitlines())


def test_same_message_for_the_same_cause_is_queued_once(session):
    message = make_message(session)

    with pytest.raises(Exception, match=r"(?i)unique"), session.begin_nested():
        make_message(session, person_id=message.person_id, cause=message.cause)


def test_who_has_no_mail_address_is_called(session):
    someone = make_person(session, phone="+81900000000")

    message = outbox.queue(
        session, "note", to=someone, mail=None, phone="+81900000000", cause="test:call", at=MONDAY, details={}
    )

    assert (message.channel, message.address) == (outbox.Channel.CALL, "+81900000000")
