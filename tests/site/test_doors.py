"""The first page and the doors: one catalogue, in the order and words of each reader."""

import pytest

from tests.make import make_course
from tests.site.offered import meant_for, offer, titled, titles
from workforce.catalogue.models import Audience
from workforce.i18n import LANGUAGES


@pytest.fixture
def two_courses(session):
    """One that is first for young people, one that is first for career changers."""
    play, work = make_course(session, title=titled("体験")), make_course(session, title=titled("初任者研修"))
    for course, young, change in ((play, 1, 2), (work, 2, 1)):
        meant_for(session, course, "young_people", rank=young, pitch=f"若い人の{young}番")
        meant_for(session, course, "career_changers", rank=change, pitch=f"転職の{change}番")
        offer(session, course=course)


@pytest.mark.usefixtures("two_courses")
def test_doors_show_the_same_cohorts_in_another_order_and_other_words(browser):
    young = browser(language="en").get("/for/young_people")
    change = browser(language="en").get("/for/career_changers")

    assert titles(young) == ["体験", "初任者研修"]
    assert titles(change) == ["初任者研修", "体験"]
    assert "若い人の1番" in young.words
    assert "転職の1番" in change.words
    assert "転職の1番" not in young.words


@pytest.mark.usefixtures("two_courses")
def test_door_leaves_out_what_is_not_for_its_readers(browser, session):
    offer(session, "看護職のために")

    assert "看護職のために" not in titles(browser().get("/for/young_people"))


def test_young_people_hear_of_the_guardian(browser):
    words = browser(language="en").get("/for/young_people").words

    assert "Are you under 18?" in words
    assert "whether they agree" in words


def test_people_from_abroad_hear_that_their_status_does_not_matter(browser):
    page = browser(language="en").get("/for/foreign_workers")

    assert "any residence status" in page.words
    assert page.select_one("main a[href='/en/courses?help=vi']")


@pytest.mark.parametrize("audience", list(Audience))
def test_door_without_dates_offers_to_write(browser, audience):
    page = browser(language="en").get(f"/for/{audience}")

    assert page.select_one(f"a[href='/en/interest?audience={audience}']")


def test_door_that_does_not_exist_is_not_found(browser):
    assert browser().get("/for/cats").status == 404


def test_first_page_has_the_doors_a_search_and_what_is_open(browser, session):
    cohort = offer(session, "初任者研修")

    page = browser(language="en").get("/")

    assert len(page.select(".doors a")) == 3
    assert page.select_one("form[role=search]")["action"] == "/en/courses"
    assert page.select_one(f".row a[href='/en/cohorts/{cohort.code}']")
    assert page.select_one("main a[href='/en/consult']")
    assert page.select_one("main a[href='/en/operators']")


def test_first_page_shows_the_soonest_eight_and_only_open_ones(browser, session):
    course = make_course(session)
    for _ in range(9):
        offer(session, course=course)

    assert len(browser().get("/").select(".row")) == 8


@pytest.mark.parametrize("count", [5, 12])
@pytest.mark.parametrize("path", ["/", "/for/young_people"])
def test_page_takes_one_statement_however_many_courses_there_are(browser, session, count_statements, path, count):
    for _ in range(count):
        course = make_course(session)
        meant_for(session, course, "young_people")
        offer(session, course=course)
    visitor = browser()
    session.commit()

    with count_statements() as seen:
        visitor.get(path)

    assert len(seen) == 1


@pytest.mark.parametrize(
    ("cookie", "accepted", "lands"),
    [
        ("", "vi,en;q=0.5", "/vi/"),
        ("", "fr", "/ja/"),
        ("", "", "/ja/"),
        ("language=easy", "vi", "/easy/"),
        ("language=xx", "en-GB,en", "/en/"),
    ],
)
def test_address_without_a_language_leads_to_the_readers(app, cookie, accepted, lands):
    answer = app.test_client(use_cookies=False).get("/", headers={"Cookie": cookie, "Accept-Language": accepted})

    assert (answer.status_code, answer.location) == (302, lands)
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_every_page_names_itself_in_the_other_languages(browser, session):
    offer(session)

    page = browser(language="vi").get("/courses?day=5&q=介護")

    for code in LANGUAGES:
        assert page.select_one(f"link[rel=alternate][href^='/{code}/courses?day=5&q=']"), code


def test_an_address_without_a_page_answers_in_the_language_it_begins_with(app):
    answer = app.test_client().get("/vi/nowhere/at/all", headers={"Accept-Language": "en"})
    assert (answer.status_code, 'lang="vi"' in answer.text.split(">")[1]) == (404, True)
