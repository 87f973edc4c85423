"""PRF-2 and PRF-3: how many SQL statements a page and a step of the form take, told by the application itself."""

import asyncio
from collections.abc import Iterable

from ..report import fact, limit
from ..server import running
from ..visitor import BROWSER, Visitor
from ..wire import Response
from .pair import Pair, Server

LIST, DETAIL, STEP = 3, 4, 5
STORMED = 41  # a cohort that no storm wants
STRANGER = 10_000_000  # an applicant whom nobody has seen yet
SILENT = "the answer does not say how many statements it took"


def measure(pair: Pair) -> None:
    mine, bare = counts(pair.ours), counts(pair.floor)
    for what, most, one, other in zip(("list", "cohort page", "a step"), (LIST, DETAIL, STEP), mine, bare, strict=True):
        goal = "PRF-3" if what == "a step" else "PRF-2"
        most_of_ours = max(one, default=0)
        pair.note(limit(goal, f"statements, {what}", most_of_ours, most, trouble=trouble(one)))
        pair.note(fact(goal, f"statements, {what}, each", shown(one), shown(other)))


def shown(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in numbers)


def counts(server: Server) -> tuple[list[int], list[int], list[int]]:
    """The statements of a fresh list, of a fresh cohort page, and of each request of one enrolment."""
    with running(server.target.counted, server.target.ready) as counted:
        return asyncio.run(_counts(Server(server.target, counted)))


def trouble(found: Iterable[int]) -> str:
    return SILENT if min(found, default=-1) < 0 else ""


def told(answer: Response) -> int:
    """What an answer says about its statements; -1 when it says nothing."""
    return int(answer.header("x-statements") or -1)


async def _counts(server: Server) -> tuple[list[int], list[int], list[int]]:
    target = server.target
    with Visitor(server.address, BROWSER, dict(await server.fresh_cookies())) as reader:
        for _ in range(4):  # both workers have warmed up by then
            listing, detail = await reader.get(target.listing(0)), await reader.get(target.detail(0))
    with Visitor(server.address, BROWSER) as applicant:
        await target.enrol(STORMED).walk(applicant, STRANGER)
    return [told(listing)], [told(detail)], [told(sent.answer) for sent in applicant.sent]
