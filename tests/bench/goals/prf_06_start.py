"""PRF-6: how long a start takes and how much memory everything needs, the worker beside the server included."""

from statistics import median
from time import sleep

from ..report import at_most
from ..rounds import Pace, take_turns
from ..server import running
from ..target import Target
from .pair import Pair, Server, detail, listing

CLIENTS = 16
WORKER_STARTS = 3.0  # seconds until a background worker has loaded what it needs
WARM = Pace(seconds=1.0, rounds=1)


def measure(pair: Pair) -> None:
    bare, mine = [], []
    for _ in range(pair.pace.starts):
        bare.append(start(pair.floor.target))
        mine.append(start(pair.ours.target))
    (floor, floor_memory), (ours, our_memory) = _medians(bare), _medians(mine)
    pair.note(
        at_most("PRF-6", "from the start to the first 200", ours, floor, 2.5, "s"),
        at_most("PRF-6", "memory of all processes (PSS)", our_memory, floor_memory, 2.5, "MB"),
    )


def start(target: Target) -> tuple[float, float]:
    """Seconds to the first 200, and megabytes once every worker has shown both pages."""
    with running(target.command, target.ready) as server:
        warm_up = Server(target, server)
        take_turns({"list": (server, listing(warm_up, CLIENTS, WARM.seconds))}, WARM)
        take_turns({"detail": (server, detail(warm_up, CLIENTS, WARM.seconds))}, WARM)
        sleep(WORKER_STARTS)
        return server.cold_start, server.memory


def _medians(seen: list[tuple[float, float]]) -> tuple[float, float]:
    return median(seconds for seconds, _ in seen), median(megabytes for _, megabytes in seen)
