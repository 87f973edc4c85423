"""PRF-2: the same pages rendered anew for every request."""

import asyncio

from ..report import at_least, at_most
from ..rounds import take_turns
from .pair import Pair, detail, listing

FEW, MANY = 16, 64
KINDS = {"list": listing, "cohort page": detail}


def measure(pair: Pair) -> None:
    cookies = asyncio.run(pair.ours.fresh_cookies())
    for what, load in KINDS.items():
        for clients in (FEW, MANY):
            ours, floor = f"ours {what} fresh, {clients} clients", f"floor {what}, {clients} clients"
            seen = take_turns(
                {
                    floor: (pair.floor.running, load(pair.floor, clients, pair.pace.seconds)),
                    ours: (pair.ours.running, load(pair.ours, clients, pair.pace.seconds, cookies)),
                },
                pair.pace,
            )
            pair.seen |= seen
            if clients == FEW:
                pair.note(at_least("PRF-2", f"{what} fresh", seen[ours], seen[floor], 0.6))
            pair.note(at_most("PRF-2", f"{what} fresh p95, {clients} clients", seen[ours].p95, seen[floor].p95, 2.5))
