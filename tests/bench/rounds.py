"""Turns and rounds: every load of a comparison runs once a round, in turn; figures are medians over the rounds."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from time import sleep

from .client import Load, Outcome, run
from .server import Running

WARM_UP = 1.0  # seconds
PAUSE = 0.2  # seconds between two loads, for the machine to become quiet


@dataclass(frozen=True)
class Pace:
    """How long and how often: `seconds` of each load, `rounds` of them."""

    seconds: float = 2.0
    rounds: int = 6
    visitors: int = 500  # of the opening minute
    minute: float = 60.0  # how long that minute lasts
    starts: int = 3


QUICK = Pace(seconds=1.0, rounds=2, visitors=80, minute=10.0, starts=1)


@dataclass(frozen=True)
class Figures:
    """Medians over the rounds: rates a second, times in seconds. `processor` is the server's seconds for a request;
    `requests`, `units`, `statuses` and `errors` are totals.
    """

    rate: float
    median: float
    p95: float
    unit_rate: float
    unit_p95: float
    slowest: float
    fastest: float
    processor: float
    requests: int
    units: int
    statuses: Counter[int]
    errors: Counter[str]


def take_turns(loads: Mapping[str, tuple[Running, Load]], pace: Pace) -> dict[str, Figures]:
    """Each load once unmeasured, then `pace.rounds` times in turn, every second round in the opposite order."""
    heard: dict[str, list[Outcome]] = {name: [] for name in loads}
    for server, load in loads.values():
        asyncio.run(run(server.address, warm(load)))
    for number in range(pace.rounds):
        order = list(loads.items())
        for name, (server, load) in order if number % 2 == 0 else reversed(order):
            heard[name].append(once(server, load))
    return {name: figures(outcomes) for name, outcomes in heard.items()}


def once(server: Running, load: Load) -> Outcome:
    """One load, after a moment of quiet, with the processor time that the server took for it."""
    sleep(PAUSE)
    before = server.processor
    outcome = asyncio.run(run(server.address, load))
    outcome.processor = server.processor - before
    return outcome


def warm(load: Load) -> Load:
    return Load(load.work, load.clients, WARM_UP, None, load.afresh, load.headers, load.cookies)


def figures(outcomes: list[Outcome]) -> Figures:
    requests = sum(len(outcome.requests.durations) for outcome in outcomes)
    rates = [outcome.rate for outcome in outcomes]
    return Figures(
        rate=median(rates),
        median=median(outcome.requests.median for outcome in outcomes),
        p95=median(outcome.requests.p95 for outcome in outcomes),
        unit_rate=median(outcome.unit_rate for outcome in outcomes),
        unit_p95=median(outcome.units.p95 for outcome in outcomes),
        slowest=min(rates),
        fastest=max(rates),
        processor=sum(outcome.processor for outcome in outcomes) / max(1, requests),
        requests=requests,
        units=sum(len(outcome.units.durations) for outcome in outcomes),
        statuses=sum((outcome.statuses for outcome in outcomes), Counter()),
        errors=sum((outcome.errors for outcome in outcomes), Counter()),
    )
