"""PRF-12: signing in costs little more than the hash that makes guessing dear."""

import asyncio
from statistics import median
from time import perf_counter

from workforce.people.rules import passwords

from .. import clerk
from ..report import at_most
from ..visitor import BROWSER, Visitor
from ..wire import Address
from .pair import Pair

TIMES = 30


def measure(pair: Pair) -> None:
    """One clerk after the other, against the same hash in this process, in turn."""
    kept = passwords.hashed(clerk.PASSWORD)
    seen = [(asyncio.run(signed_in(pair.ours.address)), hashed(kept)) for _ in range(TIMES)]
    ours, bare = (median(seconds) for seconds in zip(*seen, strict=True))
    pair.note(at_most("PRF-12", "a sign-in, to the hash alone", ours, bare, 1.2))


async def signed_in(address: Address) -> float:
    """Seconds from sending mail and password until the answer."""
    with Visitor(address, BROWSER) as visitor:
        page = await visitor.visit("/ja/sign-in")
        await visitor.submit(page, {"mail": clerk.MAIL, "password": clerk.PASSWORD})
        return next(sent.seconds for sent in visitor.sent if sent.method == "POST")


def hashed(kept: str) -> float:
    began = perf_counter()
    assert passwords.matches(clerk.PASSWORD, kept)
    return perf_counter() - began
