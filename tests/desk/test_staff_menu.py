"""The menu over the pages of staff: a few groups, each with the pages that the reader may open."""

import pytest

from tests.make import make_cohort
from workforce.access import Role

MENU = "nav[aria-label='Staff menu']"


def groups(page):
    """{group: its entries}; an entry that stands alone has none."""
    found = {}
    for one in page.soup.select_one(MENU).find_all(["a", "details"], recursive=False):
        words = [part.get_text(strip=True) for part in one.select("a")]
        found[(one.summary or one).get_text(strip=True)] = words
    return found


def here(page):
    return [one.get_text(strip=True) for one in page.soup.select(f"{MENU} [aria-current]")]


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/staff/", ["To do now"]),
        ("/staff/messages", ["People and messages", "Messages"]),
        ("/staff/search?q=x", ["People and messages"]),
        ("/staff/instructors/load", ["Lessons and rooms"]),
        ("/staff/money/refunds", ["Money"]),
        ("/staff/policies/offer-hours", ["Rules and records"]),
    ],
)
def test_page_of_staff_is_found_in_its_group(browser, session, address, marked):
    assert here(browser(Role.ADMIN, "en").get(address)) == marked


def test_pages_of_a_cohort_are_among_the_courses(browser, session):
    cohort = make_cohort(session)
    assert here(browser(Role.CLERK, "en").get(f"/staff/cohorts/{cohort.code}/seats")) == ["Courses"]


def test_menu_has_few_groups_and_only_what_the_reader_may_open(browser, session):
    admin, clerk = (groups(browser(role, "en").get("/staff/")) for role in (Role.ADMIN, Role.CLERK))
    assert len(admin) <= 6
    assert admin["Rules and records"] == ["Rules", "Accounts", "History", "Audit"]
    assert "Rules and records" not in clerk  # one page alone needs no group
    assert clerk["Rules"] == []


def test_reader_of_few_pages_sees_them_side_by_side(browser, session):
    menu = groups(browser(Role.INSTRUCTOR, "en").get("/instructor/assessments"))
    assert menu == {"Points to give": [], "Lessons": []}
