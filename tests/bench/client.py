"""The load client, the same for every target: visitors who do their work again and again, in a closed loop.

A load is bounded in time and in count, and never leaves this machine.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from statistics import median
from time import perf_counter

from .visitor import BROWSER, Sent, Stuck, Visitor
from .wire import Address

LONGEST_LOAD = 120.0  # seconds; more is a mistake, not a measurement
GRACE = 30.0  # seconds for the last answers once a load's time is over
PAUSE_AFTER_ERROR = 0.02  # seconds: a target that refuses everything must not be hammered for it


@dataclass
class Sample:
    """Durations of one kind of thing in seconds, and how many of them ended before the load's time was over."""

    durations: list[float] = field(default_factory=list)
    in_time: int = 0

    def add(self, duration: float, *, in_time: bool) -> None:
        self.durations.append(duration)
        self.in_time += in_time

    @property
    def median(self) -> float:
        return median(self.durations) if self.durations else float("nan")

    @property
    def p95(self) -> float:
        """Nearest rank."""
        ordered = sorted(self.durations)
        return ordered[ceil(0.95 * len(ordered)) - 1] if ordered else float("nan")


@dataclass
class Outcome:
    """What a load saw: each request, each whole unit of work (for a journey: one enrolment), and what went wrong."""

    seconds: float
    requests: Sample = field(default_factory=Sample)
    units: Sample = field(default_factory=Sample)
    steps: dict[int, Sample] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)  # by HTTP status
    errors: Counter[str] = field(default_factory=Counter)
    processor: float = 0.0  # seconds that the server worked meanwhile

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests.in_time / self.seconds

    @property
    def unit_rate(self) -> float:
        return self.units.in_time / self.seconds

    def add(self, sent: Iterable[Sent], until: float) -> None:
        for step, request in enumerate(sent):
            self.requests.add(request.seconds, in_time=request.at <= until)
            self.statuses[request.answer.status] += 1
            self.steps.setdefault(step, Sample()).add(request.seconds, in_time=request.at <= until)


Work = Callable[[Visitor, int], Awaitable[object]]


@dataclass(frozen=True)
class Load:
    """`clients` visitors doing `work` again and again for `seconds`, at most `units` times altogether.

    With `afresh` every unit is a new visitor with a new connection and no cookies, as each applicant is.
    """

    work: Work
    clients: int
    seconds: float
    units: int | None = None
    afresh: bool = False
    headers: Mapping[str, str] = field(default_factory=lambda: dict(BROWSER))
    cookies: Mapping[str, str] = field(default_factory=dict)


_numbers = count(1)  # no two units of one run share a number, so no two applicants share an address


async def run(address: Address, load: Load) -> Outcome:
    """Load `address`. Answers that come after the time is over count as durations, not in the rates."""
    if load.seconds > LONGEST_LOAD:
        raise ValueError(f"a load lasts at most {LONGEST_LOAD:.0f} seconds")
    outcome = Outcome(load.seconds)
    began = perf_counter()
    left = iter(range(load.units)) if load.units is not None else count()
    clients = [_client(address, load, outcome, began + load.seconds, left) for _ in range(load.clients)]
    try:
        async with asyncio.timeout(load.seconds + GRACE):
            await asyncio.gather(*clients)
    except TimeoutError:
        outcome.errors["no answer in time"] += 1
    outcome.seconds = min(perf_counter() - began, load.seconds)
    return outcome


async def _client(address: Address, load: Load, outcome: Outcome, until: float, left: Iterable[int]) -> None:
    with Visitor(address, load.headers, dict(load.cookies)) as visitor:
        for _ in left:
            if perf_counter() >= until:
                break
            await _unit(load.work, visitor, outcome, until)
            if load.afresh:
                visitor.leave()
                visitor.cookies = dict(load.cookies)


async def _unit(work: Work, visitor: Visitor, outcome: Outcome, until: float) -> None:
    began = perf_counter()
    try:
        await work(visitor, next(_numbers))
    except (Stuck, OSError) as problem:
        outcome.errors[str(problem) or type(problem).__name__] += 1
        visitor.leave()
        await asyncio.sleep(PAUSE_AFTER_ERROR)
    else:
        ended = perf_counter()
        outcome.units.add(ended - began, in_time=ended <= until)
    finally:
        outcome.add(visitor.sent, until)
        visitor.sent.clear()


def reading(path: str | Callable[[int], str], expected: Collection[int] = (200,)) -> Work:
    """Work: fetch `path` (or what it gives for the number of the unit). Raises Stuck on any other status."""

    async def read(visitor: Visitor, n: int) -> None:
        answer = await visitor.get(path if isinstance(path, str) else path(n))
        if answer.status not in expected:
            raise Stuck(f"{visitor.path}: {answer.status}")

    return read


@dataclass(frozen=True)
class Arrivals:
    """`visitors` who come one after another, evenly over `seconds`, each doing `work` once, whoever else is there."""

    work: Work
    visitors: int
    seconds: float


async def arrive(address: Address, arrivals: Arrivals) -> Outcome:
    """Everybody comes and does their work; whoever is not done a while after the last arrival is an error."""
    if arrivals.seconds > LONGEST_LOAD:
        raise ValueError(f"arrivals last at most {LONGEST_LOAD:.0f} seconds")
    outcome = Outcome(arrivals.seconds)
    until = perf_counter() + arrivals.seconds
    try:
        async with asyncio.timeout(arrivals.seconds + GRACE):
            await asyncio.gather(*(_one(address, arrivals, outcome, until, n) for n in range(arrivals.visitors)))
    except TimeoutError:
        outcome.errors["no answer in time"] += 1
    return outcome


async def _one(address: Address, arrivals: Arrivals, outcome: Outcome, until: float, n: int) -> None:
    await asyncio.sleep(arrivals.seconds * n / arrivals.visitors)
    with Visitor(address, BROWSER) as visitor:
        await _unit(arrivals.work, visitor, outcome, until)
