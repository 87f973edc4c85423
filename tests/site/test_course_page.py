"""The page of one course."""

from tests.make import make_course
from tests.site.offered import meant_for, offer, require, titled, titles
from workforce.access import Role
from workforce.catalogue.models import CourseState


def shown(browser, course, role=None):
    return browser(role, language="en").get(f"/courses/{course.slug}")


def test_course_says_what_for_whom_and_when(browser, session):
    course = make_course(session, title=titled("初任者研修"), items=((60, "lecture"), (90, "exercise")))
    meant_for(session, course, "young_people", pitch="高校生のうちに")
    cohort = offer(session, course=course)

    page = shown(browser, course)

    assert page.h1.get_text() == "初任者研修"
    assert "高校生のうちに" in page.words
    assert "Together 2 h 30 min." in page.words
    assert page.select_one(".row__title a")["href"] == f"/en/cohorts/{cohort.code}"
    assert len(titles(page)) == 1


def test_course_says_what_comes_before_and_after_it(browser, session):
    first, then = make_course(session, title=titled("first")), make_course(session, title=titled("then"))
    require(session, then, first)

    assert shown(browser, then).select_one(f"main a[href='/en/courses/{first.slug}']")
    assert shown(browser, first).select_one(f"main a[href='/en/courses/{then.slug}']")


def test_course_without_dates_offers_to_write(browser, session):
    course = make_course(session)

    page = shown(browser, course)

    assert page.select_one(f"a[href='/en/interest?course={course.slug}']")


def test_draft_is_hidden_from_visitors_and_previewed_by_staff(browser, session):
    draft = make_course(session, state=CourseState.DRAFT)

    assert shown(browser, draft).status == 404
    assert "Only staff can see this page" in shown(browser, draft, Role.CLERK).words


def test_course_that_is_no_longer_offered_leads_on(browser, session):
    page = shown(browser, make_course(session, state=CourseState.CANCELLED))

    assert page.status == 200
    assert "We no longer offer this course" in page.words
    assert page.select_one("main a[href='/en/courses']")
