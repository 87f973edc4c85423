"""A first visit: what comes over the wire with nothing cached, and whether the page jumps while it appears."""

import re
import shutil
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from .page import attributes
from .visitor import BROWSER, Visitor
from .wire import Address, Response

TAG = re.compile(r"<(link|script|img|source|use|iframe|embed|object)\b([^>]*)>", re.I)
IN_STYLE = re.compile(r"""(?:url\(|@import\s+)["']?([^"')\s;]+)""")
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@dataclass(frozen=True)
class Visit:
    """`html` and `total` in bytes over the wire with headers, `requests` with the page itself and a favicon.

    `passing` names files that a browser may not keep for good.
    """

    html: int
    total: int
    requests: int
    passing: list[str]


async def first_visit(address: Address, path: str) -> Visit:
    """Fetch `path` and everything it needs, as a browser with an empty cache does."""
    with Visitor(address, BROWSER) as visitor:
        page = await visitor.visit(path)
        files: dict[str, Response] = {}
        waiting = linked(page.text, visitor.path)
        while waiting:
            file = waiting.pop()
            if file not in files:
                files[file] = answer = await visitor.get(file)
                waiting |= in_style(answer, file)
    passing = [file for file, answer in files.items() if "immutable" not in answer.header("cache-control")]
    return Visit(page.size, sum(sent.answer.size for sent in visitor.sent), len(visitor.sent), sorted(passing))


def linked(html: str, base: str) -> set[str]:
    """The files of this site that a browser fetches to show the page. Without an icon it asks for /favicon.ico."""
    tags = [(tag.lower(), attributes(rest)) for tag, rest in TAG.findall(html)]
    has_icon = any("icon" in a.get("rel", "").split() for _, a in tags)
    found = {"/favicon.ico"} if not has_icon else set()
    for tag, a in tags:
        if tag != "link":
            found |= _here(a.get("src") or a.get("href", "") or a.get("data", ""), base)
        elif FETCHED_LINKS & set(a.get("rel", "").lower().split()):
            found |= _here(a.get("href", ""), base)
    return found


def in_style(answer: Response, base: str) -> set[str]:
    if "text/css" not in answer.header("content-type"):
        return set()
    return {file for name in IN_STYLE.findall(answer.text) for file in _here(name, base)}


def _here(name: str, base: str) -> set[str]:
    parts = urlsplit(urljoin(base, name))
    if not name or parts.scheme or parts.netloc:
        return set()
    return {parts.path + (f"?{parts.query}" if parts.query else "")}


def layout_shift(address: Address, path: str) -> float | None:
    """The cumulative layout shift on a phone's screen, in a real browser; None where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"http://{address.host}:{address.port}{path}", wait_until="load")
        shift = float(page.evaluate(SHIFTS))
        browser.close()
    return shift
