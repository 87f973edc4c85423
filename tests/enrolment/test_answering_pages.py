"""WL-2, WL-5: the page of somebody who waits, is offered a seat, and answers."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.enrolment.applying import record
from tests.enrolment.visitor import BIRTH, NAME, enrol, fill_in
from tests.make import make_account, make_course, make_open_cohort
from workforce import clock
from workforce.catalogue.models import Cohort, Session
from workforce.enrolment.actions import moves, offers, queue
from workforce.enrolment.models import Enrolment, Offer, State
from workforce.i18n import LANGUAGES, formats
from workforce.outbox import Message

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
UNDER_18 = BIRTH | {"birth_year": str(datetime.now(UTC).year - 16)}


@pytest.fixture
def waiting(browser, session):
    """Somebody who waits for the only seat; it is free as soon as `free_seat` is called."""
    return wait(browser, session)


@pytest.fixture
def offered(waiting, session):
    """Somebody who waited and whom a seat is offered now."""
    free_seat(session)
    return waiting


def wait(browser, session, **pages):
    cohort = make_open_cohort(session, capacity=1)
    enrol(browser(language="en"), cohort, name=NAME | {"given_kana": "イチ"}, contact={"mail": "first@example.jp"})
    visitor = browser(language="en")
    enrol(visitor, cohort, **pages)
    return visitor


def nth_of(session, n):
    session.expire_all()
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).all()[n]


def mine(session):
    return nth_of(session, 1)


def address(session, page=""):
    return f"/enrolments/{mine(session).receipt}{page}"


def free_seat(session):
    moves.cancel_own(session, record(session, nth_of(session, 0)), at=datetime.now(UTC))
    session.commit()


def let_it_pass(session):
    """The offer's hour is over, and no worker has noticed."""
    session.execute(update(Offer).values(made_at=LONG_AGO, expires_at=LONG_AGO + timedelta(hours=1)))
    session.commit()


def told(session, template):
    return session.scalar(select(func.count()).where(Message.template == template))


def test_page_says_first_until_when_to_answer_and_how(app, offered, session, speaking):
    page = offered.get(address(session))

    assert page.h1.get_text() == "A seat is free for you"
    with speaking("en"):
        moment = formats.moment(session.scalars(select(Offer.expires_at)).one())
    assert page.h1.find_next("p").get_text() == f"Please answer by {moment} (Japan time)."
    buttons = page.main.select(".button")
    assert [button.get_text() for button in buttons[:2]] == ["I take the seat", "I do not need it"]
    assert page.select_one(".line [aria-current]").get_text() == "Seat offered"


def test_opening_the_page_and_its_addresses_answers_nothing(offered, session):
    for page in ("", "/acceptance", "/declination"):
        offered.get(address(session, page))

    assert mine(session).state is State.OFFERED
    assert offered.get(address(session, "/acceptance")).location.endswith(address(session))


def test_seat_is_taken_with_one_button(offered, session):
    page = offered.follow(take(offered, session))

    assert page.h1.get_text() == "You have a seat"
    assert "You have taken the seat" in page.flash
    assert mine(session).state is State.CONFIRMED


def take(visitor, session, page=None):
    page = page or visitor.get(address(session))
    return visitor.submit(page, "form[action$='/acceptance']")


def test_taking_it_in_two_tabs_is_taking_it_once(offered, session):
    page = offered.get(address(session))
    take(offered, session, page)

    again = offered.follow(take(offered, session, page))

    assert again.h1.get_text() == "You have a seat"
    assert told(session, "enrolment_confirmed") == 2, "of the one who had the seat before, and of this one"


def test_who_is_under_18_takes_it_and_is_shown_the_paper(browser, session):
    visitor = wait(browser, session, birth=UNDER_18)
    free_seat(session)
    assert "You are under 18. If you take the seat" in visitor.get(address(session)).words

    page = visitor.follow(take(visitor, session))

    assert page.h1.get_text() == "A seat is held for you"
    assert page.select("main a[href*='/guardian']")


