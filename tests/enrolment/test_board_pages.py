"""The board of a cohort and the page of one enrolment, as staff use them."""

import pytest

from tests.enrolment.enrolled import enrolled, make_full_cohort, name, young
from tests.make import MONDAY, make_open_cohort
from workforce.access import Role
from workforce.catalogue.models import Cohort
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment, GuardianConsent, State
from workforce.enrolment.queries import board as queries
from workforce.enrolment.queries import records
from workforce.enrolment.queries.board import Filters, Sort
from workforce.enrolment.rules.catalogue import EVERYTHING
from workforce.history import Entry
from workforce.outbox import Message

REASON = "電話で取り消し"
TODAY = MONDAY.date()


def board(cohort, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/staff/cohorts/{cohort.code}" + (f"?{query}" if query else "")


def names(page):
    return [row.th.a.get_text(strip=True) for row in page.select("#board tbody tr")]


def test_the_board_explains_every_seat(browser, session):
    cohort, _people = make_full_cohort(session, seats=3, waiting=2)
    cohort.capacity = 4

    page = browser(Role.CLERK, "en").get(board(cohort))

    assert page.status == 200
    assert "4 seats = 3 confirmed + 0 held for a guardian + 1 free; 2 waiting" in page.words


def test_people_stand_in_the_order_of_their_reading(browser, session):
    cohort = make_open_cohort(session)
    for family, kana in (("山田", "ヤマダ"), ("青木", "アオキ"), ("加藤", "カトウ")):
        enrolled(session, cohort, family=family, family_kana=kana, given="愛", given_kana="アイ")

    page = browser(Role.CLERK).get(board(cohort))

    assert names(page) == ["青木 愛", "加藤 愛", "山田 愛"]


def test_the_queue_stands_first_when_asked(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=2)

    page = browser(Role.CLERK).get(board(cohort, sort="queue"))

    assert names(page) == [name(session, people[n]) for n in (1, 2, 0)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "waitlisted"}, {"後藤 待"}),
        ({"language": "vi"}, {"NGUYEN AN"}),
        ({"name": "ごとう"}, {"後藤 待"}),
        ({"name": "nguyen"}, {"NGUYEN AN"}),
        ({"minors": "y"}, {"木村 若"}),
        ({"origin": "phone"}, set()),
        ({"state": "nonsense", "sort": "nonsense"}, {"NGUYEN AN", "木村 若", "後藤 待"}),
    ],
)
def test_filters_stand_in_the_address(browser, session, asked, expected):
    cohort = make_open_cohort(session, capacity=2)
    enrolled(session, cohort, family="NGUYEN", given="AN", family_kana="グエン", given_kana="アン", language="vi")
    enrolled(session, cohort, family="木村", given="若", family_kana="キムラ", given_kana="ワカ", birth_date=young())
    enrolled(session, cohort, family="後藤", given="待", family_kana="ゴトウ", given_kana="マツ")

    assert set(names(browser(Role.CLERK).get(board(cohort, **asked)))) == expected


def test_only_the_head_of_the_list_can_be_confirmed_and_is_told(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=2)
    cohort.capacity = 2
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(board(cohort))
    buttons = [form["action"] for form in page.select("#board form")]
    assert buttons == [f"/en/staff/enrolments/{people[1].receipt}/confirmation"]
    page = clerk.follow(clerk.submit(page, "#board form"))

    assert "has the seat and is told" in page.flash
    assert page.url.startswith(f"/en/staff/cohorts/{cohort.code}")
    assert session.get(Enrolment, people[1].id).state is State.CONFIRMED
    assert session.query(Message).filter_by(person_id=people[1].person_id, template="enrolment_confirmed").count() == 1


def test_the_second_of_two_clerks_gets_a_plain_sentence(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=2)
    cohort.capacity = 2
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(board(cohort))
    clerk.submit(page, "#board form")

    again = clerk.submit(page, "#board form")

    assert again.status == 422
    assert "That is no longer possible" in again.words
    assert "Confirmed" in again.words


def test_a_move_in_bulk_says_how_many_before_it_acts(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=3)
    cohort.capacity = 3
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(board(cohort))
    button = page.select_one(".seats form button")
    assert button.get_text(strip=True) == "Confirm the first 2 people"

    done = clerk.follow(clerk.submit(page, ".seats form"))

    assert "2 people confirmed and told." in done.flash
    assert [session.get(Enrolment, one.id).state for one in people] == [State.CONFIRMED] * 3 + [State.WAITLISTED]


