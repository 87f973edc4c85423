"""PRF-4: what a page costs does not grow with the data."""

import asyncio
from collections.abc import Callable
from contextlib import contextmanager

from .. import clerk
from ..client import Load, reading
from ..report import at_least, at_most
from ..rounds import Figures, take_turns
from ..server import Running, running
from ..size import LARGE, SMALL, Size
from ..visitor import BROWSER
from .pair import Pair, Server, detail, listing, storm

CLIENTS = 16
MANY_COHORTS = 1_000
PAGES = {"list": listing, "cohort page": detail}
FOUND = (200, 303)  # one receipt leads to its page
FEW, MANY = "5,000 people", "1,000,000 people"


def measure(pair: Pair) -> None:
    """The list of fifty cohorts against that of a thousand."""
    with grown(pair, "many", Size(open_cohorts=MANY_COHORTS)) as many:
        seen = take_turns(
            {"list of 50": _fresh(pair.ours, pair, listing), "list of 1,000": _fresh(many, pair, listing)}, pair.pace
        )
    pair.seen |= seen
    pair.note(at_least("PRF-4", "list of 1,000 cohorts, to 50", seen["list of 1,000"], seen["list of 50"], 0.95))


def measure_large(pair: Pair) -> None:
    """A million people and five million enrolments against five thousand people: at most 1.5 times as long."""
    with grown(pair, "small", SMALL) as small, grown(pair, "large", LARGE) as large:
        for what, load in PAGES.items():
            few, many = _compare(pair, what, {FEW: _fresh(small, pair, load), MANY: _fresh(large, pair, load)})
            pair.note(at_most("PRF-4", f"{what}, {MANY}", many.median, few.median, 1.5))
        few, many = _compare(pair, "search", {FEW: _search(small, pair), MANY: _search(large, pair)})
        pair.note(at_most("PRF-4", f"search for a person, {MANY}", many.median, few.median, 1.5))
        storms = {
            name: (it.running, storm(it, CLIENTS, pair.pace.seconds)) for name, it in ((FEW, small), (MANY, large))
        }
        few, many = _compare(pair, "enrolment", storms)
        pair.note(at_most("PRF-4", f"enrolment p95, {MANY}", many.unit_p95, few.unit_p95, 1.5))


@contextmanager
def grown(pair: Pair, name: str, size: Size):
    """Our application on a database of another size."""
    assert pair.build is not None
    target = pair.build(name, size)
    with running(target.command, target.ready) as server:
        yield Server(target, server)


def _fresh(server: Server, pair: Pair, load: Callable[..., Load]) -> tuple[Running, Load]:
    cookies = asyncio.run(server.fresh_cookies())
    return server.running, load(server, CLIENTS, pair.pace.seconds, cookies)


def _search(server: Server, pair: Pair) -> tuple[Running, Load]:
    signed_in = asyncio.run(clerk.cookies(server.address))
    search = reading(clerk.search, FOUND)
    return server.running, Load(search, CLIENTS, pair.pace.seconds, headers=BROWSER, cookies=signed_in)


def _compare(pair: Pair, what: str, loads: dict[str, tuple[Running, Load]]) -> tuple[Figures, Figures]:
    seen = take_turns(loads, pair.pace)
    pair.seen |= {f"{what}, {name}": figures for name, figures in seen.items()}
    return seen[FEW], seen[MANY]
