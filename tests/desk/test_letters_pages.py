"""COM-5: letters on paper, from the list to the post; WL-9: the telephone list."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from tests.enrolment.enrolled import enrolled, make_full_cohort
from tests.make import make_open_cohort
from workforce import clock
from workforce.access import Role
from workforce.desk.queries import calls, paper
from workforce.enrolment.actions import moves
from workforce.enrolment.queries.records import record
from workforce.history import Entry
from workforce.outbox import Channel, Message, Sending, letters
from workforce.people.actions.addresses import set_reach
from workforce.people.models import Person

HOME = {"postal_code": "1800001", "prefecture": "東京都", "municipality": "武蔵野市", "street": "北町1-2-3"}


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK, "en")


def living(session, *, language="ja", address=HOME, **given):
    """Somebody without mail who has an address; the message to them."""
    one = enrolled(session, make_open_cohort(session), mail=None, language=language, **given)
    person = session.get(Person, one.person_id)
    if address:
        set_reach(session, person, address=address, channel=None, by=None, at=datetime.now(UTC))
    return session.query(Message).filter_by(person_id=one.person_id).one()


def printed(clerk, *messages):
    page = clerk.post("/staff/letters", {"letter": [str(one.id) for one in messages]})
    return clerk.follow(page)


def test_letters_are_printed_into_one_file_and_then_posted(clerk, session):
    first, second = living(session, family="髙﨑", given="𠮷"), living(session, language="vi")
    page = printed(clerk, first, second)
    path = page.select_one("a[href$='.pdf']")["href"]

    answer = clerk.client.get(path)
    words = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert len(words) == 2
    assert "〒180-0001" in words[0]
    assert "髙﨑 𠮷 様" in words[0]
    assert "Số tiếp nhận" in words[1] or "tiếp nhận" in words[1]
    assert "/l/enrolment/" not in "".join(words), "the link is a code to photograph"
    session.refresh(first)
    assert (first.channel, first.state) == (Channel.LETTER, Sending.QUEUED)

    done = clerk.follow(clerk.submit(page, "main .panel form"))
    assert "2 letters are noted as sent." in done.flash
    session.refresh(first)
    assert (first.state, first.sent_at is not None) == (Sending.SENT, True)
    assert "髙﨑" in letters.editable(first).body
    assert {one.what for one in session.query(Entry).filter_by(subject="outbox")} >= {"printed", "posted"}


def test_letters_that_did_not_go_are_put_back(clerk, session):
    message = living(session)
    printed(clerk, message)

    clerk.post(f"/staff/letters/{session.query(Message.print_run).scalar()}/back")

    session.refresh(message)
    assert (message.print_run, message.sent_body) == (None, None)
    assert clerk.get("/staff/letters").select("input[name=letter]")


def test_who_has_no_address_cannot_be_printed_but_written_down(clerk, session):
    message = living(session, address=None)

    page = clerk.get("/staff/letters")
    assert "Write down the address" in page.words
    assert not page.select("input[name=letter]")
    assert "Choose at least one letter." in clerk.post("/staff/letters", {"letter": str(message.id)}).words


def test_same_letter_is_not_printed_twice(clerk, session):
    message = living(session)
    printed(clerk, message)

    assert clerk.post("/staff/letters", {"letter": str(message.id)}).status == 422
    assert session.query(Message.print_run).distinct().count() == 1


def test_second_press_on_posted_is_told(clerk, session):
    printed(clerk, living(session))
    run = session.query(Message.print_run).scalar()
    clerk.post(f"/staff/letters/{run}/post")

    assert "in the meantime" in clerk.post(f"/staff/letters/{run}/post").words
    assert clerk.get("/staff/letters/999.pdf").status == 404


def test_list_costs_the_same_for_two_and_for_five(clerk, session, count_statements):
    living(session), living(session)
    clerk.get("/staff/letters")
    with count_statements() as two:
        clerk.get("/staff/letters")
    for _ in range(3):
        living(session)
    session.commit()
    with count_statements() as five:
        clerk.get("/staff/letters")

    assert len(two) == len(five) <= 8


def test_every_letter_is_on_one_of_the_pages_in_a_stable_order(clerk, session, monkeypatch):
    monkeypatch.setattr(paper, "PAGE", 2)
    at_home = [living(session).id for _ in range(3)]
    nowhere = [living(session, address=None).person_id for _ in range(2)]
    ids = [living(session).id]

    pages = list(all_pages(clerk, "/staff/letters"))
    boxes = [int(box["value"]) for page in pages for box in page.select("input[name=letter]")]

    assert boxes == at_home + ids
    assert sum("Write down the address" in page.words for page in pages) == 1
    assert [sum(f"people/{one}" in str(page) for page in pages) for one in nowhere] == [1, 1]
    assert len(pages) == 3
    done = clerk.follow(clerk.post("/staff/letters", {"letter": [str(one) for one in boxes]}))
    assert "4 letters" in done.words, "what was chosen on any page is printed"


def all_pages(clerk, url):
    """The first page and those that its links lead on to."""
    while url:
        page = clerk.get(url)
        yield page
        following = page.select_one("a[rel=next]")
        url = following and following["href"]


# --- by telephone -----------------------------------------------------------------------------------------------------


def call_to(session, **given):
    return living(session, address=None, **given)


def test_script_is_there_in_the_language_of_the_reader_and_in_japanese(clerk, session):
    message = call_to(session, language="vi")

    page = clerk.get(f"/staff/calls/{message.id}")

    assert [one["lang"] for one in page.select("article")] == ["vi", "ja"]
    assert "/l/enrolment/" not in page.words


def test_who_was_reached_leaves_the_list(clerk, session):
    message = call_to(session)
    assert message.address in str(clerk.get("/staff/calls"))
    page = clerk.get(f"/staff/calls/{message.id}")

    done = clerk.follow(clerk.submit(page, reached="yes", outcome="伝えた"))

    assert "Nobody must be called." in done.words
    session.refresh(message)
    assert (message.state, message.sent_body is None) == (Sending.SENT, False)
    assert clerk.get(f"/staff/calls/{message.id}").location == f"/en/staff/messages/{message.id}"


def test_tries_are_kept_and_the_call_comes_up_again(clerk, session):
    message = call_to(session)
    page = clerk.get(f"/staff/calls/{message.id}")

    clerk.submit(page, not_reached="yes", outcome="留守")
    again = clerk.get("/staff/calls")
    assert "Tried 1 time" in again.words
    assert "Later" in again.words

    tomorrow = clock.today(datetime.now(UTC)) + timedelta(days=1)
    clerk.submit(page, call_again="yes", day=tomorrow.isoformat(), time="18:30", outcome="夕方に")
    session.refresh(message)
    assert clock.local(message.send_after).hour == 18
    assert [one.what for one in session.query(Entry).filter_by(subject="outbox").order_by(Entry.id)] == [
        "not_reached",
        "call_again",
    ]
    assert "夕方に" in clerk.get(f"/staff/calls/{message.id}").words


@pytest.mark.parametrize("given", [{}, {"day": "2020-01-01", "time": "10:00"}])
def test_time_to_call_again_lies_ahead(clerk, session, given):
    page = clerk.get(f"/staff/calls/{call_to(session).id}")

    assert "Choose a later one." in clerk.submit(page, call_again="yes", **given).error("day")


def test_offered_seat_is_taken_from_the_telephone_list(clerk, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)
    waiting = enrolled(session, cohort, mail=None)
    moves.cancel(session, people[0], reason="x", by=None, at=datetime.now(UTC))
    session.commit()
    message = session.query(Message).filter_by(person_id=waiting.person_id, template="offer").one()
    page = clerk.get(f"/staff/calls/{message.id}")
    assert "the answer must come by" in page.words

    done = clerk.follow(clerk.submit(page, "aside .actions form", back="/en/staff/calls"))

    assert "has the seat" in done.flash
    session.refresh(message)
    assert message.state is Sending.CANCELLED


def test_every_call_is_on_one_of_the_pages_the_most_urgent_first(clerk, session, monkeypatch):
    monkeypatch.setattr(calls, "PAGE", 2)
    cohort = make_open_cohort(session, capacity=1)
    first, _waiting = (enrolled(session, cohort, mail=None) for _ in range(2))
    later = call_to(session)
    later.send_after = datetime.now(UTC) + timedelta(hours=2)
    for _ in range(2):
        call_to(session)
    moves.cancel(session, record(session, first.receipt), reason="x", by=None, at=datetime.now(UTC))

    pages = list(all_pages(clerk, "/staff/calls"))
    found = [link["href"].split("/")[-1] for page in pages for link in page.select("tbody th a")]

    waiting = session.query(Message).filter_by(channel=Channel.CALL, state=Sending.QUEUED)
    assert sorted(map(int, found)) == sorted(one.id for one in waiting)
    assert session.get(Message, int(found[0])).template == "offer"
    assert int(found[-1]) == later.id


def test_list_of_calls_costs_the_same_for_two_and_for_five(clerk, session, count_statements):
    call_to(session), call_to(session)
    clerk.get("/staff/calls")
    with count_statements() as two:
        clerk.get("/staff/calls")
    for _ in range(3):
        call_to(session)
    session.commit()
    with count_statements() as five:
        clerk.get("/staff/calls")

    assert len(two) == len(five) <= 4
