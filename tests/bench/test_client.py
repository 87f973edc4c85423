"""The load client against a tiny server of known behaviour: if these hold, its figures can be trusted."""

import asyncio
import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from urllib.parse import parse_qsl

import pytest

from .client import Arrivals, Load, Sample, arrive, reading, run
from .page import filled, forms, main_form
from .visit import in_style, linked
from .visitor import Journey, Stuck, Visitor
from .wire import Address, Response, parsed

SLOW = 0.05
FORM = """<main><form method="post" action="/{n}"><input type="hidden" name="csrf_token" value="secret&amp;{n}">
<input name="family_name" required><button name="language" value="en">English</button><button>Next</button>
</form></main>"""

PAGES = {
    "/slow": (200, b"slow"),
    "/broken": (500, b"broken"),
    "/gzip": (200, gzip.compress("こんにちは".encode()), {"Content-Encoding": "gzip"}),
    "/done": (200, b"<main>done</main>"),
    "/circle": (302, b"", {"Location": "/circle"}),
}


class Small(BaseHTTPRequestHandler):
    """Three steps of a form, a slow page, a broken one, a chunked one, and one that hangs up."""

    protocol_version = "HTTP/1.1"
    received: list[dict[str, str]] = []

    def log_message(self, *_words):
        pass

    def do_GET(self):
        if self.path == "/slow":
            sleep(SLOW)
        if self.path == "/hang-up":
            self.close_connection = True
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"4\r\nfour\r\n5\r\n five\r\n0\r\n\r\n")
        elif self.path == "/cookies":
            self.answer(200, self.headers.get("Cookie", "").encode())
        elif self.path[1:].isdecimal():
            self.answer(200, FORM.format(n=self.path[1:]).encode(), {"Set-Cookie": "session=abc; HttpOnly; Path=/"})
        else:
            self.answer(*PAGES[self.path])

    def do_POST(self):
        fields = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.received.append(fields)
        step = int(self.path[1:])
        if fields["csrf_token"] != f"secret&{step}" or self.headers.get("Cookie") != "session=abc":
            self.answer(403, b"")
        elif fields["family_name"] == "wrong":
            self.answer(422, b'<p role="alert">Write your name.</p><input name="family_name" aria-invalid="true">')
        else:
            self.answer(303, b"", {"Location": f"/{step + 1}" if step < 3 else "/done"})

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about):  # a client that leaves in the middle is part of the tests
        pass


@contextmanager
def small_server() -> Iterator[Address]:
    with Server(("127.0.0.1", 0), Small) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield Address(server.server_port)
        server.shutdown()


@pytest.fixture(scope="module")
def address():
    with small_server() as where:
        yield where


def journey(name="山田"):
    return Journey("/1", re.compile("^/done"), lambda n: {"family_name": name}, skipped={"language"})


def load(work, **how):
    """As long as a slow machine needs: it ends with its number of units."""
    return Load(work, **{"clients": 2, "seconds": 60} | how)


def test_a_load_stops_in_time_and_counts_what_came(address):
    outcome = asyncio.run(run(address, load(reading("/slow"), seconds=1)))

    assert outcome.statuses == {200: len(outcome.requests.durations)}
    assert 2 <= len(outcome.requests.durations) <= 42  # two clients, 50 ms each, a second
    assert SLOW <= outcome.requests.median < 30  # seconds, not milliseconds
    assert outcome.rate == pytest.approx(outcome.requests.in_time, rel=0.2)
    assert not outcome.errors


def test_a_load_stops_after_its_number_of_units(address):
    outcome = asyncio.run(run(address, load(reading("/done"), units=5)))

    assert outcome.statuses == {200: 5}
    assert outcome.seconds < 60


def test_an_unexpected_status_is_an_error_and_is_counted(address):
    outcome = asyncio.run(run(address, load(reading("/broken"), units=3)))

    assert outcome.statuses == {500: 3}
    assert outcome.errors == {"/broken: 500": 3}
    assert not outcome.units.durations


def test_a_server_that_hangs_up_is_an_error_not_an_end(address):
    outcome = asyncio.run(run(address, load(reading("/hang-up"), units=3)))

    assert outcome.errors.total() == 3


def test_nobody_listening_is_an_error_not_an_end(address):
    outcome = asyncio.run(run(Address(1), load(reading("/"), units=3)))

    assert outcome.errors.total() == 3


def test_a_journey_fills_in_every_form_with_its_hidden_fields_and_cookies(address):
    Small.received.clear()

    outcome = asyncio.run(run(address, load(journey().walk, clients=1, units=2, afresh=True)))

    assert not outcome.errors
    assert len(outcome.units.durations) == 2
    assert outcome.statuses == {200: 8, 303: 6}
    assert sorted(outcome.steps) == list(range(7))
    assert Small.received[:3] == [{"csrf_token": f"secret&{n}", "family_name": "山田"} for n in (1, 2, 3)]


