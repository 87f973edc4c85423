"""One keep-alive connection speaking HTTP/1.1 to a server on this machine: as little work as a client can do."""

import asyncio
import zlib
from dataclasses import dataclass, field

LOOPBACK = {"127.0.0.1", "localhost"}
WITHOUT_BODY = {204, 304}


@dataclass(frozen=True)
class Address:
    """Where a target listens. Only this machine: a load client must never be pointed at somebody else's."""

    port: int
    host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if self.host not in LOOPBACK:
            raise ValueError(f"the bench only loads this machine, not {self.host}")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as it came over the wire: `head` with the status line, `body` still compressed, `size` in bytes."""

    status: int
    head: bytes
    body: bytes
    size: int = field(default=0)

    def headers(self, name: str) -> list[str]:
        """Every value of the header `name`, in order; the name in any case."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines)
        return [value.strip() for key, _, value in pairs if key.lower() == name.lower()]

    def header(self, name: str) -> str:
        """The first value of the header `name`, or an empty string."""
        return next(iter(self.headers(name)), "")

    @property
    def text(self) -> str:
        body = zlib.decompress(self.body, 31) if b"gzip" in self.header("content-encoding").encode() else self.body
        return body.decode("utf-8", "replace")


class Connection(asyncio.Protocol):
    """A connection that sends one request at a time and hears one answer."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self._waiting: asyncio.Future[Response] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, address: Address) -> "Connection":
        _, connection = await asyncio.get_running_loop().create_connection(cls, address.host, address.port)
        return connection

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes) -> Response:
        """Send `request`, return its answer. Raises ConnectionError when the server hangs up before the end."""
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError("the server closed the connection")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        found = parsed(self._heard)
        if found is None or self._waiting is None:
            return
        response, used = found
        del self._heard[:used]
        waiting, self._waiting = self._waiting, None
        if b"connection: close" in response.head.lower():
            self.close()
        if not waiting.done():
            waiting.set_result(response)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(
                error or ConnectionResetError("the server hung up before the end of its answer")
            )


def parsed(heard: bytearray) -> tuple[Response, int] | None:
    """The first whole answer in `heard` and the bytes it took, or None while something is missing."""
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(heard[:end])
    status, start, low = int(head[9:12]), end + 4, head.lower()
    if status in WITHOUT_BODY:
        return Response(status, head, b"", start), start
    if b"\r\ntransfer-encoding: chunked" in low:
        return _chunked(heard, status, head, start)
    stop = start + _length(low)
    if len(heard) < stop:
        return None
    return Response(status, head, bytes(heard[start:stop]), stop), stop


def _length(low_head: bytes) -> int:
    at = low_head.find(b"\r\ncontent-length:")
    if at < 0:
        raise ConnectionError("an answer without a length cannot be kept alive")
    return int(low_head[at + 17 :].split(b"\r\n", 1)[0])


def _chunked(heard: bytearray, status: int, head: bytes, at: int) -> tuple[Response, int] | None:
    body = bytearray()
    while (line_end := heard.find(b"\r\n", at)) >= 0:
        size = int(heard[at:line_end].split(b";")[0], 16)
        at = line_end + 2 + size + 2
        if len(heard) < at:
            return None
        if size == 0:
            return Response(status, head, bytes(body), at), at
        body += heard[line_end + 2 : at - 2]
    return None
