"""PRF-10: reading the course list while others enrol."""

import asyncio

from ..client import Load, run
from ..report import Line, at_most, fact, shown
from ..rounds import PAUSE, Figures, Pace, figures
from .pair import Pair, Server, listing, storm

READERS = 16
APPLICANTS = 16


def measure(pair: Pair) -> None:
    """The rule is judged by the list rendered anew; the kept one and the floor's stand beside it for comparison."""
    cookies = asyncio.run(pair.ours.fresh_cookies())
    seconds = pair.pace.seconds
    readers = {
        "floor list": (pair.floor, listing(pair.floor, READERS, seconds)),
        "ours list fresh": (pair.ours, listing(pair.ours, READERS, seconds, cookies)),
        "ours list kept": (pair.ours, listing(pair.ours, READERS, seconds)),
    }
    for name, (server, load) in readers.items():
        quiet, stormy = quiet_and_stormy(server, load, pair.pace)
        pair.seen |= {f"{name}, quiet": quiet, f"{name}, in a storm": stormy}
    pair.note(*_lines(pair.seen))


def _lines(seen: dict[str, Figures]) -> list[Line]:
    quiet, stormy = seen["ours list fresh, quiet"].p95, seen["ours list fresh, in a storm"].p95
    judged = at_most("PRF-10", "list p95 in a storm, to its quiet p95", stormy, quiet, 3)
    return [judged, *(_fact(name, seen) for name in ("ours list kept", "floor list"))]


def _fact(name: str, seen: dict[str, Figures]) -> Line:
    quiet, stormy = seen[f"{name}, quiet"].p95, seen[f"{name}, in a storm"].p95
    return fact("PRF-10", f"{name}, in a storm / quiet", f"{shown(stormy, 'ms')} / {shown(quiet, 'ms')}")


def quiet_and_stormy(server: Server, load: Load, pace: Pace) -> tuple[Figures, Figures]:
    """What readers see with nobody else there, and beside applicants, in turn."""
    asyncio.run(run(server.address, load))
    quiet, stormy = [], []
    for _ in range(pace.rounds):
        quiet.append(asyncio.run(_beside(server, load, 0)))
        stormy.append(asyncio.run(_beside(server, load, APPLICANTS)))
    return figures(quiet), figures(stormy)


async def _beside(server: Server, load: Load, applicants: int):
    await asyncio.sleep(PAUSE)
    if not applicants:
        return await run(server.address, load)
    seen, _ = await asyncio.gather(
        run(server.address, load), run(server.address, storm(server, applicants, load.seconds))
    )
    return seen
