"""A visitor on a phone finds a course and enrols: by keyboard, without JavaScript, in every language."""

from itertools import count

import pytest

from tests.browser import journey
from workforce.i18n import LANGUAGES

pytestmark = pytest.mark.screen
NUMBERS = count(1)
LANGUAGE_CODES = list(LANGUAGES)
TAPS_AT_MOST = 3


def open_course(screen, slug="introductory_training"):
    """From the list of courses to the first question."""
    return screen.open("/courses").follow(f"main a[href*='/cohorts/{CODES[slug]}']").follow("main a[href$='/enrol']")


CODES = {"introductory_training": "n", "care_experience_day": "t", "initial_training": "s"}


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_a_visitor_without_javascript_enrols_in_their_language(screen, language):
    with screen(language, script=False) as visitor:
        open_course(visitor)

        journey.walk(visitor, journey.fill_by_pointer, journey.answers(next(NUMBERS)))

        assert visitor.page.locator("html").get_attribute("lang") == LANGUAGES[language].html_lang
        assert visitor.page.locator("main .receipt").count() == 1
        visitor.quiet()


def test_a_visitor_enrols_with_the_keyboard_alone(screen):
    with screen() as visitor:
        visitor.open("/courses").enter(f"main a[href*='/cohorts/{CODES['introductory_training']}']")
        visitor.enter("main a[href$='/enrol']")

        for _page in range(journey.PAGES_AT_MOST):
            if journey.at_receipt(visitor.page):
                break
            journey.fill_by_keyboard(visitor, TYPED_BY_KEYBOARD)
            visitor.send_by_keyboard()

        assert journey.at_receipt(visitor.page)
        visitor.quiet()


TYPED_BY_KEYBOARD = journey.TYPED | {"phone": "09099998888"}


def looked_over(screen):
    """What axe looks at is the same page in every language, except that easy Japanese has readings between its words;
    how long its words are is not.
    """
    return screen.axe().fits() if screen.language in {"ja", "easy"} else screen.fits()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_axe_finds_nothing_and_nothing_is_too_wide_on_the_way(screen, language):
    with screen(language, size={"width": 320, "height": 640}) as visitor:
        for path in ("/", "/courses"):
            looked_over(visitor.open(path))
        open_course(visitor, "care_experience_day").page.go_back()
        looked_over(visitor).page.go_forward()

        journey.walk(visitor, journey.fill_by_pointer, journey.answers(next(NUMBERS)), each_page=looked_over)
        visitor.quiet()


def test_the_form_is_three_taps_from_the_home_page(screen):
    with screen() as visitor:
        visitor.open("/").follow("main a[href*='/cohorts/']").follow("main a[href$='/enrol']")

        assert visitor.page.locator("main form[method=post] input[type=text]").count() > 1


def test_a_full_course_says_before_and_after_that_there_is_a_waiting_list(screen):
    receipts = []
    for _one in range(3):
        with screen() as visitor:
            open_course(visitor, "initial_training")
            journey.walk(visitor, journey.fill_by_pointer, journey.answers(next(NUMBERS)))
            receipts.append(visitor.page.inner_text("h1"))

    assert receipts[0] == receipts[1] != receipts[2]
