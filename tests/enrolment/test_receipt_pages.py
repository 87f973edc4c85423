"""The private page: opened by its link or by signing in, and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.enrolment.applying import record
from tests.enrolment.visitor import CONTACT, NAME, enrol
from tests.make import make_course, make_open_cohort, make_person
from workforce import history, links
from workforce.access import Role
from workforce.catalogue.models import Cohort, Session
from workforce.enrolment.actions import moves, waiting
from workforce.enrolment.models import Enrolment, State
from workforce.i18n import LANGUAGES
from workforce.links import Purpose
from workforce.outbox import Message
from workforce.people.models import ContactPoint, Person

PAGES = ["", "/sheet", "/answers", "/contact", "/cancellation"]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def the(session):
    return session.scalars(select(Enrolment)).one()


def address(session, page=""):
    return f"/enrolments/{the(session).receipt}{page}"


def last_letter(session):
    return session.scalars(select(Message).order_by(Message.id.desc())).first()


def link(app, receipt, *, at=None, lasts=timedelta(days=1)):
    with app.test_request_context():
        return f"/l/enrolment/{links.mint(Purpose.ENROLMENT, receipt, at=at or datetime.now(UTC), lasts=lasts)}"


@pytest.fixture
def visitor(browser, session):
    """Somebody who has just got a seat."""
    cohort = make_open_cohort(session, course=make_course(session, questions=["how_found", "photo_consent"]))
    starts = cohort.starts_at
    session.add(Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(hours=2), room="第2会議室"))
    visitor = browser(language="en")
    enrol(visitor, cohort, questions={"photo_consent": "no"}, needs={"needs": "large_print"})
    return visitor


def test_page_says_how_it_stands_and_what_comes_next(visitor, session):
    page = visitor.get(address(session))

    assert page.h1.get_text() == "You have a seat"
    assert page.select_one(".line [aria-current]").get_text() == "Seat confirmed"
    assert "h•••@example.jp" in page.words
    assert "hanako@example.jp" not in page.words
    assert "第2会議室" in page.words
    assert "Papers in large print" in page.words
    assert "Application received" in page.words


@pytest.mark.parametrize("page", PAGES)
def test_stranger_is_told_the_same_of_a_true_number_and_of_a_false_one(visitor, browser, session, page):
    stranger = browser(language="en")
    true, false = the(session).receipt, "1234567894"

    answers = [stranger.get(f"/enrolments/{number}{page}") for number in (true, false)]

    assert [answer.status for answer in answers] == [404, 404]
    for answer in answers:
        answer.select_one("main [name=csrf_token]").decompose()  # it holds the second at which it was made
    assert str(answers[0].main).replace(true, false) == str(answers[1].main)


@pytest.mark.parametrize("page", ["/answers", "/contact", "/cancellation"])
def test_stranger_changes_nothing(visitor, browser, session, page):
    stranger = browser(language="en")

    assert stranger.post(address(session, page), {"mail": "x@evil.example"}).status == 404
    assert the(session).state is State.CONFIRMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(visitor, session, language):
    for page in PAGES:
        assert visitor.get(f"/{language}{address(session, page)}").status == 200


def test_link_opens_the_page_in_the_language_of_the_enrolment_and_changes_nothing(app, visitor, browser, session):
    other_device = browser(language="ja")

    answer = other_device.get(link(app, the(session).receipt))

    assert answer.location == f"/en{address(session)}"
    assert other_device.follow(answer).h1.get_text() == "You have a seat"


@pytest.mark.parametrize("token", ["nonsense", "a.b.c"])
def test_link_that_is_not_ours_leads_to_the_way_to_a_new_one(browser, token):
    visitor = browser(language="en")

    page = visitor.follow(visitor.get(f"/l/enrolment/{token}"))

    assert page.select_one("#receipt")
    assert page.select_one(".notice")


def test_link_that_ran_out_opens_nothing(app, visitor, browser, session):
    stranger = browser(language="en")

    stranger.get(link(app, the(session).receipt, at=LONG_AGO))

    assert stranger.get(address(session)).status == 404


def test_link_of_another_purpose_opens_nothing(app, visitor, browser, session):
    with app.test_request_context():
        token = links.mint(Purpose.DRAFT, the(session).receipt, at=datetime.now(UTC), lasts=timedelta(days=1))
    stranger = browser(language="en")

    stranger.get(f"/l/enrolment/{token}")

    assert stranger.get(address(session)).status == 404


def test_answers_are_changed_and_the_old_ones_stay_in_history(visitor, session):
    page = visitor.get(address(session, "/answers"))
    assert page.select_one("#photo_consent-1").has_attr("checked")

    page = visitor.follow(visitor.submit(page, photo_consent="yes", how_found="friend"))

    assert "Your answers are changed" in page.flash
    enrolment = the(session)
    assert enrolment.answers["photo_consent"]["said"] == "Yes"
    assert enrolment.answers["how_found"]["value"] == "friend"
    assert enrolment.answers["consent"], "what was agreed to stays"
    assert enrolment.needs["needs"]["value"] == ["large_print"]
    [entry] = [one for one in history.of(session, "enrolment", [enrolment.id]) if one.what == "answers_changed"]
    changed = {value.field: (value.old, value.new) for value in history.values_of(session, [entry.id])[entry.id]}
    assert changed == {"how_found": (None, "friend"), "photo_consent": ("no", "yes")}


def test_page_tells_nothing_of_what_staff_read_and_staff_read_no_key_of_ours(visitor, browser, session):
    manager = browser(Role.COHORT_MANAGER, language="en")
    manager.get(f"/staff{address(session, '/needs')}")

    page = visitor.get(address(session))
    assert "needs_read" not in page.words
    assert [entry.get_text() for entry in page.select("main .timeline li")][0].endswith("Application received")
    facts = manager.get(f"/staff{address(session)}").select(".facts dd")
    assert "yes" not in [fact.get_text() for fact in facts]
    assert "Yes" in [fact.get_text() for fact in facts]
    board = manager.get(f"/staff/cohorts/{session.scalars(select(Cohort)).one().code}")
    assert "Yes" not in board.select_one("td.answers").get_text()


def test_an_old_page_changes_only_what_was_answered_anew(visitor, session):
    stale = visitor.get(address(session, "/answers"))
    asked = {"how_found": {"value": "school", "asked": "?"}, "photo_consent": {"value": "yes", "asked": "?"}}
    moves.change_answers(session, record(session, the(session)), given=asked, keys=asked, by=None, at=datetime.now(UTC))

    visitor.submit(stale, needs_words="A front seat")

    enrolment = the(session)
    assert {key: enrolment.answers[key] for key in asked} == asked
    assert {key: answer["value"] for key, answer in enrolment.needs.items()} == {
        "needs": ["large_print"],
        "needs_words": "A front seat",
    }


def test_help_that_is_offered_no_more_stays_wanted_until_it_is_taken_back(visitor, session):
    """This cohort offers no childcare; it did when the applicant asked for it."""
    enrolment = the(session)
    enrolment.needs = enrolment.needs | {"needs": enrolment.needs["needs"] | {"value": ["childcare", "large_print"]}}
    session.commit()
    page = visitor.get(address(session, "/answers"))
    ticked = [box["value"] for box in page.select("input[name=needs][checked]")]
    assert ticked == ["childcare", "large_print"]

    visitor.submit(page, needs=[*ticked, "food"])
    session.expire_all()
    assert set(the(session).needs["needs"]["value"]) == {"childcare", "large_print", "food"}

    visitor.submit(visitor.get(address(session, "/answers")), needs=["food"])
    session.expire_all()
    assert the(session).needs["needs"]["value"] == ["food"]
    assert not visitor.get(address(session, "/answers")).select("input[value=childcare]")


def test_a_page_that_changes_nothing_leaves_no_trace(visitor, session):
    page = visitor.follow(visitor.submit(visitor.get(address(session, "/answers"))))

    assert "Your answers are changed" in page.flash
    assert "Answers changed" not in page.words


def test_help_that_is_no_longer_needed_is_taken_back(visitor, session):
    visitor.submit(visitor.get(address(session, "/answers")), without=("needs",))

    assert the(session).needs == {}


def test_after_the_deadline_changes_are_refused_with_what_to_do(visitor, session):
    page, cancel = visitor.get(address(session, "/answers")), visitor.get(address(session, "/cancellation"))
    close_changes(session)

    for form in (page, cancel):
        answer = visitor.submit(form)
        assert answer.status == 422
        assert "Please call us" in answer.select_one(".summary").get_text()
    shown = visitor.get(address(session))
    assert "please call us now" in shown.words
    assert not shown.select("a[href$='/cancellation']")


def test_without_a_deadline_the_page_offers_changes_until_it_begins(visitor, session):
    session.execute(update(Cohort).values(changes_until=None))
    assert "You can change and cancel here until" in visitor.get(address(session)).words
    session.execute(update(Cohort).values(starts_at=LONG_AGO))

    page = visitor.get(address(session))

    assert "please call us now" in page.words
    assert not page.select("a[href$='/cancellation']")


def close_changes(session):
    session.execute(update(Cohort).values(changes_until=LONG_AGO))
    session.commit()


def test_cancelling_asks_first_and_then_does_it(visitor, session):
    page = visitor.get(address(session, "/cancellation"))
    assert the(session).state is State.CONFIRMED

    page = visitor.follow(visitor.submit(page))

    assert page.h1.get_text() == "This application is cancelled"
    assert the(session).state is State.CANCELLED
    assert last_letter(session).template == "enrolment_cancelled"


def test_cancelling_twice_says_that_it_is_done(visitor, session):
    page = visitor.get(address(session, "/cancellation"))
    visitor.submit(page)

    again = visitor.follow(visitor.submit(page))

    assert again.h1.get_text() == "This application is cancelled"
    assert "Your application is cancelled" in again.flash
    assert session.scalar(select(func.count()).where(Message.template == "enrolment_cancelled")) == 1


def test_new_mail_address_waits_until_the_old_one_agrees(visitor, session):
    page = visitor.get(address(session, "/contact"))

    page = visitor.follow(visitor.submit(page, mail="New@Example.jp"))

    assert "Until then we use the old one" in page.flash
    letter = last_letter(session)
    assert (letter.template, letter.address) == ("contact_change", CONTACT["mail"])
    waiting = session.scalars(select(ContactPoint).where(ContactPoint.value == "new@example.jp")).one()
    assert waiting.confirmed_at is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "mail"), ({"mail": CONTACT["mail"]}, "mail"), ({"phone": "12"}, "phone"), ({"mail": "nobody"}, "mail")],
)
def test_contact_that_cannot_be_is_explained(visitor, session, typed, field):
    page = visitor.submit(visitor.get(address(session, "/contact")), **typed)

    assert page.status == 422
    assert page.error(field)


def test_who_waits_sees_the_place_move_up(browser, session):
    cohort = make_open_cohort(session, capacity=1)
    for given in ("一郎", "二郎", "三郎"):
        visitor = browser(language="en")
        page = enrol(
            visitor, cohort, name=NAME | {"given_name": given, "given_kana": "ア" * (1 + "一二三".index(given[0]))}
        )
    assert page.h1.get_text() == "You are number 2 on the waiting list"

    second = session.scalars(select(Enrolment).order_by(Enrolment.id)).all()[1]
    moves.cancel(session, record(session, second), reason="ill", by=None, at=datetime.now(UTC))

    assert visitor.get(page.url).h1.get_text() == "You are number 1 on the waiting list"


def test_who_waited_in_vain_reads_that_no_seat_became_free(browser, session):
    cohort = make_open_cohort(session, capacity=1)
    for given, kana in (("一郎", "イチロウ"), ("二郎", "ジロウ")):
        visitor = browser(language="en")
        page = enrol(visitor, cohort, name=NAME | {"given_name": given, "given_kana": kana})
    assert "If no seat has become free 1 day after the first lesson, we write to you" in page.words

    waiting.end(session, cohort.id, at=cohort.starts_at + timedelta(days=1))
    page = visitor.get(page.url)

    assert page.h1.get_text() == "No seat became free"
    assert "The course has begun, and no seat became free until then." in page.words
    assert "No seat became free before the course began" in page.words


def test_who_waited_in_vain_moves_to_another_date_by_one_tap(browser, session):
    course = make_course(session)
    cohort = make_open_cohort(session, course=course, capacity=1)
    other = make_open_cohort(session, course=course)
    for given, kana in (("一郎", "イチロウ"), ("二郎", "ジロウ")):
        visitor = browser(language="en")
        page = enrol(visitor, cohort, name=NAME | {"given_name": given, "given_kana": kana})
    waiting.end(session, cohort.id, at=cohort.starts_at + timedelta(days=1))
    session.commit()
    shown = visitor.get(page.url)

    assert visitor.get(page.url + "/dates").select_one(f"a[href$='/dates/{other.code}']")
    moved = visitor.follow(visitor.submit(shown, f"form[action$='/dates/{other.code}']"))

    assert moved.h1.get_text() == "You have a seat"


def test_page_of_a_course_that_runs_or_is_over_asks_nobody_to_come_on_the_first_day(visitor, session):
    now, day = datetime.now(UTC), timedelta(days=1)
    times = {"opens_at": now - 9 * day, "closes_at": now - 8 * day}
    session.execute(update(Cohort).values(starts_at=now - day, ends_at=now + day, **times))
    session.commit()
    running = visitor.get(address(session))
    assert running.h1.get_text() == "You are taking part"
    assert "tell us before it begins" in running.words

    session.execute(update(Cohort).values(starts_at=now - 2 * day, ends_at=now - day))
    session.commit()
    over = visitor.get(address(session))
    assert over.h1.get_text() == "This course is over"
    assert [len(over.select(f".line {step}")) for step in (".is-done", "[aria-current]")] == [4, 0]
    assert "Come on the first day" not in running.words + over.words


def test_signed_in_person_finds_every_application_of_theirs_and_no_other(visitor, browser, session):
    somebody = browser(Role.PERSON, language="en")
    assert "You have not applied" in somebody.get("/enrolments").words
    assert somebody.get(address(session)).status == 404

    merge(session, the(session).person_id, somebody.account.person_id)

    assert somebody.get("/enrolments").select(f"a[href$='{the(session).receipt}']")
    assert somebody.get(address(session)).h1.get_text() == "You have a seat"


def test_courses_that_are_over_stand_apart(visitor, browser, session):
    somebody = browser(Role.PERSON, language="en")
    merge(session, the(session).person_id, somebody.account.person_id)
    assert "Courses that are over" not in somebody.get("/enrolments").words
    session.execute(update(Cohort).values(ends_at=datetime.now(UTC) - timedelta(days=1)))
    session.commit()

    page = somebody.get("/enrolments")

    assert "You have not applied for a course that is to come." in page.words
    assert page.select(f"h2 ~ ul a[href$='{the(session).receipt}']")


def merge(session, absorbed, kept):
    session.execute(update(Person).where(Person.id == absorbed).values(merged_into_id=kept))
    session.commit()


def test_person_who_never_enrolled_sees_what_to_do(browser, session):
    make_person(session)

    page = browser(Role.PERSON, language="en").get("/enrolments")

    assert page.select("main a[href$='/courses']")
