"""Offered seats, every seat of a cohort and the order of its waiting list, as staff see and move them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.enrolled import enrolled, make_full_cohort, name, young
from tests.make import make_open_cohort
from workforce.access import Role
from workforce.enrolment.actions import moves
from workforce.enrolment.models import Enrolment, Offer, State
from workforce.enrolment.queries import records
from workforce.enrolment.queries import seats as counts
from workforce.history import Entry
from workforce.outbox import Message

REASON = "託児の都合"


def offered_cohort(session, *, seats=1, waiting=2, **given):
    """A full cohort in which the first cancelled, so the seat is offered to the head of the list."""
    cohort, people = make_full_cohort(session, seats=seats, waiting=waiting, **given)
    leave(session, people[0])
    return cohort, people


def leave(session, enrolment):
    moves.cancel(session, records.record(session, enrolment.receipt), reason="転居", by=None, at=datetime.now(UTC))


def board(cohort):
    return f"/staff/cohorts/{cohort.code}"


def seats_page(cohort):
    return f"/staff/cohorts/{cohort.code}/seats"


def page_of(enrolment):
    return f"/staff/enrolments/{enrolment.receipt}"


def state_of(session, enrolment):
    session.expire_all()
    return session.get(Enrolment, enrolment.id).state


def overdue(session):
    long_ago = datetime.now(UTC) - timedelta(days=2)
    for offer in session.scalars(select(Offer)):
        offer.made_at, offer.expires_at = long_ago, long_ago + timedelta(days=1)


def test_the_board_says_until_when_an_offered_seat_can_be_taken(browser, session):
    cohort, people = offered_cohort(session, seats=2)

    page = browser(Role.CLERK, "en").get(board(cohort))

    assert "2 seats = 1 confirmed + 1 offered until" in page.words
    assert "+ 0 held for a guardian + 0 free; 1 waiting" in page.words
    assert "Seat offered Answer until" in page.words
    assert page.select_one(f"#board form[action$='{people[2].receipt}/acceptance']")


def test_offered_seats_can_be_asked_for_alone(browser, session):
    cohort, people = offered_cohort(session, seats=2)

    page = browser(Role.CLERK).get(f"{board(cohort)}?state=offered")

    assert [row.a.get_text(strip=True) for row in page.select("#board tbody tr")] == [name(session, people[2])]


def test_who_telephones_takes_the_seat(browser, session):
    cohort, people = offered_cohort(session)
    clerk = browser(Role.CLERK, "en")

    done = clerk.follow(clerk.submit(clerk.get(board(cohort)), "#board form[action$='/acceptance']"))

    assert "has the seat and is told" in done.flash
    assert state_of(session, people[1]) is State.CONFIRMED
    entry = session.query(Entry).filter_by(what="accept").one()
    assert entry.by_id == clerk.account.id


def test_the_seat_of_a_minor_is_held_for_the_paper(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)
    minor = enrolled(session, cohort, birth_date=young())
    leave(session, people[0])
    clerk = browser(Role.CLERK, "en")

    done = clerk.follow(clerk.submit(clerk.get(page_of(minor)), "main form[action$='/acceptance']"))

    assert "until a guardian's paper comes" in done.flash
    assert state_of(session, minor) is State.WAITING_FOR_GUARDIAN


def test_who_telephones_gives_the_seat_to_the_next(browser, session):
    cohort, people = offered_cohort(session)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(page_of(people[1]))
    assert "A seat is offered to this person. Answer until" in page.words

    asking = clerk.get(page.select_one("main a[href$='/declination']")["href"])
    done = clerk.follow(clerk.submit(asking, reason="都合が悪い"))

    assert "does not take the seat" in done.flash
    assert [state_of(session, one) for one in people[1:]] == [State.CANCELLED, State.OFFERED]
    assert session.query(Entry).filter_by(what="decline").one().reason == "都合が悪い"
    assert session.query(Message).filter_by(template="offer_declined").count() == 1


def test_nobody_must_say_why(browser, session):
    _cohort, people = offered_cohort(session)
    clerk = browser(Role.CLERK, "en")

    assert clerk.submit(clerk.get(f"{page_of(people[1])}/declination"), reason="").status == 303


def test_after_its_time_an_offer_is_refused_in_a_plain_sentence_and_shows_no_button(browser, session):
    _cohort, people = offered_cohort(session)
    clerk = browser(Role.CLERK, "en")
    page, asking = clerk.get(page_of(people[1])), clerk.get(f"{page_of(people[1])}/declination")
    overdue(session)

    late = clerk.submit(page, "main form[action$='/acceptance']")

    assert late.status == 422
    assert "The time to answer is over" in late.words
    assert "The time to answer was over on" in late.words
    assert not late.select("main form[action$='/acceptance'], main a[href$='/declination']")
    assert "The time to answer is over" in clerk.submit(asking).words
    assert state_of(session, people[1]) is State.OFFERED


def test_the_head_is_confirmed_by_telephone_when_it_is_too_late_for_a_letter(browser, session):
    now = datetime.now(UTC)
    cohort, people = make_full_cohort(session, seats=1, waiting=2, offers_until=now)
    leave(session, people[0])
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(board(cohort))
    assert "It is too late to offer a seat by letter." in page.words
    clerk.submit(page, ".seats form")

    assert state_of(session, people[1]) is State.CONFIRMED


def test_back_to_the_list_is_offered_only_where_somebody_else_waits(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=0)
    clerk = browser(Role.CLERK, "en")

    assert not clerk.get(board(cohort)).select("a[href*=waitlisting]")
    assert not clerk.get(page_of(people[0])).select("a[href*=waitlisting]")
    asked = clerk.submit(clerk.get(f"{page_of(people[0])}/waitlisting"), reason=REASON)
    assert "Nobody else waits for this seat" in asked.words


def test_every_seat_says_how_it_came(browser, session):
    cohort, people = offered_cohort(session, seats=2)
    clerk = browser(Role.CLERK, "en")
    clerk.post(f"{page_of(people[2])}/acceptance")
    leave(session, people[1])

    page = clerk.get(seats_page(cohort))

    assert "2 seats = 1 confirmed + 1 offered until" in page.words
    first, second = page.select("section")[0].select("tbody tr")
    assert name(session, people[3]) in first.get_text()
    assert "Answer until" in first.get_text()
    words = second.get_text(" ", strip=True)
    assert name(session, people[2]) in words
    assert "Offered seat accepted" in words
    assert "アミナ" in words, "who telephoned with them"
    assert "Enrolled directly" not in words
    assert "Nobody waits." in page.words


def test_who_enrolled_while_seats_were_free_enrolled_directly(browser, session):
    cohort, _people = make_full_cohort(session, seats=2, waiting=1)

    page = browser(Role.PLACEMENT_OFFICER, "en").get(seats_page(cohort))

    rows = [row.get_text(" ", strip=True) for row in page.select("section")[0].select("tbody tr")]
    assert ["Enrolled directly" in row for row in rows] == [True, True]
    assert not page.select("a[href$='/place']"), "readers look and do not touch"


def test_every_seat_costs_the_same_for_few_and_for_many(browser, session, count_statements):
    cohort, _people = offered_cohort(session, seats=2)
    clerk = browser(Role.CLERK)
    clerk.get(seats_page(cohort))
    with count_statements() as few:
        clerk.get(seats_page(cohort))
    for _ in range(6):
        enrolled(session, cohort)

    with count_statements() as many:
        clerk.get(seats_page(cohort))

    assert len(few) == len(many) <= 8, many


def test_the_waiting_list_is_put_in_another_order_with_a_reason(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=3)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"{page_of(people[3])}/place")
    assert "Number 3 of 3 people who wait." in page.words

    done = clerk.follow(clerk.submit(page, place="１", reason=REASON))

    assert "is number 1 on the waiting list now" in done.flash
    assert done.url.endswith(seats_page(cohort))
    assert counts.queue_of(session, cohort.id) == [people[n].id for n in (3, 1, 2)]
    assert "from place 3 to place 1" in done.words
    assert f"Reason: {REASON}" in done.words


@pytest.mark.parametrize(
    ("place", "reason", "field", "words"),
    [
        ("4", REASON, "place", "Write a place on the list from 1 to 3."),
        ("0", REASON, "place", "Write a place on the list from 1 to 3."),
        ("first", REASON, "place", "Type a whole number"),
        ("", REASON, "place", "Fill this in."),
        ("1", "", "reason", "Write the reason"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_its_field(browser, session, place, reason, field, words):
    cohort, people = make_full_cohort(session, seats=1, waiting=3)
    clerk = browser(Role.CLERK, "en")

    page = clerk.submit(clerk.get(f"{page_of(people[3])}/place"), place=place, reason=reason)

    assert page.status == 422
    assert words in page.error(field)
    _action, typed = page.form()
    assert (typed["place"], typed["reason"]) == (place, reason)
    assert counts.queue_of(session, cohort.id) == [people[n].id for n in (1, 2, 3)]


def test_who_does_not_wait_has_no_place(browser, session):
    cohort = make_open_cohort(session)
    one = enrolled(session, cohort)
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"{page_of(one)}/place")

    assert "does not wait any more" in page.words
    assert "That is no longer possible" in clerk.submit(page, place="1", reason=REASON).words


@pytest.mark.parametrize("noun", ["acceptance", "declination", "place"])
def test_readers_do_not_answer_for_anybody(browser, session, noun):
    _cohort, people = offered_cohort(session)

    assert browser(Role.PLACEMENT_OFFICER).post(f"{page_of(people[1])}/{noun}").status == 403
    assert browser(Role.CLERK).post(f"/staff/enrolments/0000000000/{noun}").status == 404


def test_the_head_is_confirmed_on_its_page_only_while_a_seat_is_free(browser, session):
    cohort, people = make_full_cohort(session, seats=1, waiting=1)
    clerk = browser(Role.CLERK, "en")

    assert not clerk.get(page_of(people[1])).select("main form[action$='/confirmation']")
    cohort.capacity = 2
    assert clerk.get(page_of(people[1])).select("main form[action$='/confirmation']")
