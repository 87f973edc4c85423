"""The list of courses: what it shows, how it is narrowed, paged and searched."""

from datetime import timedelta

import pytest

from tests.make import make_course
from tests.site.offered import MONDAY, SATURDAY, badges, enrol, make_place, meant_for, now, offer, titled, titles
from workforce.catalogue.models import CohortState, CourseState
from workforce.catalogue.queries import paging
from workforce.enrolment.models import State


def listed(browser, query="", language="en"):
    return titles(browser(language=language).get(f"/courses{query}"))


def test_row_says_day_place_fee_seats_and_last_day(browser, session):
    place = make_place(session, "中央会館")
    cohort = offer(session, "初任者研修", fee=12_000, capacity=5, place_id=place.id, languages=["vi"], childcare=True)
    enrol(session, cohort, 2)

    page = browser(language="en").get("/courses")

    row = page.select_one(".row").get_text(" ", strip=True)
    for words in (
        "初任者研修",
        "Sat 10:00",
        "中央会館",
        "¥12,000",
        "3 seats left",
        "apply by",
        "Tiếng Việt",
        "childcare",
    ):
        assert words in row


@pytest.mark.parametrize(
    "values",
    [
        ["9999-12-31T23:59:59-23:00", 1],
        ["0001-01-01T00:00:00+23:00", 1],
        ["2026-01-01T00:00:00+00:00", 10**30],
        ["\ud800", 1],
    ],
)
@pytest.mark.parametrize("sort", ["", "closes", "fee"])
def test_nonsense_in_the_token_of_a_page_starts_anew(browser, session, values, sort):
    offer(session, "one")

    assert listed(browser, f"?sort={sort}&after={paging.token(values)}") == ["one"]


def htmx_asks_for(block):
    return {"HX-Request-Type": "partial", "HX-Target": f"section#{block}"}


def test_unknown_block_is_the_whole_page(browser, session):
    offer(session, "one")

    page = browser(language="en").get("/courses", headers=htmx_asks_for("nonsense"))

    assert (page.status, titles(page)) == (200, ["one"])
    assert page.select_one("header")


def test_soonest_comes_first(browser, session):
    offer(session, "later", after=60)
    offer(session, "sooner", after=30)

    assert listed(browser) == ["sooner", "later"]


def test_full_cohort_says_which_place_on_the_waiting_list_a_newcomer_gets(browser, session):
    cohort = offer(session, capacity=2)
    enrol(session, cohort, 2)
    enrol(session, cohort, 1, State.WAITLISTED)

    assert badges(browser(language="en").get("/courses")) == ["Waiting list: you would be no. 2"]


def test_seat_held_for_a_guardian_counts_as_taken_and_a_cancelled_one_does_not(browser, session):
    cohort = offer(session, capacity=4)
    enrol(session, cohort, 2, State.WAITING_FOR_GUARDIAN)
    enrol(session, cohort, 1, State.CANCELLED)

    assert badges(browser(language="en").get("/courses")) == ["2 seats left"]


def test_cohort_that_opens_later_says_when(browser, session):
    offer(session, opens_at=now() + timedelta(days=2))

    assert badges(browser(language="en").get("/courses"))[0].startswith("You can apply from ")


def test_drafts_cancelled_and_withdrawn_ones_are_not_listed(browser, session):
    offer(session, "draft", state=CohortState.DRAFT)
    offer(session, "cancelled", state=CohortState.CANCELLED)
    offer(session, "withdrawn", course=make_course(session, state=CourseState.DRAFT))
    offer(session, "open")

    assert listed(browser) == ["open"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?day=5", ["Saturday"]),
        ("?day=0", ["Monday evening"]),
        ("?day=0&day=5", ["Saturday", "Monday evening"]),
        ("?time=evening", ["Monday evening"]),
        ("?time=morning", ["Saturday"]),
        ("?fee=0", ["Saturday"]),
        ("?fee=20000", ["Saturday", "Monday evening"]),
        ("?help=vi", ["Monday evening"]),
        ("?childcare=1", ["Saturday"]),
        ("?online=1", ["Monday evening"]),
        ("?audience=young_people", ["Saturday"]),
        ("?q=evening", ["Monday evening"]),
        ("?q=satur+DAY", ["Saturday"]),
        ("?day=9&time=noon&place=x&fee=-1&help=xx&audience=cats&sort=size", ["Saturday", "Monday evening"]),
        ("?fee=99999999999999999999", ["Saturday", "Monday evening"]),
    ],
)
def test_filter_in_the_address_narrows_the_list(browser, session, query, found):
    saturday = offer(session, "Saturday", weekday=SATURDAY, hour=10, childcare=True)
    offer(session, "Monday evening", weekday=MONDAY, hour=18, fee=15_000, languages=["vi"], online=True, after=60)
    session.refresh(saturday, ["course"])
    meant_for(session, saturday.course, "young_people")

    assert listed(browser, query) == found


