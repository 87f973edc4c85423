"""An application under test: how to start it, what to read in it, how to enrol. Floor and ours are described alike."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .server import Command
from .visitor import Journey
from .wire import Address


async def nobody(address: Address) -> dict[str, str]:
    """The cookies of a visitor who has none."""
    return {}


@dataclass(frozen=True)
class Target:
    """`listing` and `detail` give a path for the n-th request, `enrol` the way into the n-th cohort (from 1 to 50).

    `counted` is the same application telling its statements (see counted.py). `fresh` gives the cookies with which
    every page is made anew. `database` is the address of where it keeps everything.
    """

    name: str
    command: Command
    counted: Command
    ready: str
    listing: Callable[[int], str]
    detail: Callable[[int], str]
    enrol: Callable[[int], Journey]
    fresh: Callable[[Address], Awaitable[dict[str, str]]] = nobody
    database: str = ""
