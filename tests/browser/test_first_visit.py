"""The first visit on a slow phone: small, few files, nothing from elsewhere, nothing jumps."""

import pytest

pytestmark = pytest.mark.screen
WIRE_AT_MOST = 40 * 1024
HTML_AT_MOST = 8 * 1024
FILES_AT_MOST = 5
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400);
})"""
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(e => e.offsetParent && !e.closest('p, dd, li p') && !e.matches('.visually-hidden, label input'))
  .map(e => e.labels?.[0] && /radio|checkbox/.test(e.type) ? e.labels[0].parentElement : e)
  .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 120)])
  .filter(([box, _]) => box.height > 0 && box.height < 44 && box.width < 44).map(([_, html]) => html)"""


@pytest.mark.parametrize("path", ["/", "/courses"])
def test_a_first_visit_is_small_and_complete(screen, path):
    with screen("vi") as visitor:
        wire = visitor.page.context.new_cdp_session(visitor.page)
        wire.send("Network.enable")
        bytes_by_request, addresses = {}, []
        wire.on("Network.loadingFinished", lambda e: bytes_by_request.update({e["requestId"]: e["encodedDataLength"]}))
        visitor.page.on("request", lambda request: addresses.append(request.url))

        visitor.open(path).page.wait_for_load_state("networkidle")

        assert len(addresses) <= FILES_AT_MOST, addresses
        assert all(address.startswith("http://127.0.0.1") for address in addresses), addresses
        assert sum(bytes_by_request.values()) <= WIRE_AT_MOST
        html = visitor.page.request.get(visitor.page.url, headers={"Accept-Encoding": "gzip"})
        assert int(html.headers["content-length"]) <= HTML_AT_MOST


@pytest.mark.parametrize("path", ["/", "/courses", "/privacy"])
def test_nothing_jumps_while_a_page_loads(screen, path):
    with screen() as visitor:
        assert visitor.open(path).page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("path", ["/", "/courses", "/sign-in"])
def test_text_is_large_and_what_one_taps_is_large_enough(screen, path):
    with screen() as visitor:
        page = visitor.open(path).page

        assert page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= 18
        assert page.evaluate(TOO_SMALL) == []


def test_at_twice_the_size_nothing_scrolls_sideways(screen):
    with screen(size={"width": 640, "height": 480}, device_scale_factor=2) as visitor:
        for path in ("/", "/courses", "/privacy", "/consult"):
            visitor.open(path).page.evaluate("() => document.documentElement.style.fontSize = '200%'")
            visitor.fits()
