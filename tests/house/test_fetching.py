"""Fetching what stands at an address that somebody gave: never from inside the house, never at length."""

import time
from dataclasses import replace
from ipaddress import ip_address

import pytest

from tests.scheduling.serving import HERE, sends, serving
from workforce.fetching import Failure, Fetched, NotFetched, fetch, is_open

ADDRESS = "https://calendar.example/private-abc/basic.ics?x=1"
MOST = 100_000


def failure(address=ADDRESS, **how):
    with pytest.raises(NotFetched) as failed:
        fetch(address, most=MOST, **how)
    assert "private" not in str(failed.value)
    return failed.value.failure


@pytest.mark.parametrize(
    "number",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::"),
        "255.255.255.255",
    ],
)
def test_machines_inside_are_never_reached(number):
    assert not is_open(ip_address(number))


def test_machines_of_the_open_net_are():
    assert all(is_open(ip_address(one)) for one in ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"))


@pytest.mark.parametrize(
    "address",
    [
        *("http://calendar.example/a.ics", "ftp://calendar.example/a", "file:///etc/passwd", "calendar.example/a.ics"),
        *("https://calendar.example:8443/a", "https://me:word@calendar.example/a", "https:///a", "https://[::1/a", ""),
    ],
)
def test_address_of_another_kind_is_refused_before_anything_is_looked_up(address):
    assert failure(address) is Failure.NOT_ALLOWED


def test_calendar_is_fetched_with_the_whole_address_and_only_if_it_changed():
    with serving(sends(body=b"BEGIN:VCALENDAR", ETag='"7"')) as (server, net):
        assert fetch(ADDRESS, most=MOST, net=net) == Fetched(b"BEGIN:VCALENDAR", '"7"')
        server.answer = sends(304)
        assert fetch(ADDRESS, etag='"7"', most=MOST, net=net) == Fetched(None, '"7"')

    (path, headers), (_path, again) = server.asked
    assert (path, headers["Host"]) == ("/private-abc/basic.ics?x=1", "calendar.example")
    assert again["If-None-Match"] == '"7"'


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, Failure.NOT_THERE), (410, Failure.NOT_THERE), (403, Failure.NOT_LET_IN), (500, Failure.NO_ANSWER)],
)
def test_why_it_was_not_fetched_is_told(status, expected):
    with serving(sends(status)) as (_server, net):
        assert failure(net=net) is expected


def test_a_name_that_means_a_machine_inside_is_refused_even_among_others():
    for machines in ([HERE], [ip_address("8.8.8.8"), HERE], []):
        with serving(sends()) as (server, net):
            assert (
                failure(net=replace(net, look_up=lambda host, all=machines: all, allows=is_open)) is Failure.NOT_ALLOWED
            )
            assert server.asked == []


def test_what_we_are_sent_on_to_is_looked_at_in_the_same_way():
    with serving(sends(302, Location="http://calendar.example/a.ics")) as (server, net):
        assert failure(net=net) is Failure.NOT_ALLOWED
        server.answer = sends(302, Location="https://inside.example/a.ics")
        machines = {"calendar.example": [HERE], "inside.example": [ip_address("10.0.0.1")]}
        assert failure(net=replace(net, look_up=machines.get, allows=lambda one: one == HERE)) is Failure.NOT_ALLOWED
        server.answer = sends(301, Location="/again")
        assert failure(net=net) is Failure.NO_ANSWER
    assert len(server.asked) == 1 + 1 + 5


def test_being_sent_on_leads_there_once():
    def answer(handler):
        sends(307, Location="/b.ics")(handler) if "private" in handler.path else sends(body=b"there")(handler)

    with serving(answer) as (_server, net):
        assert fetch(ADDRESS, most=MOST, net=net).body == b"there"


def test_too_much_is_not_read_to_its_end():
    with serving(sends(body=b"x" * (MOST + 1))) as (_server, net):
        assert failure(net=net) is Failure.TOO_LARGE


def test_who_answers_by_drops_is_left():
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _drop in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    with serving(drip) as (_server, net):
        began = time.monotonic()
        assert failure(net=replace(net, seconds=0.4)) is Failure.NO_ANSWER
        assert time.monotonic() - began < 3


def test_who_is_not_the_host_of_the_address_is_not_spoken_to():
    with serving(sends()) as (server, net):
        assert failure("https://other.example/a", net=net) is Failure.NO_ANSWER
        assert failure(net=replace(net, port=1)) is Failure.NO_ANSWER
    assert server.asked == []