def test_giving_it_back_asks_once_more_and_says_what_happens(offered, session):
    page = offered.get(address(session, "/declination"))
    assert "your application ends" in page.words
    assert "you can apply again" in page.words

    page = offered.follow(offered.submit(page))

    assert page.h1.get_text() == "You did not take the seat"
    assert "Thank you for telling us" in page.flash
    assert [link.get_text() for link in page.select("main section .button")][:2] == ["Apply again", "See the courses"]
    assert mine(session).state is State.CANCELLED


def test_giving_it_back_twice_is_giving_it_back_once(offered, session):
    page = offered.get(address(session, "/declination"))
    offered.submit(page)

    again = offered.follow(offered.submit(page))

    assert again.h1.get_text() == "You did not take the seat"
    assert told(session, "offer_declined") == 1


def test_who_gave_it_back_can_apply_again(offered, session):
    offered.submit(offered.get(address(session, "/declination")))
    start = offered.get(address(session)).select_one("main section .button")["href"]

    assert offered.get(start).select("form#enrol-form")


def test_taking_what_one_gave_back_in_another_tab_says_how_it_stands(offered, session):
    tab = offered.get(address(session))
    offered.submit(offered.get(address(session, "/declination")))

    answer = take(offered, session, tab)

    assert answer.status == 422
    assert answer.h1.get_text() == "You did not take the seat"
    assert "the offer was answered already" in answer.select_one(".summary").get_text()


def test_giving_back_what_one_took_in_another_tab_says_how_it_stands(offered, session):
    tab = offered.get(address(session, "/declination"))
    take(offered, session)

    answer = offered.submit(tab)

    assert answer.status == 422
    assert answer.h1.get_text() == "You have a seat"
    assert mine(session).state is State.CONFIRMED
    assert offered.get(address(session, "/declination")).location.endswith(address(session))


def test_offer_past_its_time_has_no_buttons_even_if_no_worker_noticed(offered, session):
    tabs = offered.get(address(session)), offered.get(address(session, "/declination"))
    let_it_pass(session)

    page = offered.get(address(session))

    assert page.h1.get_text() == "The time to answer is over"
    assert "Wed 1 January 2020 10:00 (Japan time)" in page.words
    assert not page.select("form[action$='/acceptance'], a[href$='/declination'], a[href$='/cancellation']")
    assert offered.get(address(session, "/declination")).location.endswith(address(session))
    assert [answer.status for answer in (take(offered, session, tabs[0]), offered.submit(tabs[1]))] == [422, 422]


def test_page_of_an_offer_that_ended_says_so(offered, session):
    let_it_pass(session)
    offers.settle_cohort(session, mine(session).cohort_id, at=datetime.now(UTC))
    session.commit()

    page = offered.get(address(session))

    assert page.h1.get_text() == "The time to answer is over"
    assert "You can apply again" in page.words
    assert page.select_one(".line [aria-current]").get_text() == "Cancelled"


def test_after_the_last_day_to_apply_the_page_shows_other_courses(offered, session):
    offered.submit(offered.get(address(session, "/declination")))
    session.execute(update(Cohort).values(closes_at=datetime.now(UTC)))
    session.commit()

    assert "Apply again" not in offered.get(address(session)).words


def test_cohort_that_does_not_take_place_comes_before_any_offer(offered, session):
    offered.submit(offered.get(address(session, "/declination")))
    session.execute(update(Cohort).values(state="cancelled"))
    session.commit()

    assert offered.get(address(session)).h1.get_text() == "This course will not take place"


def test_seat_that_was_taken_and_cancelled_later_is_an_ordinary_cancellation(offered, session):
    take(offered, session)
    offered.submit(offered.get(address(session, "/cancellation")))

    assert offered.get(address(session)).h1.get_text() == "This application is cancelled"


