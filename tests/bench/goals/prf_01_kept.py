"""PRF-1: the course list for visitors without a cookie."""

import asyncio

from ..client import Load, reading
from ..report import at_least
from ..rounds import take_turns
from ..visitor import BROWSER, Visitor
from .pair import Pair, Server, listing

CLIENTS = 16


def measure(pair: Pair) -> None:
    seconds, ours, floor = pair.pace.seconds, pair.ours, pair.floor
    seen = take_turns(
        {
            "floor hello": (floor.running, Load(reading("/hello"), CLIENTS, seconds)),
            "ours list kept": (ours.running, listing(ours, CLIENTS, seconds)),
            "floor list": (floor.running, listing(floor, CLIENTS, seconds)),
            "ours list 304": (ours.running, unchanged(ours, seconds)),
        },
        pair.pace,
    )
    pair.seen |= seen
    pair.note(
        at_least("PRF-1", "list kept, to the floor's hello", seen["ours list kept"], seen["floor hello"], 0.5),
        at_least("PRF-1", "list kept, to the floor's list", seen["ours list kept"], seen["floor list"], 2),
        at_least("PRF-1", "304 to a browser that has it", seen["ours list 304"], seen["floor hello"], 0.5),
    )


def unchanged(server: Server, seconds: float) -> Load:
    """Asking again for a list that the browser already has."""
    etag = asyncio.run(_etag(server))
    headers = BROWSER | {"If-None-Match": etag}
    return Load(reading(server.target.listing(0), expected=(304,)), CLIENTS, seconds, headers=headers)


async def _etag(server: Server) -> str:
    with Visitor(server.address, BROWSER) as visitor:
        answer = await visitor.get(server.target.listing(0))
    return answer.header("etag") or '"none"'
