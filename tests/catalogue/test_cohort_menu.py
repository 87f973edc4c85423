"""The menu over the pages of a cohort: groups, and the pages of the one where somebody is."""

import pytest

from tests.make import make_cohort
from workforce.access import Role

MENU = "nav.submenu"


def shown(page):
    """The groups, and the entries of the open one, as texts; and what is marked as here in both."""
    groups, *entries = page.soup.select(MENU)
    here = [link.get_text(strip=True) for link in page.soup.select(f"{MENU} [aria-current]")]
    return [[link.get_text(strip=True) for link in menu.select("a")] for menu in [groups, *entries]], here


@pytest.mark.parametrize(
    ("below", "here"),
    [
        ("", ["People", "Enrolments"]),
        ("/money", ["Money and papers", "Money"]),
        ("/sessions", ["Lessons", "Sessions"]),
        ("/sessions/pattern", ["Lessons", "Sessions"]),
        ("/about", ["Cohort", "Facts"]),
        ("/results/written", ["People", "Written test"]),
    ],
)
def test_page_of_a_cohort_is_found_in_its_group(browser, session, below, here):
    cohort = make_cohort(session)
    page = browser(Role.COHORT_MANAGER, "en").get(f"/staff/cohorts/{cohort.code}{below}")
    assert shown(page)[1] == here


def test_menu_names_only_what_the_reader_may_open_and_what_makes_sense(browser, session):
    cohort = make_cohort(session)
    menus, _here = shown(browser(Role.COHORT_MANAGER, "en").get(f"/staff/cohorts/{cohort.code}/seats"))
    assert menus[0] == ["People", "Seats", "Lessons", "Money and papers", "Cohort"]
    assert menus[1] == ["Every seat", "How seats are given"]  # no draw, no criteria: seats go to who comes first