def test_place_narrows_the_list_and_is_found_by_name(browser, session):
    east, west = make_place(session, "東会館"), make_place(session, "西会館")
    offer(session, "in the east", place_id=east.id)
    offer(session, "in the west", place_id=west.id)

    assert listed(browser, f"?place={west.id}") == ["in the west"]
    assert listed(browser, "?q=東会館") == ["in the east"]


def test_search_finds_readings_and_words_without_accents(browser, session):
    title = titled("介護の入門", easy="{介護|かいご}の {入門|にゅうもん}", vi="Nhập môn chăm sóc")
    offer(session, course=make_course(session, title=title))

    for words in ("かいご", "ｶｲｺﾞ", "nhap mon", "CHĂM SÓC", "入門"):
        assert len(listed(browser, f"?q={words}")) == 1, words


def test_filter_that_was_set_is_shown_and_each_wish_can_be_taken_back(browser, session):
    offer(session, "Saturday", weekday=SATURDAY, hour=10)

    page = browser(language="en").get("/courses?day=5&time=morning")

    assert [each["value"] for each in page.select("input[name=day][checked]")] == ["5"]
    assert [each["href"] for each in page.select(".given a")] == [
        "/en/courses?time=morning",
        "/en/courses?day=5",
        "/en/courses",
    ]


def test_nothing_fits_shows_the_nearest_and_what_is_different(browser, session):
    offer(session, "Saturday, dear", weekday=SATURDAY, fee=30_000, after=60)
    offer(session, "Monday, dear", weekday=MONDAY, fee=30_000, after=30)

    page = browser(language="en").get("/courses?day=5&fee=0")

    assert titles(page) == ["Saturday, dear", "Monday, dear"]
    assert "Not as you wished: fee" in page.select(".row")[0].get_text(" ", strip=True)
    assert "Not as you wished: days, fee" in page.select(".row")[1].get_text(" ", strip=True)
    assert page.select_one("a[href='/en/interest?day=5&fee=0']")


def test_nothing_open_leads_on(browser):
    page = browser(language="en").get("/courses")

    assert "No course is open at the moment" in page.words
    assert page.select_one("main a[href='/en/interest']")
    assert page.select_one("main a[href='/en/consult']")


def test_list_is_ordered_as_asked(browser, session):
    offer(session, "dear", fee=9_000, after=30, closes_at=now() + timedelta(days=20))
    offer(session, "cheap", fee=1_000, after=60, closes_at=now() + timedelta(days=10))

    assert listed(browser) == ["dear", "cheap"]
    assert listed(browser, "?sort=fee") == ["cheap", "dear"]
    assert listed(browser, "?sort=closes") == ["cheap", "dear"]


@pytest.mark.parametrize("sort", ["starts", "closes", "fee"])
def test_pages_are_turned_by_key_in_both_directions(browser, session, sort):
    course = make_course(session)
    for n in range(53):
        offer(session, course=course, after=30 + n % 7, fee=1_000 * (n % 3))
    visitor = browser(language="en")

    first = visitor.get(f"/courses?sort={sort}")
    second = visitor.get(first.select_one("a[rel=next]")["href"])
    again = visitor.get(second.select_one("a[rel=prev]")["href"])

    assert [len(page.select(".row")) for page in (first, second, again)] == [50, 3, 50]
    assert addresses(first) == addresses(again)
    assert not set(addresses(first)) & set(addresses(second))
    assert not first.select("a[rel=prev]")
    assert not second.select("a[rel=next]")


def addresses(page):
    return [each["href"] for each in page.select(".row__title a")]


def test_page_that_is_no_more_is_the_first(browser, session):
    offer(session, "open")

    assert listed(browser, "?after=nonsense") == ["open"]


def test_block_is_swapped_with_the_number_told(browser, session):
    offer(session, "Saturday", weekday=SATURDAY)

    block = browser(language="en").get("/courses?day=5", block="courses")

    assert titles(block) == ["Saturday"]
    assert block.select_one("[hx-swap-oob='innerHTML:#courses-found']").get_text() == "1 course on this page"
    assert not block.select("form")


@pytest.mark.parametrize("count", [5, 12])
@pytest.mark.parametrize(("query", "most"), [("", 2), ("?day=5&fee=50000", 2), ("?q=介護", 2), ("?q=zzz&fee=0", 3)])
def test_list_takes_as_many_statements_for_twelve_as_for_five(browser, session, count_statements, query, most, count):
    for _ in range(count):
        offer(session)
    visitor = browser()
    session.commit()

    with count_statements() as seen:
        visitor.get(f"/courses{query}")

    assert len(seen) == most
