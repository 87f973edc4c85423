"""Setting up what is compared: databases of their own in a folder of their own, filled, with a server on each."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from . import floor_data, floor_target, ours, postgres
from .goals.pair import Pair, Server
from .rounds import Pace
from .server import running
from .size import Size
from .target import Target

SEATS_OF_A_COHORT = 500
SEATS_FOR = 0.6  # of the opening minute's visitors there is a seat


@dataclass(frozen=True)
class NewDatabase:
    """Called with a name: the address of a new, empty database. `daemons` are the processes that keep them."""

    make: Callable[[str], str]
    daemons: tuple[int, ...] = ()

    def __call__(self, name: str) -> str:
        return self.make(name)


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[NewDatabase]:
    """New databases of this kind; they are gone afterwards."""
    if kind == "sqlite":
        yield NewDatabase(lambda name: f"sqlite:///{folder / name}.sqlite")
    else:
        with postgres.server() as (address, process):
            yield NewDatabase(lambda name: postgres.database(address, name), (process,))


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        yield Path(name)


@contextmanager
def floor_and_ours(new: NewDatabase, where: Path, pace: Pace) -> Iterator[Pair]:
    """Both servers, answering. Ours has fifty open cohorts and some people in them."""
    seats = int(pace.visitors * SEATS_FOR)
    floor = bare(new("floor"), seats)

    def build(name: str, size: Size) -> Target:
        return migrated(new(name), where / name, size)

    mine = build("ours", Size(capacity=SEATS_OF_A_COHORT, last_capacity=seats))
    with serving(floor) as floor_server, serving(mine) as our_server:
        yield Pair(our_server, floor_server, pace, build)


@contextmanager
def floor_twice(new: NewDatabase, pace: Pace) -> Iterator[Pair]:
    """The floor in the place of ours too: how far from 1.00 its ratios are is the noise of the machine."""
    one, other = bare(new("floor"), SEATS_OF_A_COHORT), bare(new("again"), SEATS_OF_A_COHORT)
    with serving(one) as floor_server, serving(other) as second:
        yield Pair(second, floor_server, pace)


@contextmanager
def serving(target: Target) -> Iterator[Server]:
    with running(target.command, target.ready) as server:
        yield Server(target, server)


def bare(url: str, last_capacity: int) -> Target:
    floor_data.fill(url, capacity=SEATS_OF_A_COHORT, last_capacity=last_capacity)
    return floor_target.target(url)


def migrated(url: str, instance: Path, size: Size) -> Target:
    """Our application on a new database: built by its migrations, filled by us."""
    from .ours_data import fill  # needs the application; the floor does not

    instance.mkdir(parents=True)
    env = os.environ | ours.environment(url, instance)
    subprocess.run(ours.workforce("upgrade"), env=env, check=True, stdout=subprocess.DEVNULL)
    fill(url, size, datetime.now(UTC))
    return ours.target(url, instance)
