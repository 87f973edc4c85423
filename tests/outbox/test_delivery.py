"""Mail leaves once, in order, and survives whatever the mail server says."""

from datetime import timedelta

import pytest

from tests.make import MONDAY
from tests.outbox.conftest import make_message
from workforce.outbox import LEASE, Channel, Sending, delivery
from workforce.outbox.delivery import PAUSES

MINUTE = timedelta(minutes=1)


def deliver(at=MONDAY, **given):
    return delivery.deliver_due(lambda: at, worker="bo", **given)


@pytest.fixture
def message(session):
    message = make_message(session)
    session.commit()
    return message


def test_due_message_arrives_with_its_words_and_is_marked_sent(session, message, posting, mail_server):
    assert deliver() == 1

    session.refresh(message)
    mail = mail_server.received()[0]
    assert mail["to"] == [message.address]
    assert mail["headers"]["Subject"] == message.subject
    assert mail["body"] == message.body
    assert mail["id"] == message.message_id
    assert (message.state, message.sent_at, message.attempts) == (Sending.SENT, MONDAY, 1)


def test_mail_says_that_a_machine_sent_it_and_in_which_language(session, posting, mail_server):
    make_message(session, language="vi", subject="Thông báo", body="Xin chào.\n")
    session.commit()

    deliver()

    headers = mail_server.received()[0]["headers"]
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == "vi"
    assert "Trung tâm" in headers["From"]


def test_nothing_leaves_before_its_time(session, posting, mail_server):
    make_message(session, send_after=MONDAY + MINUTE)
    session.commit()

    assert deliver() == 0
    assert deliver(at=MONDAY + MINUTE) == 1


@pytest.mark.parametrize("given", [{"state": Sending.CANCELLED}, {"channel": Channel.CALL}, {"state": Sending.FAILED}])
def test_cancelled_failed_and_telephone_rows_are_never_mailed(session, posting, mail_server, given):
    make_message(session, **given)
    session.commit()

    assert deliver() == 0
    assert mail_server.received() == []


def test_without_a_mail_server_rows_stay_as_they_are(session, message, app):
    with app.app_context():
        assert deliver() == 0

    session.refresh(message)
    assert (message.state, message.attempts) == (Sending.QUEUED, 0)


def test_temporary_refusal_is_tried_again_later_and_others_still_leave(session, posting, mail_server):
    busy = make_message(session, address="451@example.jp")
    make_message(session)
    session.commit()

    assert deliver() == 1

    session.refresh(busy)
    assert busy.state is Sending.QUEUED
    assert busy.send_after == MONDAY + PAUSES[0]
    assert "451" in busy.last_error


def test_pauses_grow_and_after_the_last_one_the_message_has_failed(session, posting, mail_server):
    busy = make_message(session, address="451@example.jp")
    session.commit()
    at, waited, state = MONDAY, [], Sending.QUEUED

    while state is Sending.QUEUED:
        deliver(at)
        session.refresh(busy)
        waited.append(busy.send_after - at)
        at, state = busy.send_after, busy.state
        session.rollback()  # let go of the database: the worker writes next

    assert waited == [*PAUSES, timedelta(0)]
    assert state is Sending.FAILED


def test_final_refusal_fails_at_once_with_the_words_of_the_server(session, posting, mail_server):
    gone = make_message(session, address="550@example.jp")
    session.commit()

    deliver()

    session.refresh(gone)
    assert gone.state is Sending.BOUNCED
    assert gone.last_error == "550 because the test says so"


def test_server_that_is_away_ends_the_round_and_costs_one_try(session, message, posting_to_nobody):
    other = make_message(session)
    session.commit()

    assert deliver() == 0

    session.refresh(message)
    session.refresh(other)
    assert (message.state, message.attempts) == (Sending.QUEUED, 1)
    assert message.send_after > MONDAY
    assert (other.state, other.attempts) == (Sending.QUEUED, 0)


def test_row_left_by_a_dead_worker_goes_out_again_after_its_lease_under_the_same_id(session, posting, mail_server):
    left = make_message(session, state=Sending.SENDING, taken_at=MONDAY, taken_by="eli", message_id="<left@localhost>")
    session.commit()

    assert deliver(at=MONDAY + LEASE) == 0
    assert deliver(at=MONDAY + LEASE + MINUTE) == 1

    session.refresh(left)
    assert mail_server.received()[0]["id"] == left.message_id == "<left@localhost>"


def test_worker_takes_over_at_once_what_its_predecessor_left(session, posting, mail_server):
    make_message(session, state=Sending.SENDING, taken_at=MONDAY, taken_by="bo", message_id="<left@localhost>")
    other = make_message(session, state=Sending.SENDING, taken_at=MONDAY, taken_by="eli", message_id="<his@localhost>")
    session.commit()

    delivery.take_over("bo")

    assert deliver() == 1
    session.refresh(other)
    assert other.state is Sending.SENDING


def test_two_workers_never_take_the_same_row(session, posting, mail_server):
    make_message(session)
    session.commit()

    assert delivery.take_next(MONDAY, "bo") is not None
    assert delivery.take_next(MONDAY, "eli") is None


def test_worker_told_to_stop_finishes_only_the_message_at_hand(session, posting, mail_server):
    for _ in range(3):
        make_message(session)
    session.commit()

    assert deliver(stop=lambda: len(mail_server.received()) == 1) == 1


@pytest.mark.parametrize("given", [{"address": "a@b.jp\r\nBcc: eve@example.jp"}, {"address": "nonsense"}])
def test_address_that_is_not_one_fails_and_injects_nothing(session, posting, mail_server, given):
    bad = make_message(session, **given)
    session.commit()

    deliver()

    session.refresh(bad)
    assert bad.state is Sending.FAILED
    assert mail_server.received() == []


def test_line_breaks_in_a_subject_become_spaces(session, posting, mail_server):
    make_message(session, subject="お知らせ\r\nBcc: eve@example.jp")
    session.commit()

    deliver()

    headers = mail_server.received()[0]["headers"]
    assert headers["Subject"] == "お知らせ Bcc: eve@example.jp"
    assert "Bcc" not in headers


def test_letter_that_cannot_be_written_fails_alone(session, posting, mail_server):
    broken = make_message(session, template="there_is_no_such_letter", subject=None, body=None)
    make_message(session)
    session.commit()

    assert deliver() == 1

    session.refresh(broken)
    assert broken.state is Sending.FAILED


def test_names_outside_the_basic_plane_arrive_whole(session, posting, mail_server):
    make_message(session, subject="髙﨑𠮷様", body="𠮷野家の 髙﨑 です。" * 40 + "\n")
    session.commit()

    deliver()

    mail = mail_server.received()[0]
    assert mail["headers"]["Subject"] == "髙﨑𠮷様"
    assert mail["body"] == "𠮷野家の 髙﨑 です。" * 40 + "\n"