@pytest.mark.parametrize("page", ["/acceptance", "/declination"])
def test_stranger_answers_nothing_and_learns_nothing(offered, browser, session, page):
    stranger = browser(language="en")

    answers = [ask(stranger, number, page) for number in (mine(session).receipt, "1234567894")]

    assert {answer.status for pair in answers for answer in pair} == {404}
    assert mine(session).state is State.OFFERED


def ask(stranger, receipt, page):
    where = f"/enrolments/{receipt}{page}"
    return stranger.get(where), stranger.post(where, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_offer_opens_in_every_language(offered, session, language):
    assert offered.get(f"/{language}{address(session, '/declination')}").status == 200
    assert offered.get(f"/{language}{address(session)}").status == 200
    offered.submit(offered.get(address(session, "/declination")))
    assert offered.get(f"/{language}{address(session)}").status == 200


def test_page_that_was_open_too_long_asks_to_press_again(offered, session):
    answer = offered.post(address(session, "/acceptance"), {"csrf_token": "old"})

    assert answer.status == 422
    assert "press the button again" in answer.select_one(".summary").get_text()
    assert mine(session).state is State.OFFERED
    assert offered.follow(take(offered, session, answer)).h1.get_text() == "You have a seat"


# --- waiting ----------------------------------------------------------------------------------------------------------


def test_who_waits_reads_the_rule(waiting, session):
    page = waiting.get(address(session))

    assert page.h1.get_text() == "You are number 1 on the waiting list"
    rule = [sentence.get_text() for sentence in page.select("details li")]
    assert "Only the hours from 8:00 to 20:00 count, not on Sundays and holidays." in rule
    assert "14 days or more before the start: 36 hours to answer" in rule


def test_who_was_put_at_another_place_reads_why(browser, session):
    visitor = wait(browser, session)
    enrol(browser(language="en"), session.scalars(select(Cohort)).one(), name=NAME | {"given_kana": "サン"})
    given = {"reason": "asked to wait", "by": make_account(session), "at": datetime.now(UTC)}
    queue.reorder(session, record(session, mine(session)), place=2, **given)
    session.commit()

    page = visitor.get(address(session))

    assert page.h1.get_text() == "You are number 2 on the waiting list"
    assert "Place on the waiting list changed Reason: asked to wait" in page.words


def test_newcomer_waits_while_the_only_seat_is_offered(offered, browser, session):
    cohort = session.scalars(select(Cohort)).one()
    newcomer = browser(language="en")

    assert "All seats are taken" in newcomer.get(f"/cohorts/{cohort.code}").words
    assert "you would be no. 1" in newcomer.get("/courses").words
    review = fill_in(newcomer, cohort, name=NAME | {"given_kana": "サン"}, contact={"mail": "new@example.jp"})
    assert "you would be number 1" in review.words
    assert newcomer.follow(newcomer.submit(review)).h1.get_text() == "You are number 1 on the waiting list"


# --- the timetable ----------------------------------------------------------------------------------------------------


def test_two_lessons_of_a_day_are_one_line_and_later_days_are_folded(browser, session):
    cohort = make_open_cohort(session, course=make_course(session))
    morning = clock.instant(clock.today(cohort.starts_at), datetime.min.time().replace(hour=9))
    for day in range(5):
        for begins in (morning + timedelta(days=day), morning + timedelta(days=day, hours=4)):
            session.add(Session(cohort_id=cohort.id, starts_at=begins, ends_at=begins + timedelta(hours=3), room="201"))
    session.commit()
    visitor = browser(language="en")

    page = enrol(visitor, cohort)

    shown, folded = page.select("main .timetable")
    assert [len(shown.select("li")), len(folded.select("li"))] == [3, 5]
    assert "9:00–12:00 13:00–16:00" in shown.li.get_text(" ", strip=True)
    assert shown.li.p.get_text() == "201"
    assert folded.find_parent("details").summary.get_text() == "All 5 days"
    headings = [heading.get_text() for heading in page.select("main h2")]
    assert headings[:4] == ["What comes next", "If you cannot come", "Change something", "Timetable"]
