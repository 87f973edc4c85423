"""Staff at a PC: sign in, what needs doing, the board of a cohort, search by keyboard."""

import pytest

from tests.browser.world import MANAGER, PASSWORD

pytestmark = pytest.mark.screen
DESKTOP = {"width": 1280, "height": 900}
PAGES = ("/staff/", "/staff/cohorts", "/staff/courses", "/staff/counter", "/staff/messages", "/staff/search?q=ヤマ")


def sign_in(visitor):
    page = visitor.open("/sign-in").page
    page.fill("main [name=mail], main [name=email]", MANAGER)
    page.fill("main [name=password]", PASSWORD)
    visitor.send()
    return page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_axe_finds_nothing_on_the_pages_of_staff(screen, language):
    with screen(language, size=DESKTOP) as clerk:
        sign_in(clerk)

        for path in PAGES:
            clerk.open(path).axe().fits()
        clerk.quiet()


def test_slash_takes_the_keyboard_to_the_search(screen):
    with screen(size=DESKTOP) as clerk:
        page = sign_in(clerk)
        page.keyboard.press("/")
        page.keyboard.type("たかさき")
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert "/staff/search" in page.url


def test_a_signed_out_browser_sees_nothing_of_staff(screen):
    with screen() as visitor:
        visitor.open("/staff/")

        assert "/sign-in" in visitor.page.url
