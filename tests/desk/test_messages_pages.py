"""The queue of messages, and one message as its reader sees it."""

import pytest

from tests.enrolment.enrolled import enrolled, name
from tests.make import make_open_cohort
from workforce.access import Role
from workforce.history import Entry
from workforce.outbox import Message, Sending

QUEUE = "/staff/messages"


def one_message(session, **given):
    one = enrolled(session, make_open_cohort(session), **given)
    return session.query(Message).filter_by(person_id=one.person_id).one()


def rows(page):
    return len(page.select("tbody tr"))


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 4),
        ("show=call", 1),
        ("show=queued", 1),
        ("show=failed", 1),
        ("show=sent", 1),
        ("show=cancelled", 0),
        ("show=nonsense", 4),
        ("template=enrolment_confirmed", 4),
        ("template=enrolment_waitlisted", 0),
        ("search=sought@exa", 1),
        ("search=??", 0),
    ],
)
def test_the_queue_is_narrowed_by_its_address(browser, session, asked, count):
    one_message(session, mail="sought@example.jp")
    one_message(session, mail=None)
    one_message(session).state = Sending.FAILED
    one_message(session).state = Sending.SENT

    assert rows(browser(Role.CLERK).get(f"{QUEUE}?{asked}")) == count


def test_a_name_finds_the_messages_of_a_person(browser, session):
    one = enrolled(session, make_open_cohort(session), family="石川", family_kana="イシカワ")
    enrolled(session, make_open_cohort(session))

    page = browser(Role.CLERK).get(f"{QUEUE}?search=石川")

    assert rows(page) == 1
    assert name(session, one) in page.words


def test_a_message_is_shown_as_it_will_be_read_without_its_link(browser, session):
    message = one_message(session, language="vi")

    page = browser(Role.CLERK, "en").get(f"{QUEUE}/{message.id}")

    assert page.select_one("article")["lang"] == "vi"
    assert "/l/enrolment/" not in page.words


def test_words_are_changed_before_the_message_leaves(browser, session):
    message = one_message(session)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"{QUEUE}/{message.id}/words")
    body = page.form()[1]["body"]
    assert "[[link]]" in body

    assert "Keep [[link]] in the text" in clerk.submit(page, body="本文").error("body")
    assert "Write a subject." in clerk.submit(page, subject="").error("subject")
    done = clerk.follow(clerk.submit(page, subject="持ち物", body=f"上履きをお持ちください。\n{body}"))

    assert "上履き" in done.words
    assert "Words changed" in done.words
    assert session.get(Message, message.id).subject == "持ち物"


def test_a_message_is_stopped_and_then_sent_once_more(browser, session):
    message = one_message(session)
    clerk = browser(Role.CLERK, "en")

    stopped = clerk.follow(clerk.post(f"{QUEUE}/{message.id}/cancellation"))
    assert "Stopped" in stopped.words
    assert session.get(Message, message.id).state is Sending.CANCELLED
    again = clerk.follow(clerk.post(f"{QUEUE}/{message.id}/resending"))

    assert "Queued once more." in again.flash
    assert session.query(Message).filter_by(resend=1).one().state is Sending.QUEUED


def test_a_second_press_on_send_again_shows_the_letter_of_the_first(browser, session):
    message = one_message(session)
    clerk = browser(Role.CLERK, "en")

    first, second = (clerk.post(f"{QUEUE}/{message.id}/resending") for _ in range(2))

    assert second.location == first.location
    assert "sent again already" in clerk.follow(second).flash
    assert session.query(Message).filter_by(resend=1).count() == session.query(Message).count() - 1 == 1


def test_a_number_that_no_row_can_have_is_a_page_that_does_not_exist(browser):
    clerk = browser(Role.CLERK)

    for path in ("people", "messages"):
        assert clerk.get(f"/staff/{path}/99999999999999999999").status == 404


def test_what_has_left_cannot_be_stopped_or_changed(browser, session):
    message = one_message(session)
    message.state = Sending.SENT
    clerk = browser(Role.CLERK, "en")

    refused = clerk.post(f"{QUEUE}/{message.id}/cancellation")

    assert refused.status == 422
    assert "has been sent" in refused.words


def test_a_call_is_noted_with_what_came_of_it(browser, session):
    message = one_message(session, mail=None)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"{QUEUE}/{message.id}")

    done = clerk.submit(page, "aside form", outcome="留守番電話に伝言")

    assert done.location == f"/en{QUEUE}?show=call"
    assert session.get(Message, message.id).state is Sending.SENT
    assert session.query(Entry).filter_by(what="called").one().reason == "留守番電話に伝言"
    assert clerk.submit(page, "aside form").status == 422, "two clerks at once: the second is told"


def test_the_auditor_reads_and_does_not_touch(browser, session):
    message = one_message(session)
    auditor = browser(Role.AUDITOR)

    assert not auditor.get(f"{QUEUE}/{message.id}").select("main form")
    assert auditor.get(f"{QUEUE}/{message.id}/words").status == 403
    assert auditor.post(f"{QUEUE}/{message.id}/cancellation").status == 403
    assert browser(Role.PLACEMENT_OFFICER).get(QUEUE).status == 403


def test_no_such_message_is_not_found(browser):
    for what in ("", "/words"):
        assert browser(Role.CLERK).get(f"{QUEUE}/999999{what}").status == 404


def test_an_empty_queue_leads_on(browser):
    assert "No message is on this list." in browser(Role.CLERK, "en").get(QUEUE).words


def test_the_queue_costs_the_same_for_five_and_for_twelve(browser, session, count_statements):
    clerk = browser(Role.CLERK)
    for _ in range(5):
        one_message(session)
    clerk.get(QUEUE)
    with count_statements() as five:
        clerk.get(QUEUE)
    for _ in range(7):
        one_message(session)
    session.commit()

    with count_statements() as twelve:
        assert rows(clerk.get(QUEUE)) == 12

    assert len(five) == len(twelve) <= 8


def test_a_long_queue_is_paged(browser, session):
    clerk = browser(Role.CLERK)
    cohort = make_open_cohort(session, capacity=60)
    for _ in range(51):
        enrolled(session, cohort)

    first = clerk.get(QUEUE)
    second = clerk.get(first.select_one("a[rel=next]")["href"])

    assert (rows(first), rows(second)) == (50, 1)
    assert rows(clerk.get(second.select_one("a[rel=prev]")["href"])) == 50
