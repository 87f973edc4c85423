"""The page of one cohort: the facts, who can take part, and what to do when one cannot enrol."""

from datetime import timedelta

import pytest

from tests.make import make_course, make_person, saved
from tests.site.offered import enrol, make_place, now, offer, require, teach, titled
from workforce.access import Role
from workforce.catalogue.models import CohortState, FeeKind, FeeLine
from workforce.enrolment.models import State
from workforce.i18n.wording import localized_text


def shown(browser, cohort, role=None):
    return browser(role, language="en").get(f"/cohorts/{cohort.code}")


def facts(page):
    return {
        row.dt.get_text(" ", strip=True): row.dd.get_text(" ", strip=True)
        for row in page.select("dl.facts")[0].select("div")
    }


def enrol_link(page):
    return page.select_one(".reach a[href$='/enrol']")


def test_facts_stand_before_any_prose(browser, session):
    lead = make_person(session, "田中 みどり")
    place = make_place(session, "中央会館")
    cohort = offer(session, sessions=3, fee=12_000, capacity=5, place_id=place.id, lead_id=lead.id, languages=["vi"])
    enrol(session, cohort, 2)

    page = shown(browser, cohort)

    found = facts(page)
    assert "10:00–12:00" in found["Begins"]
    assert found["Days"] == "Saturday 3 days altogether, 1 hour"
    assert (
        found["Place"]
        == "中央会館 見本市中央町1-2-3 No steps: you can come with a wheelchair. Map, rooms and the way there"
    )
    assert found["Fee"] == "¥12,000"
    assert found["Seats"] == "3 seats left of 5"
    assert found["Language"].endswith("Tiếng Việt")
    assert found["Who to ask"].startswith("田中 みどり")
    assert page.select_one("dl.facts").find_next("h2").get_text() == "Who can take part"


def test_enrol_button_leads_to_the_form(browser, session):
    cohort = offer(session)

    link = enrol_link(shown(browser, cohort))

    assert link["href"] == f"/en/cohorts/{cohort.code}/enrol"
    assert link.get_text() == "Apply for this course"


def test_fee_is_told_with_and_without_the_textbook(browser, session):
    cohort = offer(session, fee=30_000)
    saved(session, FeeLine(cohort_id=cohort.id, kind=FeeKind.TEXTBOOK, yen=6_600))

    words = shown(browser, cohort).words

    assert "Together ¥36,600" in words
    assert "If you have the textbook ¥30,000" in words


def test_everybody_is_welcome_where_there_is_no_rule(browser, session):
    words = shown(browser, offer(session)).words

    assert "Everybody. You need no experience" in words
    assert "If you are under 18, a parent or guardian must agree." in words


def test_rule_and_what_to_do_stand_on_the_page_before_the_form(browser, session):
    first = make_course(session, title=titled("初任者研修"))
    course = make_course(session, minimum_age=15)
    require(session, course, first)

    page = shown(browser, offer(session, course=course))

    assert "From 15 years of age" in page.words
    assert "After one of these courses: 初任者研修" in page.words
    assert page.select_one(f"a[href='/en/courses/{first.slug}']").get_text() == "初任者研修"
    assert page.words.index("From 15 years") < page.words.index("After you apply")


def test_adults_course_says_nothing_of_guardians(browser, session):
    page = shown(browser, offer(session, course=make_course(session, minimum_age=18)))

    assert "guardian" not in page.words


def test_full_cohort_offers_the_waiting_list_with_the_place(browser, session):
    cohort = offer(session, capacity=1)
    enrol(session, cohort, 1)
    enrol(session, cohort, 2, State.WAITLISTED)

    page = shown(browser, cohort)

    assert "All seats are taken" in page.words
    assert "You would be no. 3" in page.words
    assert enrol_link(page).get_text() == "Join the waiting list"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"opens_at": timedelta(days=1)}, "Not open yet"),
        ({"closes_at": timedelta(hours=-1)}, "You can no longer apply"),
        ({"starts_at": timedelta(days=-1)}, "This course has begun"),
        ({"starts_at": timedelta(days=-9), "ends_at": timedelta(days=-8)}, "This course is over"),
        ({"state": CohortState.CANCELLED}, "This course does not take place"),
    ],
)
def test_who_cannot_enrol_is_told_why_and_led_on(browser, session, given, words):
    given = {name: now() + value if isinstance(value, timedelta) else value for name, value in given.items()}
    cohort = offer(session, **given)

    page = shown(browser, cohort)

    assert words in page.words
    assert not enrol_link(page)
    assert page.select_one(".reach a")["href"].startswith("/en/interest?course=")


def test_other_dates_come_first_when_this_one_is_closed(browser, session):
    course = make_course(session)
    closed = offer(session, course=course, closes_at=now() - timedelta(hours=1))
    other = offer(session, course=course, after=60)

    page = shown(browser, closed)

    assert page.select_one(".reach a")["href"] == "#others"
    assert [link["href"] for link in page.select("#others .row__title a")] == [f"/en/cohorts/{other.code}"]


def test_timetable_names_days_hours_and_what_is_taught(browser, session):
    course = make_course(session, items=((60, "lecture"), (60, "exercise")))
    cohort = offer(session, course=course, sessions=8)
    session.refresh(course, ["subjects"])
    session.refresh(course.subjects[0], ["items"])
    teach(session, cohort, course.subjects[0].items)

    page = shown(browser, cohort)

    days = page.select(".timetable li")
    assert len(days) == 8
    assert "10:00–12:00" in days[0].get_text()
    assert "項目1" in days[0].get_text()
    assert "項目2" in days[0].get_text()
    assert page.select_one("details.more summary").get_text() == "Show 2 more days"


def test_text_in_another_language_is_borrowed_with_a_notice(browser, session):
    course = make_course(session, title=localized_text("介護の入門"), summary=localized_text("はじめての方へ。"))

    page = shown(browser, offer(session, course=course))

    assert page.h1.span["lang"] == "ja"
    assert "Part of this page is not yet in your language." in page.words


def test_draft_is_hidden_from_visitors_and_previewed_by_staff(browser, session):
    draft = offer(session, state=CohortState.DRAFT)

    assert shown(browser, draft).status == 404
    assert shown(browser, draft, Role.OPERATOR).status == 404
    preview = shown(browser, draft, Role.CLERK)
    assert "Only staff can see this page" in preview.words
    assert preview.headers["Cache-Control"] == "no-store"


def test_unknown_cohort_is_not_found_and_leads_on(browser):
    page = browser(language="en").get("/cohorts/nothing")

    assert page.status == 404
    assert page.select_one("a[href='/en/courses']")


def test_words_typed_by_staff_never_become_markup(browser, session):
    cohort = offer(session, "<b>x</b>", note=titled("<script>y</script>"))

    page = shown(browser, cohort)

    assert page.h1.get_text() == "<b>x</b>"
    assert not page.select("main script")


@pytest.mark.parametrize("sessions", [5, 12])
@pytest.mark.parametrize(("given", "most"), [({}, 1), ({"closes_at": -timedelta(hours=1)}, 2)])
def test_page_takes_as_many_statements_for_twelve_sessions_as_for_five(
    browser, session, count_statements, given, most, sessions
):
    given = {name: now() + value for name, value in given.items()}
    course = make_course(session)
    require(session, course, make_course(session))
    offer(session, course=course, code="counted", sessions=sessions, **given)
    visitor = browser()
    session.commit()

    with count_statements() as seen:
        visitor.get("/cohorts/counted")

    assert len(seen) == most
