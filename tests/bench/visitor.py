"""One visitor of a site: a connection, cookies, and the way through its forms."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

from .page import complaints, filled, main_form
from .wire import Address, Connection, Response

BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip", "Accept-Language": "ja", "User-Agent": "workforce-bench"}
REDIRECTS = {301, 302, 303, 307, 308}


class Stuck(Exception):
    """A visitor who cannot go on: an error page, a refused form, or a page without a way forward."""


@dataclass(slots=True)
class Sent:
    """One request as the visitor felt it: `seconds` from sending to the last byte, which came `at` (perf_counter)."""

    method: str
    path: str
    answer: Response
    seconds: float
    at: float


@dataclass
class Visitor:
    """One client: a connection, cookies, and where it stands. `sent` keeps every request for the bookkeeping.

    `with Visitor(…) as visitor` closes the connection at the end.
    """

    address: Address
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = "/"
    sent: list[Sent] = field(default_factory=list)
    _connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.leave()

    async def get(self, path: str) -> Response:
        return await self._exchange("GET", path, b"")

    async def post(self, path: str, fields: Iterable[tuple[str, str]]) -> Response:
        return await self._exchange("POST", path, urlencode(list(fields)).encode())

    async def visit(self, path: str) -> Response:
        """`path`, or wherever it redirects to."""
        return await self._followed(await self.get(path))

    async def submit(self, page: Response, values: Mapping[str, str], skipped: Collection[str] = ()) -> Response:
        """Answer the page's main form from `values`, post it and follow. Raises Stuck without a form, or refused."""
        form = main_form(page.text)
        if form is None:
            raise Stuck(f"{self.path}: no form to fill in")
        action, fields = filled(form, values, skipped)
        answer = await self._followed(await self.post(urljoin(self.path, action), fields))
        if answer.status >= 400:
            raise Stuck(f"{self.path}: {answer.status}, {complaints(answer.text)}")
        return answer

    def leave(self) -> None:
        if self._connection is not None:
            self._connection.close()

    async def _followed(self, answer: Response) -> Response:
        for _ in range(10):
            if answer.status not in REDIRECTS:
                return answer
            to = urlsplit(urljoin(self.path, answer.header("location")))
            answer = await self.get(to.path + (f"?{to.query}" if to.query else ""))
        raise Stuck(f"{self.path}: redirected in circles")

    async def _exchange(self, method: str, path: str, body: bytes) -> Response:
        if self._connection is None or not self._connection.is_open:
            self._connection = await Connection.open(self.address)
        request = self._request(method, path, body)
        began = perf_counter()
        answer = await self._connection.exchange(request)
        ended = perf_counter()
        self.sent.append(Sent(method, path, answer, ended - began, ended))
        self.path = path
        self._keep_cookies(answer)
        return answer

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.address.host}:{self.address.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    def _keep_cookies(self, answer: Response) -> None:
        if b"set-cookie:" not in answer.head.lower():
            return
        for cookie in answer.headers("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            if value and "max-age=0" not in cookie.lower():
                self.cookies[name.strip()] = value
            else:
                self.cookies.pop(name.strip(), None)


@dataclass(frozen=True)
class Journey:
    """A way through a site, form after form, from `start` until the visitor stands on a path that `arrived` finds.

    `values(n)` answers the questions of the n-th visitor by field name; buttons named in `skipped` are not pressed;
    `onward` finds the address of the link to follow on a page that has no form (group 1).
    """

    start: str
    arrived: re.Pattern[str]
    values: Callable[[int], Mapping[str, str]]
    skipped: Collection[str] = ()
    onward: re.Pattern[str] | None = None
    most_steps: int = 40

    async def walk(self, visitor: Visitor, n: int) -> Response:
        """The page at the end. Raises Stuck when the site refuses, errs or leads nowhere."""
        values = self.values(n)
        page = await visitor.visit(self.start)
        for _ in range(self.most_steps):
            if page.status >= 400:
                raise Stuck(f"{visitor.path}: {page.status}")
            if self.arrived.search(visitor.path):
                return page
            page = await self._step(visitor, page, values)
        raise Stuck(f"{visitor.path}: still not there after {self.most_steps} steps")

    async def _step(self, visitor: Visitor, page: Response, values: Mapping[str, str]) -> Response:
        text = page.text
        if main_form(text) is None and self.onward and (link := self.onward.search(text)):
            return await visitor.visit(urljoin(visitor.path, link[1]))
        return await visitor.submit(page, values, self.skipped)
