"""What htmx adds: the list answers in place and keeps the address; and what a form keeps in another language."""

import pytest

pytestmark = pytest.mark.screen


def test_filters_answer_in_place_and_keep_the_address(screen):
    with screen(size={"width": 1280, "height": 900}) as visitor:
        page = visitor.open("/courses").page
        page.evaluate("() => { window.isSamePage = true; }")

        page.locator(".filters .choice:has([type=checkbox]) label").first.click()
        page.wait_for_url("**/courses?*")
        page.locator("#courses .given").wait_for()

        assert page.evaluate("() => window.isSamePage === true"), "only a part of the page was replaced"
        assert page.locator("#courses").count() == 1
        visitor.axe().quiet()


def test_changing_the_language_inside_the_form_keeps_what_was_typed(screen):
    with screen() as visitor:
        page = visitor.open("/courses").follow("main a[href*='/cohorts/n']").follow("main a[href$='/enrol']").page
        page.fill("[name=family_name]", "グエン")

        visitor.follow("button[name=switch_language][value=vi]")

        assert "/vi/" in page.url
        assert page.locator("html").get_attribute("lang") == "vi"
        assert page.input_value("[name=family_name]") == "グエン"


def test_a_mistake_is_said_above_and_beside_and_the_focus_goes_there(screen):
    with screen() as visitor:
        page = visitor.open("/courses").follow("main a[href*='/cohorts/n']").follow("main a[href$='/enrol']").page
        page.fill("[name=family_name]", "山田")
        visitor.send()

        assert page.locator("[role=alert] a[href^='#']").count() >= 1
        assert page.locator("[aria-invalid=true]").count() >= 1
        assert page.input_value("[name=family_name]") == "山田"
        visitor.axe()
