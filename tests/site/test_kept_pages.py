"""Pages kept for visitors, and pages remembered for everybody."""

import pytest
from werkzeug.test import Client

from tests.site.offered import enrol, offer
from workforce.access import Role
from workforce.database import writing
from workforce.web.kept import KeptPages


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(app, session, clock):
    """A visitor of the application as it is served: kept pages in front of it."""
    offer(session, "初任者研修", code="kept")
    session.commit()
    return Client(KeptPages(app.wsgi_app, app.extensions["assets"], clock=clock), use_cookies=False)


@pytest.mark.parametrize("path", ["/ja/", "/ja/courses", "/ja/cohorts/kept", "/ja/for/volunteers", "/ja/privacy"])
def test_second_visitor_within_a_second_gets_the_same_without_the_database(client, count_statements, path):
    first = client.get(path)

    with count_statements() as seen:
        second = client.get(path)

    assert first.status_code == 200
    assert second.data == first.data
    assert seen == []


def test_after_a_second_the_page_is_exact_again(client, clock, session):
    before = client.get("/en/courses").text
    writing.set(True)
    offer(session, code="newcomer")
    session.commit()

    assert client.get("/en/courses").text == before
    clock.now += 1.1
    assert "newcomer" in client.get("/en/courses").text


def test_browser_that_has_the_page_gets_only_that_it_is_unchanged(client):
    first = client.get("/ja/courses")

    answer = client.get("/ja/courses", headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 304
    assert answer.data == b""


def test_kept_page_tells_caches_what_decided(client):
    answer = client.get("/ja/courses")

    assert set(answer.headers["Vary"].split(", ")) == {"HX-Request-Type", "HX-Target", "Accept-Encoding"}
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Set-Cookie" not in answer.headers
    assert 'method="post"' not in answer.text.lower()


def test_filters_are_kept_apart(client):
    assert client.get("/ja/courses?day=0").data != client.get("/ja/courses").data


def test_cookie_of_a_session_bypasses_what_is_kept(client, count_statements):
    client.get("/ja/courses")

    with count_statements() as seen:
        answer = client.get("/ja/courses", headers={"Cookie": "session=anything"})

    assert len(seen) == 2
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_blocks_and_forms_and_missing_pages_are_never_kept(client):
    block = client.get("/ja/courses", headers={"HX-Request-Type": "partial", "HX-Target": "section#courses"})

    assert "ETag" not in block.headers
    assert "Set-Cookie" in client.get("/ja/interest").headers
    assert "ETag" not in client.get("/ja/interest").headers
    assert "ETag" not in client.get("/ja/cohorts/nothing").headers


def test_page_is_smaller_for_a_browser_that_unpacks(client):
    plain, small = (client.get("/ja/privacy", headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip"))

    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 2


def test_remembered_page_follows_every_change(browser, session):
    cohort = offer(session, capacity=5)
    visitor = browser(language="en")

    before = visitor.get("/courses").words
    enrol(session, cohort, 2)
    after = visitor.get("/courses").words

    assert "5 seats left" in before
    assert "3 seats left" in after


def test_remembered_page_is_not_shown_to_somebody_signed_in(browser, session):
    offer(session)
    browser(language="en").get("/privacy")

    assert "Sign out" in browser(Role.CLERK, language="en").get("/privacy").get_text()
    assert "Sign out" not in browser(language="en").get("/privacy").get_text()


def test_remembered_page_does_not_swallow_what_there_is_to_tell(browser, session):
    visitor = browser(language="en")
    visitor.get("/courses")

    told = visitor.follow(visitor.submit(visitor.get("/interest"), mail="hoa@example.jp"))

    assert "hoa@example.jp" in told.flash
    assert visitor.get("/courses").flash == ""


def test_remembered_page_is_packed_for_a_browser_that_unpacks(app, session):
    offer(session)
    session.commit()

    answer = app.test_client(use_cookies=False).get(
        "/easy/courses", headers={"Accept-Encoding": "gzip", "Cookie": "session=x"}
    )

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