def test_a_refused_form_says_what_it_complained_about(address):
    outcome = asyncio.run(run(address, load(journey("wrong").walk, units=1)))

    assert outcome.errors == {"/1: 422, invalid: family_name; Write your name.": 1}


def test_redirects_in_circles_end(address):
    async def walk():
        with Visitor(address) as visitor:
            await visitor.visit("/circle")

    with pytest.raises(Stuck, match="circles"):
        asyncio.run(walk())


def test_cookies_are_kept_and_sent(address):
    async def walk():
        with Visitor(address) as visitor:
            await visitor.get("/1")
            return (await visitor.get("/cookies")).text

    assert asyncio.run(walk()) == "session=abc"


def test_compressed_and_chunked_answers_are_read(address):
    async def read(path):
        with Visitor(address) as visitor:
            return (await visitor.get(path)).text

    assert asyncio.run(read("/gzip")) == "こんにちは"
    assert asyncio.run(read("/chunked")) == "four five"


def test_everybody_who_arrives_does_their_work_once(address):
    outcome = asyncio.run(arrive(address, Arrivals(journey().walk, visitors=10, seconds=0.2)))

    assert len(outcome.units.durations) == 10
    assert not outcome.errors


def test_only_this_machine_may_be_loaded():
    with pytest.raises(ValueError, match="only loads this machine"):
        Address(80, "example.org")


def test_a_load_may_not_last_for_ever(address):
    with pytest.raises(ValueError, match="at most"):
        asyncio.run(run(address, load(reading("/done"), seconds=10_000)))


def whole_answer(heard):
    found = parsed(bytearray(heard))
    assert found is not None
    return found


def test_an_answer_is_complete_only_with_its_last_byte():
    whole = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody"

    assert all(parsed(bytearray(whole[:end])) is None for end in range(len(whole)))
    response, used = whole_answer(whole + b"HTTP/1.1 404")
    assert (response.status, response.body, used) == (200, b"body", len(whole))


def test_an_answer_without_a_body_ends_with_its_head():
    response, _ = whole_answer(b"HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 99\r\n\r\n")

    assert (response.status, response.header("etag"), response.body) == (304, "x", b"")


def test_p95_is_the_nearest_rank():
    assert Sample([float(n) for n in range(1, 101)]).p95 == 95
    assert Sample([1.0]).p95 == 1


PAGE = """
<header><form method="get" action="/search"><input name="q"></form>
<form method="post" action="/sign-out"><button>Leave</button></form></header>
<main><form method="post" action="?step=2"><input type=hidden name=csrf_token value="a&quot;b">
<input type="radio" name="who" value=""><input type="radio" name="who" value="me">
<input type="radio" name="who" value="you">
<select name="year"><option value="">-</option><option value="1990">1990</option>
<option value="1991">1991</option></select>
<input type="checkbox" name="consent" value="yes" required><input type="checkbox" name="news" value="yes">
<input name="answers-mail" type="email" required><textarea name="note"></textarea>
<input name="closed" disabled><button name="back" value="1" formaction="/back">Back</button>
<button name="go" value="on">Go</button>
</form></main>"""


def the_form():
    form = main_form(PAGE)
    assert form is not None
    return form


def test_the_main_form_is_the_posted_one_in_main_with_the_most_questions():
    assert len(forms(PAGE)) == 3
    assert the_form().action == "?step=2"


def test_a_form_is_filled_in_by_name_and_otherwise_sensibly():
    action, fields = filled(the_form(), {"mail": "a@b.example", "year": "1991"}, skipped={"back"})

    assert action == "?step=2"
    assert dict(fields) == {
        "csrf_token": 'a"b',
        "who": "me",
        "year": "1991",
        "consent": "yes",
        "answers-mail": "a@b.example",
        "note": "",
        "go": "on",
    }


def test_a_pressed_button_may_lead_elsewhere():
    action, fields = filled(the_form(), {})

    assert action == "/back"
    assert ("back", "1") in fields


def test_a_first_visit_needs_the_files_of_this_site_only():
    html = """<link rel="stylesheet" href="/static/a.css"><link rel="alternate" href="/vi/courses">
    <script src="b.js"></script><img src="https://elsewhere.example/c.png"><svg><use href="/static/d.svg#x"/></svg>"""

    assert linked(html, "/ja/courses") == {"/static/a.css", "/ja/b.js", "/static/d.svg", "/favicon.ico"}


def test_a_style_sheet_may_need_more_files():
    style = Response(
        200, b"HTTP/1.1 200 OK\r\nContent-Type: text/css", b"a{background:url(x.svg)}b{color:url('data:,')}"
    )

    assert in_style(style, "/static/a.css") == {"/static/x.svg"}