def test_the_same_bulk_button_at_two_desks_acts_once(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=4)
    cohort.capacity = 3
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(board(cohort))
    clerk.submit(page, ".seats form")
    session.get(Cohort, cohort.id).capacity = 5

    again = clerk.submit(page, ".seats form")

    assert again.status == 422
    assert "somebody has changed this application" in again.words
    assert session.get(Enrolment, people[3].id).state is State.WAITLISTED


def test_cancelling_asks_for_a_reason_and_tells_the_person(browser, session):
    cohort, people = make_full_cohort(session, seats=2, waiting=0)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{people[0].receipt}/cancellation")

    refused = clerk.submit(page, reason="")
    assert refused.status == 422
    assert "Write the reason" in refused.error("reason")
    done = clerk.submit(page, reason=REASON)

    assert done.location == f"/en/staff/enrolments/{people[0].receipt}"
    assert session.get(Enrolment, people[0].id).state is State.CANCELLED
    assert session.query(Entry).filter_by(what="cancel").one().reason == REASON


def test_going_back_keeps_the_filters_of_the_board(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(board(cohort, sort="since"))

    link = page.select_one(".moves a[href*=cancellation]")["href"]
    done = clerk.submit(clerk.get(link), reason=REASON)

    assert done.location == f"/en/staff/cohorts/{cohort.code}?sort=since"


def test_a_way_back_never_leads_out_of_the_house(browser, session):
    _cohort, people = make_full_cohort(session, seats=1, waiting=0)

    page = browser(Role.CLERK).get(f"/staff/enrolments/{people[0].receipt}/cancellation?back=//evil.example/")

    assert "evil" not in str(page.main)


def test_the_guardians_paper_confirms_the_seat(browser, session):
    cohort = make_open_cohort(session)
    minor = enrolled(session, cohort, birth_date=young())
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{minor.receipt}/consent")

    early = clerk.submit(page, guardian_name="山田 父", relation="父", signed_on="2999-01-01")
    assert "still to come" in early.error("signed_on")
    clerk.submit(page, guardian_name="山田 父", relation="父", signed_on="2026-03-01")

    assert session.get(Enrolment, minor.id).state is State.CONFIRMED
    assert session.query(GuardianConsent).one().guardian_name == "山田 父"


def test_moving_to_the_waiting_list_offers_the_seat_to_the_next(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1)
    clerk = browser(Role.CLERK, "en")

    clerk.submit(clerk.get(f"/staff/enrolments/{people[0].receipt}/waitlisting"), reason=REASON)

    assert session.get(Enrolment, people[0].id).state is State.WAITLISTED
    assert session.get(Enrolment, people[1].id).state is State.OFFERED
    assert "1 offered until" in clerk.get(board(cohort)).words


def test_more_seats_and_never_fewer_than_are_taken(browser, session):
    cohort, _people = make_full_cohort(session, seats=3, waiting=0)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/capacity")

    assert "3 seats are taken" in clerk.submit(page, capacity="2").error("capacity")
    assert clerk.submit(page, capacity="many").status == 422
    assert "5 seats now" in clerk.follow(clerk.submit(page, capacity="5")).flash


def test_cancelling_a_cohort_says_how_many_are_told_and_by_what(browser, session):
    cohort = make_open_cohort(session)
    enrolled(session, cohort)
    enrolled(session, cohort, mail=None)
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/cohorts/{cohort.code}/cancellation")
    assert "Cancel the cohort and tell 2 people" in page.words
    assert "To be called by you 1 person" in page.words

    assert "Write the reason" in manager.submit(page, reason="").error("reason")
    done = manager.follow(manager.submit(page, reason="講師の病気"))

    assert "2 people are told" in done.flash
    assert session.query(Enrolment).filter_by(state=State.CANCELLED).count() == 2
    assert session.query(Message).filter_by(template="cohort_cancelled").count() == 2


NEEDS = {"needs": {"value": ["large_print"], "asked": "Which help do you need?", "said": "Papers in large print"}}


def test_needs_are_hidden_until_somebody_may_read_them_and_reading_is_recorded(browser, session):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort, needs=NEEDS)
    manager = browser(Role.COHORT_MANAGER, "en")

    assert "large print" not in manager.get(board(cohort)).words
    assert "large print" not in browser(Role.CLERK, "en").get(board(cohort, needs="show")).words
    assert session.query(Entry).filter_by(what="needs_read").count() == 0
    assert "large print" in manager.get(board(cohort, needs="show")).words
    assert "large print" in manager.get(f"/staff/enrolments/{one.receipt}/needs").words

    looked = session.query(Entry).filter_by(what="needs_read").all()
    assert [(entry.subject_id, entry.by_id) for entry in looked] == [(one.id, manager.account.id)] * 2


