"""Every public page in every language, through the browser that checks pages."""

import pytest

from tests.make import make_course
from tests.site.offered import enrol, make_place, meant_for, offer, require
from workforce.access import Role
from workforce.catalogue.models import Audience
from workforce.i18n import LANGUAGES


@pytest.fixture
def town(session):
    """A course with everything, and a cohort with everything."""
    first, course = (
        make_course(session),
        make_course(session, slug="whole", minimum_age=15, after_compulsory_school=True),
    )
    require(session, course, first)
    meant_for(session, course, "young_people")
    given = {"languages": ["easy", "en", "vi"], "childcare": True, "minimum": 2, "place_id": make_place(session).id}
    cohort = offer(session, course=course, code="whole", sessions=8, fee=5_000, capacity=2, **given)
    enrol(session, cohort, 2)


PATHS = ("/", "/courses", "/courses?day=0&fee=0&q=x", "/courses/whole", "/cohorts/whole", "/consult", "/privacy") + (
    "/operators",
    "/interest",
    "/interest?course=whole",
    "/interest?day=0&audience=volunteers",
    *(f"/for/{audience}" for audience in Audience),
)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole(browser, language, path):
    page = browser(language=language).get(path)

    assert page.status == 200
    assert page.html["lang"] == LANGUAGES[language].html_lang


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("path", PATHS)
def test_page_of_a_signed_in_person_says_the_same(browser, path):
    visitor, clerk = browser().get(path), browser(Role.CLERK).get(path)

    assert clerk.h1 == visitor.h1
    assert clerk.title == visitor.title


def test_robots_are_asked_to_leave_forms_alone(app):
    answer = app.test_client().get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert "Disallow: /*/cohorts/*/enrol" in answer.text
