"""COM-2: an address that a server refuses for ever becomes a call, until the mark is lifted."""

import json

import pytest
from sqlalchemy import select

from tests.make import LATER, MONDAY, make_person
from tests.outbox.conftest import make_message
from workforce.outbox import Channel, Message, Sending, actions, delivery, undeliverable
from workforce.outbox.undeliverable import Undeliverable

GONE = "550@example.jp"


def deliver(at=MONDAY):
    return delivery.deliver_due(lambda: at, worker="bo")


@pytest.fixture
def person(session):
    return make_person(session, mail=GONE, phone="+81901111111")


def calls(session):
    return session.scalars(select(Message).where(Message.channel == Channel.CALL).order_by(Message.id)).all()


def test_refused_address_is_marked_and_the_message_becomes_a_call(session, posting, mail_server, person):
    message = make_message(session, to=person, address=GONE)
    session.commit()

    deliver()

    session.refresh(message)
    assert (message.state, message.last_error) == (Sending.BOUNCED, "550 because the test says so")
    mark = session.scalars(select(Undeliverable)).one()
    assert (mark.address, mark.since, mark.words) == (GONE, MONDAY, "550 because the test says so")
    (call,) = calls(session)
    assert (call.address, call.state, call.body, call.resend) == ("+81901111111", Sending.QUEUED, message.body, 1)


def test_later_messages_to_it_are_calls_without_asking_the_server(session, posting, mail_server, person):
    make_message(session, to=person, address=GONE)
    later = make_message(session, to=person, address=GONE)
    session.commit()

    deliver()

    session.refresh(later)
    assert later.state is Sending.BOUNCED
    assert len(calls(session)) == 2
    assert session.query(Undeliverable).count() == 1


def test_lifted_mark_lets_mail_through_again(session, posting, mail_server, person):
    make_message(session, to=person, address="fine@example.jp")
    session.add(Undeliverable(address="fine@example.jp", since=MONDAY, words="550 no"))
    session.flush()
    undeliverable.lift(session, undeliverable.mark_of(session, "fine@example.jp"), by=None, at=LATER)
    session.commit()

    assert deliver(LATER) == 1
    assert undeliverable.mark_of(session, "fine@example.jp") is None


@pytest.mark.parametrize(
    ("words", "is_final"),
    [
        ("550 no such user", True),
        ("550 5.1.1 no such user", True),
        ("553 5.1.3 bad address", True),
        ("552 mailbox full", False),
        ("550 5.2.2 mailbox full", False),
        ("554 5.7.1 rejected by policy", False),
        ("550-5.7.26 not authenticated", False),
        ("451 try later", False),
    ],
)
def test_only_what_is_the_fault_of_the_address_counts_for_ever(words, is_final):
    assert undeliverable.is_final(words) is is_final


def test_temporary_refusal_marks_nothing(session, posting, mail_server):
    make_message(session, address="451@example.jp")
    session.commit()
    deliver()

    assert session.query(Undeliverable).count() == 0


def test_link_for_that_mailbox_alone_is_nobodys_call(session, posting, mail_server, person):
    make_message(session, to=person, address=GONE, link_purpose="sign-in", link_subject=json.dumps(1))
    session.commit()
    deliver()

    assert calls(session) == []


def test_message_that_was_sent_again_meanwhile_makes_no_second_call(session, posting, mail_server, person):
    message = make_message(session, to=person, address=GONE)
    actions.resend(session, message, by=None, at=MONDAY, address="new@example.jp")
    session.commit()
    deliver()

    assert calls(session) == []