def test_history_never_tells_what_somebody_needs(browser, session):
    one = enrolled(session, make_open_cohort(session), needs=NEEDS)
    enrolment = records.record(session, one.receipt)
    other = NEEDS | {"needs": {"value": ["food"], "asked": "Which help do you need?", "said": "Food: halal"}}
    moves.change_answers(session, enrolment, given=other, keys=EVERYTHING, by=None, at=MONDAY)

    for address in (f"/staff/enrolments/{one.receipt}", f"/staff/people/{one.person_id}", "/staff/history"):
        words = browser(Role.ADMIN, "en").get(address).words
        assert "Answers changed" in words
        assert "hidden → hidden" in words
        assert "large_print" not in words
        assert "food" not in words


def test_one_enrolment_shows_answers_messages_and_history(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1)
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/enrolments/{people[1].receipt}")

    assert name(session, people[1]) in page.words
    assert "Application received" in page.words
    assert len(page.select("aside a[href*='/staff/messages/']")) == 1
    assert "Somebody else waits before this person." not in page.words, "the only one who waits is the head"


def test_the_page_of_an_enrolment_costs_the_same_however_much_happened(browser, session, count_statements):
    _cohort, people = make_full_cohort(session, seats=1, waiting=2)
    clerk = browser(Role.CLERK)
    url = f"/staff/enrolments/{people[1].receipt}"
    clerk.get(url)
    with count_statements() as few:
        clerk.get(url)
    for _ in range(3):
        for place in ("2", "1"):
            clerk.submit(clerk.get(f"{url}/place"), place=place, reason=REASON)

    with count_statements() as many:
        page = clerk.get(url)

    assert len(page.select(".timeline li")) == 7
    assert len(few) == len(many) <= 9, many


@pytest.mark.parametrize("needs", ["", "show"])
def test_the_board_costs_the_same_for_five_and_for_twelve(browser, session, count_statements, needs):
    cohort, _people = make_full_cohort(session, seats=3, waiting=2)
    manager = browser(Role.COHORT_MANAGER)
    manager.get(board(cohort))
    with count_statements() as five:
        manager.get(board(cohort, needs=needs))
    for _ in range(7):
        enrolled(session, cohort)

    with count_statements() as twelve:
        page = manager.get(board(cohort, needs=needs))

    assert len(names(page)) == 12
    assert len(five) == len(twelve) <= 8, twelve


@pytest.mark.parametrize("sort", list(Sort))
def test_a_long_board_is_paged_by_key(session, sort):
    cohort, people = make_full_cohort(session, seats=2, waiting=3)

    def page(**place):
        return queries.board(session, cohort.id, Filters(), sort=sort, today=TODAY, size=2, **place)

    first = page()
    second = page(after=first.after)
    third = page(after=second.after)

    assert [len(one.rows) for one in (first, second, third)] == [2, 2, 1]
    assert {row.id for one in (first, second, third) for row in one.rows} == {one.id for one in people}
    assert (first.before, third.after) == (None, None)
    assert page(before=third.before).rows == second.rows
    places = {row.id: row.position for one in (first, second, third) for row in one.rows}
    assert [places[one.id] for one in people] == [None, None, 1, 2, 3]


@pytest.mark.parametrize(
    "url",
    [
        "/staff/cohorts/nothing",
        "/staff/cohorts/nothing/capacity",
        "/staff/cohorts/nothing/cancellation",
        "/staff/enrolments/0000000000",
        "/staff/enrolments/0000000000/cancellation",
        "/staff/enrolments/0000000000/consent",
        "/staff/enrolments/0000000000/needs",
    ],
)
def test_what_does_not_exist_is_not_found(browser, url):
    assert browser(Role.ADMIN).get(url).status == 404


def test_readers_look_and_do_not_touch(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1)
    cohort.capacity = 2
    reader = browser(Role.PLACEMENT_OFFICER)

    assert not reader.get(board(cohort)).select("#board form, .seats form, .moves")
    assert reader.get(f"/staff/enrolments/{people[0].receipt}/cancellation").status == 403
    assert reader.post(f"/staff/enrolments/{people[1].receipt}/confirmation").status == 403
    assert reader.post(f"/staff/cohorts/{cohort.code}/confirmations").status == 403


def test_people_who_are_not_staff_do_not_get_in(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)

    assert browser(Role.PERSON).get(board(cohort)).status == 403
    assert "/sign-in" in browser().get(f"/staff/enrolments/{people[0].receipt}").location
