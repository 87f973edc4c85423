"""Who else was using the machine meanwhile: a measurement beside a busy neighbour is worth little, so we say so."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .server import TICKS, processor, tree


@dataclass(frozen=True)
class Used:
    """Processor seconds: of the machine altogether while it worked, while it idled, and of our own processes."""

    busy: float
    idle: float
    own: float


def used(daemons: Collection[int] = ()) -> Used:
    """Up to now. `daemons` are processes of ours that are not our children, such as a database server."""
    fields = [int(word) / TICKS for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    pids = {pid for root in (os.getpid(), *daemons) for pid in tree(root)}
    return Used(sum(fields) - idle, idle, sum(processor(pid) for pid in pids))


def others(before: Used, after: Used) -> float:
    """The share of the machine that somebody else used between the two."""
    busy, idle = after.busy - before.busy, after.idle - before.idle
    return max(0.0, (busy - (after.own - before.own)) / (busy + idle))
