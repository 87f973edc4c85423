"""Whoever is asked answers by the link in the letter or signed in; staff ask, watch, decide and find substitutes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.attendance.lessons import cohort_of, make_session, parts_of
from tests.make import make_person, saved
from tests.scheduling.asking import ask, engaged, letters, make_people, requests_of, standings
from tests.scheduling.teaching import lesson_at, make_instructor, name
from workforce import links
from workforce.access import Role
from workforce.database import writing
from workforce.outbox import Message
from workforce.outbox.letters import written
from workforce.policies import Policy
from workforce.scheduling.actions.requests import answering
from workforce.scheduling.rules.answering import ASKING
from workforce.scheduling.rules.requests import Offer

DAY = timedelta(days=1)
NOW = datetime.now(UTC).replace(microsecond=0)
SOON = NOW + 20 * DAY


@pytest.fixture
def sitting(session):
    return lesson_at(session, SOON)


@pytest.fixture
def people(session):
    return make_people(session)


@pytest.fixture
def request_id(session, sitting, people):
    ask(session, [sitting], people, at=NOW)
    session.commit()
    return requests_of(session)[0].id


def link(app, request_id):
    with app.app_context():
        return urlsplit(links.address(links.Purpose.TEACHING, request_id, language="ja", at=NOW)).path


@pytest.fixture
def visitor(app, browser, request_id):
    """Somebody without an account, let in by the link in the letter."""

    def enter(language="en"):
        one = browser(language=language)
        one.client.get(link(app, request_id))
        writing.set(True)
        return one

    return enter


def of(request_id, what=""):
    return f"/teaching-requests/{request_id}{what}"


# --- whoever is asked -------------------------------------------------------------------------------------------------


def test_the_link_shows_and_a_button_says_yes(visitor, session, request_id, people, sitting):
    someone = visitor()
    page = someone.get(of(request_id))
    assert "Can you teach these sessions?" in page.words
    assert standings(session)[0] == "asked"  # looking changes nothing

    after = someone.follow(someone.submit(page))

    assert "You teach these sessions." in after.words
    assert engaged(session) == {(people[0], sitting.id)}
    again = someone.follow(someone.submit(page))  # the page was still open: a second yes is the same yes
    assert "You teach these sessions." in again.words


def test_without_the_link_there_is_nothing(browser, request_id):
    assert browser().get(of(request_id)).status == 404
    assert browser(Role.INSTRUCTOR).get(of(request_id)).status == 404


def test_a_link_that_is_broken_says_so_kindly(browser):
    assert browser().client.get("/l/teaching/nonsense").location == "/ja/teaching-requests/over"
    page = browser(language="en").get("/teaching-requests/over")
    assert page.status == 410
    assert "opens nothing any more" in page.words


def test_a_no_may_say_why(visitor, session, request_id):
    someone = visitor()
    page = someone.get(of(request_id, "/declination"))
    after = someone.follow(someone.submit(page, words="夜勤です"))

    assert "You told us that you cannot come." in after.words
    assert requests_of(session)[0].words == "夜勤です"


def test_a_proposal_needs_words_and_leads_on(visitor, session, request_id):
    someone = visitor()
    page = someone.get(of(request_id, "/proposal"))
    empty = someone.submit(page, offer="other_time")
    assert empty.status == 422
    assert "Write when you could come" in empty.error("words")
    after = someone.follow(someone.submit(page, offer="other_time", words="午後なら"))
    assert "You proposed something else." in after.words


def test_who_cannot_come_after_all_says_so_by_the_same_link(visitor, session, request_id):
    someone = visitor()
    someone.submit(someone.get(of(request_id)))
    page = someone.get(of(request_id, "/cancellation"))
    after = someone.follow(someone.submit(page))

    assert "You told us that you cannot come after all." in after.words
    assert standings(session)[:2] == ["given_back", "asked"]


def test_a_yes_that_clashes_is_refused_in_plain_words(visitor, session, request_id, people):
    someone = visitor()
    teacher = make_instructor(session, "仮")
    teacher.person_id = people[0]
    name(session, lesson_at(session, SOON), teacher)
    session.commit()

    page = someone.submit(someone.get(of(request_id)))
    assert page.status == 422
    assert "at the same time" in page.words


def test_what_became_of_it_is_said_kindly(visitor, session, request_id, sitting):
    someone = visitor()
    name(session, sitting, make_instructor(session, "別 人"))
    session.commit()

    assert "Somebody else has been asked or takes these sessions" in someone.get(of(request_id)).words


def test_who_is_signed_in_finds_what_they_are_asked(app, browser, session, request_id, sitting):
    someone = browser(Role.INSTRUCTOR, "en")
    account = someone.account
    ask(session, [lesson_at(session, SOON + 2 * DAY)], [account.person_id], at=NOW)
    session.commit()

    assert "1 waits for your answer" in someone.get("/instructor/profile").words
    page = someone.get("/instructor/requests")
    assert "answer by" in page.words
    [own] = [one for one in requests_of(session) if one.person_id == account.person_id]
    assert someone.get(of(own.id)).status == 200


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_every_page_and_letter_speaks_the_language_of_the_reader(app, visitor, session, request_id, speaking, language):
    someone = visitor(language)
    for what in ("", "/declination", "/proposal"):
        assert someone.get(of(request_id, what)).status == 200
    someone.submit(someone.get(of(request_id)))
    session.expire_all()
    with speaking(language):
        for message in session.scalars(select(Message)):
            message.language = language
            assert sitting_line(written(message, sent_at=NOW).body)
    session.rollback()


def sitting_line(body):
    return next(line for line in body.splitlines() if line.startswith("- "))


# --- staff ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK, "en")


def test_staff_ask_in_the_order_they_give(clerk, session, sitting, people):
    code = cohort_of(session, sitting).code
    session.commit()
    page = clerk.get(f"/staff/cohorts/{code}/teaching/search")
    assert "nothing known of their time" in page.words
    numbers = {f"order_{people[0]}": "2", f"order_{people[1]}": "1", f"order_{people[2]}": ""}
    after = clerk.follow(clerk.submit(page, **numbers))

    assert "Asked, not answered yet" in after.words
    assert [one.person_id for one in requests_of(session)] == [people[1], people[0]]
    assert "Asked, not answered yet 石川 直樹" in clerk.get(f"/staff/cohorts/{code}/teaching").words


def test_nobody_chosen_is_refused(clerk, session, sitting, people):
    code = cohort_of(session, sitting).code
    session.commit()
    page = clerk.get(f"/staff/cohorts/{code}/teaching/search")
    answer = clerk.submit(page, **{f"order_{one}": "" for one in people})
    assert answer.status == 422
    assert "write 1 beside a name" in answer.words


def test_staff_write_down_what_they_hear_on_the_telephone(clerk, session, request_id):
    found = requests_of(session)[0].search_id
    press(clerk, found, request_id, "decline")
    second = requests_of(session)[1]
    press(clerk, found, second.id, "accept")

    assert standings(session) == ["declined", "confirmed", "listed"]
    assert requests_of(session)[1].by_staff


def press(clerk, search_id, request_id, move):
    page = clerk.get(f"/staff/teaching/requests/{search_id}")
    selector = f"form[action$='/people/{request_id}']:has(input[value={move}])"
    address, fields = page.form(selector)
    return clerk.post(address, fields)


def test_staff_confirm_and_decide(clerk, session, people):
    values = ASKING.shipped | {"is_confirmed_by_staff": True}
    saved(session, Policy(kind=ASKING.name, from_day=(NOW - DAY).date(), values=values, source="試し", set_at=NOW))
    first = lesson_at(session, SOON)
    other = make_session(session, cohort_of(session, first), starts_at=SOON + 7 * DAY)
    ask(session, [first, other], people, at=NOW)
    one = requests_of(session)[0]
    parts = [part.id for part in parts_of(session, other)]
    answering.propose(session, one.id, offer=Offer.SOME, part_ids=parts, words="木曜は無理です", by=None, at=NOW)
    session.commit()
    assert "proposes something else" in clerk.get("/staff/").words

    press(clerk, one.search_id, one.id, "take_offer")

    assert standings(session) == ["confirmed", "listed", "listed", "asked", "listed"]
    assert "To decide (0)" in clerk.get("/staff/teaching/requests").words


def test_staff_end_a_search(clerk, session, request_id):
    found = requests_of(session)[0].search_id
    page = clerk.get(f"/staff/teaching/requests/{found}")
    address, fields = page.form("form[action$='/end']")
    after = clerk.follow(clerk.post(address, fields))
    assert "Staff have ended this search." in after.words
    assert letters(session)[-1][0] == "teaching_over"


def test_whoever_is_ill_leads_straight_to_substitutes(clerk, session, people):
    soon = lesson_at(session, NOW + timedelta(hours=6))
    teacher = make_instructor(session, "病気 先生")
    name(session, soon, teacher)
    session.commit()
    page = clerk.get(f"/staff/instructors/{teacher.person_id}/absence")
    after = clerk.follow(clerk.submit(page))

    assert engaged(session) == set()
    assert "Who teaches instead?" in after.words
    assert "田村 先生" in after.words
    assert "病気 先生" not in after.words
    assert "Sessions soon that nobody teaches" in clerk.get("/staff/").words


def test_when_nobody_is_left_the_first_page_says_so(clerk, session, sitting, people):
    ask(session, [sitting], people[:1], at=NOW)
    answering.decline(session, requests_of(session)[0].id, by=None, at=NOW)
    session.commit()

    assert "Nobody is left to ask" in clerk.get("/staff/").words
    found = requests_of(session)[0].search_id
    assert "Nobody is left on the list." in clerk.get(f"/staff/teaching/requests/{found}").words


def test_pages_of_staff_take_few_statements(clerk, session, count_statements, people):
    sittings = [lesson_at(session, SOON + n * DAY) for n in range(5)]
    for one in sittings:
        ask(session, [one], people, at=NOW)
    session.commit()
    clerk.get("/staff/teaching/requests")
    with count_statements() as seen:
        clerk.get("/staff/teaching/requests")
    assert len(seen) <= 6


def test_who_has_nothing_to_do_with_it_has_no_page(browser, session):
    make_person(session)
    session.commit()
    assert browser(Role.INSTRUCTOR, "en").get("/instructor/requests").status == 200


def test_administrators_set_how_people_are_asked(browser, session):
    admin = browser(Role.ADMIN, "en")
    page = admin.get("/staff/policies/teaching-requests")
    shown = admin.submit(page, source="所長決裁", answer_days="5")
    assert "within 5 days" in shown.words


def test_an_assistant_is_looked_for_beside_whoever_leads(clerk, session, sitting, people):
    name(session, sitting, make_instructor(session, "主 任"))
    code = cohort_of(session, sitting).code
    session.commit()
    page = clerk.get(f"/staff/cohorts/{code}/teaching/search?duty=assistant")
    assert "As an assistant" in page.words
    clerk.follow(clerk.submit(page))

    assert standings(session)[0] == "asked"
    assert "Somebody teaches every session" in clerk.get(f"/staff/cohorts/{code}/teaching/search").words
