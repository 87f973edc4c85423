"""Fetches what stands at an address that somebody gave us: from the open net alone, and never at length.

An address may be meant to make us look into our own house. So the name is looked up once, every machine behind it must
be one of the open net, and we connect to exactly that; wherever we are sent on to is looked at in the same way. Nothing
of the address is ever written down here.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS = 4
CHUNK = 64 * 1024
TRANSLATED = ip_network("64:ff9b::/96")
SENT_ON = {301, 302, 303, 307, 308}
NOT_LET_IN, NOT_THERE = {401, 403, 407}, {404, 410}
ASKING = {
    "User-Agent": "workforce calendar reader",
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",
}


class Failure(StrEnum):
    NO_ANSWER = "no_answer"
    NOT_LET_IN = "not_let_in"
    NOT_THERE = "not_there"
    NOT_ALLOWED = "not_allowed"
    TOO_LARGE = "too_large"


class NotFetched(Exception):
    """Carries no part of the address: logs must not hold it."""

    def __init__(self, failure: Failure):
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True)
class Fetched:
    """`body` None: nothing has changed since the version that was called `etag`."""

    body: bytes | None
    etag: str = ""


Machine = IPv4Address | IPv6Address


def is_open(machine: Machine) -> bool:
    """Whether it is on the open net, however the number is dressed up."""
    if isinstance(machine, IPv6Address):
        if machine.sixtofour or machine.teredo:
            return False
        if machine.ipv4_mapped:
            return is_open(machine.ipv4_mapped)
        if machine in TRANSLATED:
            return is_open(IPv4Address(int(machine) & 0xFFFF_FFFF))
    return machine.is_global and not machine.is_multicast and not machine.is_reserved


def looked_up(host: str) -> list[Machine]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(one[4][0]).partition("%")[0]) for one in found))


@dataclass(frozen=True)
class Net:
    """How far we reach. `seconds`: for everything together."""

    look_up: Callable[[str], Sequence[Machine]] = looked_up
    allows: Callable[[Machine], bool] = is_open
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    port: int = 443
    seconds: float = 20


def fetch(address: str, *, etag: str = "", most: int, net: Net | None = None) -> Fetched:
    """At most `most` bytes. Raises NotFetched."""
    net = net or Net()
    for _turn in range(REDIRECTS + 1):
        found = asked(address, etag, most, net)
        if isinstance(found, Fetched):
            return found
        address = urljoin(address, found)
    raise NotFetched(Failure.NO_ANSWER)


def asked(address: str, etag: str, most: int, net: Net) -> Fetched | str:
    """What stands there, or where we are sent on to."""
    parts = split(address)
    connection = Pinned(parts.hostname or "", machine(parts, net), net)
    watch = threading.Timer(net.seconds, connection.cut)  # whoever sends a byte now and then keeps no worker busy
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers=ASKING | ({"If-None-Match": etag} if etag else {}))
        with closing(connection.getresponse()) as response:
            found = answered(response, etag, most)
        if connection.is_cut:
            raise NotFetched(Failure.NO_ANSWER)
        return found
    except (OSError, http.client.HTTPException, ValueError):
        raise NotFetched(Failure.NO_ANSWER) from None
    finally:
        watch.cancel()
        connection.close()


def split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.hostname and parts.port in (None, 443)
        parts.path.encode("ascii"), parts.query.encode("ascii")
    except ValueError:
        raise NotFetched(Failure.NOT_ALLOWED) from None
    if not is_plain or parts.username is not None or parts.password is not None:
        raise NotFetched(Failure.NOT_ALLOWED)
    return parts


def machine(parts: SplitResult, net: Net) -> Machine:
    """The one to connect to; all that the name stands for must be allowed, or it will be another next time."""
    try:
        machines = net.look_up(parts.hostname or "")
    except (OSError, ValueError):
        raise NotFetched(Failure.NO_ANSWER) from None
    if not machines or not all(net.allows(one) for one in machines):
        raise NotFetched(Failure.NOT_ALLOWED)
    return machines[0]


def answered(response: http.client.HTTPResponse, etag: str, most: int) -> Fetched | str:
    if response.status in SENT_ON and (to := response.headers.get("Location")):
        return to
    if response.status == http.client.NOT_MODIFIED and etag:
        return Fetched(None, etag)
    if response.status in NOT_LET_IN:
        raise NotFetched(Failure.NOT_LET_IN)
    if response.status in NOT_THERE:
        raise NotFetched(Failure.NOT_THERE)
    if response.status != http.client.OK:
        raise NotFetched(Failure.NO_ANSWER)
    return Fetched(body(response, most), response.headers.get("ETag", "")[:200])


def body(response: http.client.HTTPResponse, most: int) -> bytes:
    found = bytearray()
    while piece := response.read(CHUNK):
        found += piece
        if len(found) > most:
            raise NotFetched(Failure.TOO_LARGE)
    return bytes(found)


class Pinned(http.client.HTTPSConnection):
    """Speaks to exactly this machine; who it says it is must still be the host of the address."""

    def __init__(self, host: str, machine: Machine, net: Net):
        super().__init__(host, 443, timeout=net.seconds / 2, context=net.context)
        self.machine, self.net = machine, net
        self.is_cut = False
        self.wire: socket.socket | None = None

    def connect(self):
        self.wire = self.sock = socket.create_connection((str(self.machine), self.net.port), self.timeout)
        self.wire = self.sock = self.net.context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self):
        """Also what `sock` has let go of already, for the answer to be read from."""
        self.is_cut = True
        if self.wire:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)
