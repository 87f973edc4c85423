"""The two servers that every promise compares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..client import Load, Work, reading
from ..report import Line
from ..rounds import Figures, Pace
from ..server import Running
from ..size import Size
from ..target import Target
from ..visitor import BROWSER, Visitor
from ..wire import Address

Build = Callable[[str, Size], Target]
STORM_COHORTS = 40  # the last ones are left for other scenes
APPLICANTS_IN_TURN = 100


@dataclass(frozen=True)
class Server:
    """A target that runs."""

    target: Target
    running: Running

    @property
    def address(self) -> Address:
        return self.running.address

    async def fresh_cookies(self) -> Mapping[str, str]:
        return await self.target.fresh(self.address)

    def storm(self) -> Work:
        """Work: one whole enrolment. A hundred applicants in turn want the same cohort, as on an opening day."""

        async def enrol(visitor: Visitor, n: int) -> None:
            await self.target.enrol(n // APPLICANTS_IN_TURN % STORM_COHORTS + 1).walk(visitor, n)

        return enrol


@dataclass
class Pair:
    """Ours and the floor, filled and answering; what the promises found out piles up in `lines` and `seen`.

    `build(name, size)` makes another database of ours and describes the application on it.
    """

    ours: Server
    floor: Server
    pace: Pace
    build: Build | None = None
    lines: list[Line] = field(default_factory=list)
    seen: dict[str, Figures] = field(default_factory=dict)

    def note(self, *lines: Line) -> None:
        self.lines.extend(lines)


def listing(server: Server, clients: int, seconds: float, cookies: Mapping[str, str] | None = None) -> Load:
    return Load(reading(server.target.listing), clients, seconds, headers=BROWSER, cookies=cookies or {})


def detail(server: Server, clients: int, seconds: float, cookies: Mapping[str, str] | None = None) -> Load:
    return Load(reading(server.target.detail), clients, seconds, headers=BROWSER, cookies=cookies or {})


def storm(server: Server, clients: int, seconds: float) -> Load:
    return Load(server.storm(), clients, seconds, afresh=True)
