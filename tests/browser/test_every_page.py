"""Every page that a visitor, an applicant or staff can reach: axe finds nothing, and a narrow phone shows all of it.

A walk follows the links that it finds and opens one page of each kind; what no link leads to is named below.
"""

from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.browser import journey
from tests.browser.test_staff import DESKTOP, sign_in
from tests.browser.world import ADMIN
from workforce import create_app
from workforce.settings import Settings

pytestmark = pytest.mark.screen
NARROW = {"width": 320, "height": 640}
FILES = {"catalogue.version_file", "enrolment.material_file", "site.course_form"}
"""What a browser saves instead of showing it."""
LINKS = "() => [...document.querySelectorAll('a[href]')].filter(a => !a.target && !a.download).map(a => a.href)"


@pytest.fixture(scope="module")
def routes(tmp_path_factory):
    """Tells the endpoint behind a path."""
    settings = Settings(
        database_url="sqlite://", secret_key="for tests only", instance_path=tmp_path_factory.mktemp("i")
    )
    return create_app(settings).url_map.bind("localhost")


def kind(routes, url, language):
    """The endpoint of a page in this language, or None for a file, a redirect and another site."""
    parts = urlsplit(url)
    if "." in parts.path.rpartition("/")[2]:
        return None
    try:
        endpoint, values = routes.match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    if endpoint in FILES:
        return None
    return endpoint if parts.hostname == "127.0.0.1" and values.get("language") == language else None


def walk(screen, routes, starts, look, within=""):
    """Open one page of each kind that links lead to, the starts first; returns the kinds.

    `within`: the beginnings of the paths that this walk is about.
    """
    screen.bring_axe().open(starts[0])
    waiting, seen = [urljoin(screen.page.url, f"/{screen.language}{start}") for start in starts], set()
    while waiting:
        url = waiting.pop(0)
        endpoint = kind(routes, url, screen.language)
        if endpoint is None or endpoint in seen:
            continue
        seen.add(endpoint)
        if screen.page.url != url:
            screen.page.goto(url)
        look(screen)
        links = screen.page.evaluate(LINKS)
        waiting += [
            link for link in links if urlsplit(link).path.removeprefix(f"/{screen.language}").startswith(within)
        ]
    return seen


def at_once(screen):
    screen.axe().fits()


def only_its_width(screen):
    """What axe looks at is the same page in every language; how long its words are is not."""
    screen.fits()


def in_both_widths(screen):
    """As it comes, at a desk or on a phone, and then in the other width, in which the next page comes."""
    other = NARROW if screen.page.viewport_size == DESKTOP else DESKTOP
    screen.axe().fits().page.set_viewport_size(other)
    screen.fits()


@pytest.mark.parametrize(("language", "look"), [("ja", at_once), ("vi", only_its_width)])
def test_what_a_visitor_reaches(screen, routes, language, look):
    with screen(language, size=NARROW) as visitor:
        seen = walk(visitor, routes, ["/", "/sign-in/link/sent", "/resume", "/interest", "/draws/check"], look)

        assert seen >= {"site.door", "site.course", "site.cohort", "site.privacy", "enrolment.find", "people.sign_in"}
        visitor.open("/nowhere").axe().fits()


def test_what_an_applicant_reaches(screen, routes):
    with screen(size=NARROW) as applicant:
        page = applicant.open("/courses").follow("main a[href*='/cohorts/t']").follow("main a[href$='/enrol']").page
        journey.walk(applicant, journey.fill_by_pointer, journey.answers(777))
        receipt = urlsplit(page.url).path.removeprefix("/ja")

        seen = walk(applicant, routes, [receipt], at_once, within="/enrolments")

        assert seen >= {
            f"enrolment.{name}" for name in ("show", "answers", "cancellation", "contact", "sheet", "materials")
        }


def test_what_staff_reach(screen, routes):
    with screen(size=DESKTOP) as clerk:
        page = sign_in(clerk, ADMIN)
        page = clerk.open("/staff/cohorts").page
        board = urlsplit(page.locator("main a[href*='/cohorts/d']").first.evaluate("a => a.href")).path
        starts = [board.removeprefix("/ja"), "/staff/", "/staff/cohorts/new", "/staff/search?q=ヒガシ", "/my"]

        seen = walk(clerk, routes, starts, in_both_widths, within=("/staff", "/my"))

        missing = {
            rule.endpoint for rule in routes.map.iter_rules() if "/staff/" in rule.rule and "GET" in rule.methods
        }
        assert missing - seen == LED_TO_BY_NO_LINK


LED_TO_BY_NO_LINK = {
    *(f"attendance.{noun}" for noun in ("end_credit", "end_exemption", "end_result")),  # once there is something
    *("attendance.decide_exemption", "attendance.decide_override"),  # once somebody has asked
    "attendance.book",  # a PDF
    "attendance.outlooks",  # while somebody may not finish
    *("attendance.decide", "attendance.paper"),  # from a roll, of a session that has begun
    *("attendance.staff_book_make_up", "attendance.staff_give_back_make_up"),  # of somebody who missed something
    "attendance.make_up_proof",  # a PDF
    "catalogue.publish_course",  # from drafts, which this small centre has none of
    "catalogue.publish_cohort",
    "catalogue.version_file",  # a file
    *(f"certificates.{noun}" for noun in ("certificate", "copy", "voiding", "replacement", "renewal")),  # once issued
    *("certificates.certificate_paper", "certificates.cohort_paper", "certificates.cohort_list"),  # files
    *("certificates.register_list", "reports.packet_paper", "reports.packet_workbook"),
    *("scheduling.search", "scheduling.substitutes"),  # once somebody is asked, or cannot come
    *(f"honoraria.{noun}" for noun in ("month_list", "month_workbook", "staff_paper")),  # files
    "scheduling.session_equipment",  # of a session at a place of the centre
    "scheduling.charges",  # where a session teaches nothing
    *(f"scheduling.{noun}" for noun in ("plan", "plan_of_cohort", "plan_reasons")),  # once a worker has made one
    "desk.letters_file",  # after letters were printed
    "desk.merge_with",  # after a search for the other record
    "enrolment.session_changes",  # after a session moved
    "enrolment.counter_receipt",  # after enrolling somebody
    "enrolment.staff_band",  # in a cohort with bands
    "enrolment.staff_date",  # of a course with several dates
    "enrolment.staff_decline",  # of an offered seat
    "enrolment.staff_guardian",  # of another person than the one whose page is opened
    "enrolment.staff_guardian_paper",  # a PDF
    *("money.cash", "money.issue"),  # while something is owed
    *(
        "money.payout",
        "money.payouts",
        "money.payouts_workbook",
        "money.staff_paper",
    ),  # of somebody who gets money back, files, a PDF
    *(f"money.refund_{noun}" for noun in ("case", "employer", "paper", "refusal")),  # months after a course
    "operators.take_up_operator",  # of an operator with whom our work has ended
    *(
        f"seating.{noun}" for noun in ("plan", "proposal", "facts", "pairs", "cards", "signs")
    ),  # of a plan that is begun
    *("screening.screening", "screening.candidate"),  # in a cohort whose people are chosen by criteria
    "people.reset_second_factor",  # of an account that has one
}
