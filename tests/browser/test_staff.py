"""Staff at a PC: sign in, what needs doing, the board of a cohort, search by keyboard."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.world import MANAGER, PASSWORD

pytestmark = pytest.mark.screen
DESKTOP = {"width": 1280, "height": 900}
PAPER = {"width": 672, "height": 1000}  # A4 within its margins of 16 mm, in CSS pixels
PAGES = ("/staff/", "/staff/cohorts", "/staff/courses", "/staff/counter", "/staff/messages", "/staff/search?q=ヤマ")


def sign_in(visitor, mail=MANAGER):
    page = visitor.open("/sign-in").page
    page.fill("main [name=mail], main [name=email]", mail)
    page.fill("main [name=password]", PASSWORD)
    visitor.send()
    return page


def test_pages_of_staff_fit_in_english_and_axe_finds_nothing_in_the_frame_around_them(screen):
    """Each of them is looked over in Japanese on the walk through every page."""
    with screen("en", size=DESKTOP) as clerk:
        sign_in(clerk)

        for path in PAGES:
            clerk.open(path).fits()
        clerk.axe()
        clerk.quiet()


def test_slash_takes_the_keyboard_to_the_search(screen):
    with screen(size=DESKTOP) as clerk:
        page = sign_in(clerk)
        page.keyboard.press("/")
        page.keyboard.type("たかさき")
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert "/staff/search" in page.url


def test_a_group_of_the_menu_opens_over_the_page_and_closes_by_escape_or_elsewhere(screen):
    with screen(size=DESKTOP) as clerk:
        page = sign_in(clerk)
        heading, group = page.locator("main h1"), page.locator("nav summary").first
        before, opened = heading.bounding_box(), page.locator("nav details[open]")

        group.click()
        assert (opened.count(), heading.bounding_box()) == (1, before)
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert (opened.count(), group.evaluate("one => one === document.activeElement")) == (0, True)
        group.click()
        heading.click()
        assert opened.count() == 0
        clerk.fits().quiet()


def test_a_signed_out_browser_sees_nothing_of_staff(screen):
    with screen() as visitor:
        visitor.open("/staff/")

        assert "/sign-in" in visitor.page.url


def test_staff_cancel_and_note_that_the_next_takes_the_seat_with_the_keyboard_alone(screen):
    with screen(size=DESKTOP) as clerk:
        page = clerk.open("/sign-in").page
        clerk.tab_to("main [name=mail]").page.keyboard.type(MANAGER)
        clerk.tab_to("main [name=password]").page.keyboard.type(PASSWORD)
        clerk.send_by_keyboard()

        clerk.tab_to("nav summary:has(+ div a[href$='/staff/cohorts'])").page.keyboard.press("Enter")
        clerk.axe().enter("nav a[href$='/staff/cohorts']").enter("main a[href*='/cohorts/d']")
        clerk.enter("tr:has(.badge--good) a[href*='/cancellation']")
        clerk.tab_to("main [name=reason]").page.keyboard.type("本人から電話で連絡")
        clerk.enter("main form[method=post] button.button--danger")
        before = page.locator("tr .badge--good").count()
        clerk.enter("tr form[action*='/acceptance'] button")

        assert page.locator("tr .badge--good").count() == before + 1
        clerk.axe().quiet()


def test_a_month_is_one_sheet_of_paper(screen):
    with screen(size=DESKTOP) as clerk:
        sign_in(clerk)
        sheets = PdfReader(BytesIO(clerk.open("/staff/timetable/month").page.pdf(prefer_css_page_size=True))).pages
        assert len(sheets) == 1


def test_lists_fit_a_sheet_of_paper(screen):
    with screen(size=PAPER) as clerk:
        sign_in(clerk).emulate_media(media="print")

        clerk.open("/staff/cohorts").fits()
        clerk.page.goto(clerk.page.locator("main a[href*='/cohorts/d']").first.evaluate("a => a.href"))
        clerk.fits()


def test_whoever_is_put_on_a_chair_by_keyboard_keeps_the_focus(screen):
    with screen(size=DESKTOP) as clerk:
        page = sign_in(clerk)
        clerk.open("/staff/cohorts").follow("main a[href*='/cohorts/d']").open(
            f"/{clerk.path.partition('?')[0]}/tables"
        )
        page = clerk.follow("main tbody a").page
        clerk.send()
        person = page.locator("#board li a").first.get_attribute("id")

        clerk.tab_to(f"#{person}").page.keyboard.press("Enter")
        page.locator("button[name=to]").first.wait_for()
        clerk.tab_to("button[name=to]").page.keyboard.press("Enter")
        page.locator(f".tables #{person}:focus").wait_for()
        clerk.quiet()
