"""The roll call in a room without network: thirty people, a page loaded again, two devices, and no names left."""

import sqlite3
import time
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import PATIENCE
from tests.browser.network import Cable
from tests.browser.world import PASSWORD, TEACHER

pytestmark = pytest.mark.screen
expect.set_options(timeout=PATIENCE * 1000)

SECONDS_AT_MOST = 60
LATE = 3  # of thirty people


@pytest.fixture
def teacher(screen, site):
    @contextmanager
    def open_teacher(**options):
        with closing(Cable(site)) as cable, screen(base_url=cable.address, **options) as visitor:
            page = visitor.open("/sign-in").page
            page.fill("[name=mail]", TEACHER)
            page.fill("[name=password]", PASSWORD)
            visitor.send()
            visitor.cable = cable
            yield visitor

    return open_teacher


def lose_network(visitor):
    visitor.cable.pull()
    visitor.page.context.set_offline(True)


def find_network(visitor):
    visitor.cable.plug_in()
    visitor.page.context.set_offline(False)


@pytest.fixture
def marks(site_folder):
    def count(sitting):
        with sqlite3.connect(site_folder / "site.sqlite") as database:
            query = "SELECT count(*), count(DISTINCT enrolment_id) FROM attendance_mark WHERE session_id = ?"
            return database.execute(query, [sitting]).fetchone()

    return count


def open_roll(visitor, number):
    """The roll of today's lesson `number`, once the pages are kept; returns the id of its session."""
    page = visitor.page
    page.locator("[data-keeping]").wait_for()
    visitor.follow(f"main section:first-of-type li:nth-of-type({number}) a[href*='/lessons/']")
    page.locator(".roll[data-on]").wait_for()
    return int(page.url.rpartition("/")[2])


def number(visitor, name):
    return int(visitor.page.locator(f"[data-{name}]").text_content())


def take_all(page):
    """A tap for each of thirty people; three of them are late."""
    for n, row in enumerate(page.locator(".roll__row").all()):
        row.locator(f"[value={'late' if n < LATE else 'present'}] + label").tap()


def test_thirty_people_without_network_arrive_once(teacher, marks):
    with teacher(has_touch=True) as visitor:
        page = visitor.page
        sitting = open_roll(visitor, 1)
        lose_network(visitor)
        begun = time.monotonic()
        take_all(page)
        expect(page.locator("[data-kept-count]")).to_have_text("30")
        seconds = time.monotonic() - begun
        assert seconds < SECONDS_AT_MOST
        assert number(visitor, "sent-count") == 0

        page.reload()
        expect(page.locator("[data-kept-count]")).to_have_text("30")
        assert number(visitor, "recorded") == 30
        assert page.locator("[value=late]:checked").count() == LATE
        assert marks(sitting) == (0, 0)

        find_network(visitor)
        page.locator("[data-all-sent]").wait_for()
        assert marks(sitting) == (30, 30)
        page.reload()
        expect(page.locator("[data-recorded]")).to_have_text("30")
        visitor.problems.clear()  # Chromium calls what has no network an error
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)")  # the bar at the thumb covers nobody there
        visitor.fits().axe()


def test_battery_that_dies_loses_nothing(teacher, marks):
    with teacher() as visitor:
        sitting = open_roll(visitor, 2)
        context = visitor.page.context
        lose_network(visitor)
        visitor.page.locator("[data-rest]").click()
        expect(visitor.page.locator("[data-kept-count]")).to_have_text("30")
        address = visitor.page.url
        visitor.page.close(run_before_unload=False)
        again = context.new_page()
        again.goto(address)
        expect(again.locator("[data-kept-count]")).to_have_text("30")
        find_network(visitor)
        again.locator("[data-all-sent]").wait_for()
        assert marks(sitting) == (30, 30)


def test_two_devices_agree_on_what_was_noted_later(teacher, marks):
    with teacher() as first, teacher() as second:
        sitting = open_roll(first, 3)
        open_roll(second, 3)
        lose_network(first)
        tap(first, "absent")
        first.page.wait_for_timeout(50)
        tap(second, "present")  # noted later, arrives first
        second.page.locator("[data-all-sent]").wait_for()
        find_network(first)
        first.page.locator("[data-all-sent]").wait_for()

        expect(first.page.locator(".roll__row").first.locator("[value=present]")).to_be_checked()
        assert marks(sitting) == (2, 1)


def tap(visitor, status):
    visitor.page.locator(".roll__row").first.locator(f"[value={status}] + label").click()


def test_undo_and_minutes(teacher, marks):
    with teacher() as visitor:
        page = visitor.page
        open_roll(visitor, 4)
        tap(visitor, "late")
        row = page.locator(".roll__row").first
        minutes = row.locator("[name^=late-]")
        expect(minutes).not_to_have_value("")  # written once the mark is kept
        before = int(minutes.input_value())
        assert 15 <= before <= 60  # the lesson began a while ago
        row.locator("[data-step='5'][data-of=late]").click()
        assert int(minutes.input_value()) == before + 5
        page.locator("[data-undo]").click()
        page.locator("[data-undo]").click()
        expect(page.locator("[data-recorded]")).to_have_text("0")  # written once the mark is kept
        page.locator("[data-all-sent]").wait_for()
        page.reload()
        expect(page.locator("[data-recorded]")).to_have_text("0")


def test_signing_out_wipes_the_names(teacher):
    with teacher() as visitor:
        page = visitor.page
        open_roll(visitor, 1)
        address = page.url
        visitor.follow("form[action$='/sign-out'] button")
        page.wait_for_function("async () => (await caches.keys()).length === 0")
        lose_network(visitor)
        with pytest.raises(Error):
            page.goto(address)


def test_sign_in_that_was_ended_elsewhere_wipes_the_names_and_keeps_the_marks(teacher, site_folder):
    with teacher() as visitor:
        page = visitor.page
        open_roll(visitor, 2)
        address = page.url
        lose_network(visitor)
        tap(visitor, "absent")
        expect(page.locator("[data-kept-count]")).to_have_text("1")
        with sqlite3.connect(site_folder / "site.sqlite") as database:
            database.execute("UPDATE sign_in SET ended_at = started_at")
        find_network(visitor)
        page.locator("[data-ended] a").wait_for()
        expect(page.locator("[data-kept-count]")).to_have_text("1")
        page.wait_for_function("async () => (await caches.keys()).length === 0")
        lose_network(visitor)
        with pytest.raises(Error):
            page.goto(address)
