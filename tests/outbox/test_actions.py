"""What staff do with messages."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.make import LATER, MONDAY, make_account
from tests.outbox.conftest import make_message
from workforce.history import of
from workforce.links import Purpose
from workforce.outbox import Channel, Message, Sending, actions, letters
from workforce.outbox.actions import LinkMissing, NotACall, NothingToSay, OnItsWay


@pytest.fixture
def amina(session):
    return make_account(session)


def test_edited_words_win(session, amina):
    message = make_message(session)

    actions.edit(session, message, subject=" 変更 の\nお知らせ ", body="新しい本文です。", by=amina, at=LATER)

    assert letters.editable(message) == ("変更 の お知らせ", "新しい本文です。\n")
    assert of(session, "outbox", [message.id])[0].what == "edited"


def test_edit_keeps_the_place_of_the_link(session, amina):
    message = make_message(session, link_purpose="enrolment", link_subject='"1"')

    with pytest.raises(LinkMissing):
        actions.edit(session, message, subject="件名", body="リンクのない本文", by=amina, at=LATER)


def test_edit_needs_words(session, amina):
    with pytest.raises(NothingToSay):
        actions.edit(session, make_message(session), subject=" ", body="本文", by=amina, at=LATER)


@pytest.mark.parametrize("state", [Sending.SENDING, Sending.SENT, Sending.CANCELLED])
def test_what_left_or_was_stopped_can_be_neither_edited_nor_cancelled(session, amina, state):
    message = make_message(session, state=state)

    with pytest.raises(OnItsWay):
        actions.edit(session, message, subject="件名", body="本文", by=amina, at=LATER)
    with pytest.raises(OnItsWay):
        actions.cancel(session, message, by=amina, at=LATER)


def test_cancelled_message_says_who_and_why(session, amina):
    message = make_message(session)

    actions.cancel(session, message, by=amina, at=LATER, reason="電話で伝えた")

    entry = of(session, "outbox", [message.id])[0]
    assert message.state is Sending.CANCELLED
    assert (entry.by_id, entry.reason, entry.from_state) == (amina.id, "電話で伝えた", "queued")


def test_resent_message_is_a_new_row_that_counts_on(session, amina):
    message = make_message(session, state=Sending.SENT, message_id="<first@localhost>")

    again = actions.resend(session, message, by=amina, at=LATER)
    third = actions.resend(session, again, by=amina, at=LATER, address="new@example.jp")

    assert (again.resend, again.state, again.message_id) == (1, Sending.QUEUED, None)
    assert (third.resend, third.address, third.body) == (2, "new@example.jp", message.body)
    assert message.state is Sending.SENT


def test_a_message_that_was_sent_again_leads_to_the_newest(session, amina):
    message = make_message(session, state=Sending.SENT)
    again = actions.resend(session, message, by=amina, at=MONDAY)
    third = actions.resend(session, again, by=amina, at=MONDAY)

    assert actions.resend(session, message, by=amina, at=LATER) is third
    assert actions.resend(session, again, by=amina, at=LATER) is third
    assert session.scalar(select(func.count(Message.id))) == 3


def test_two_at_once_send_again_once(session, engine, amina):
    message_id = make_message(session, state=Sending.SENT).id
    session.commit()
    ready = threading.Barrier(2)

    def press():
        with Session(engine) as own, own.begin():
            ready.wait()
            return actions.resend(own, own.get(Message, message_id), by=None, at=LATER).id

    with ThreadPoolExecutor(2) as pool:
        first, second = (button.result() for button in [pool.submit(press) for _ in range(2)])

    assert first == second


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.CONTACT, Purpose.INVITATION])
def test_link_that_proves_a_mailbox_is_sent_again_only_there(session, amina, purpose):
    message = make_message(session, link_purpose=purpose, link_subject="1")

    again = actions.resend(session, message, by=amina, at=LATER, address="clerk@example.jp")

    assert again.address == message.address


def test_call_is_done_when_staff_say_so(session, amina):
    message = make_message(session, channel=Channel.CALL, address="+81900000000")

    actions.mark_called(session, message, by=amina, at=LATER, outcome="本人に伝えた")

    assert (message.state, message.sent_at) == (Sending.SENT, LATER)


def test_only_calls_are_marked_as_called(session, amina):
    with pytest.raises(NotACall):
        actions.mark_called(session, make_message(session), by=amina, at=MONDAY)
