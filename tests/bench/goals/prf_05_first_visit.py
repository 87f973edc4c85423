"""PRF-5: a first visit with nothing cached."""

import asyncio

from ..report import limit
from ..visit import first_visit, layout_shift
from .pair import Pair

HTML, TOTAL = 8.0, 40.0  # KiB, compressed
REQUESTS = 5
KIB = 1024


def measure(pair: Pair) -> None:
    ours = pair.ours
    for what, path in {"home": "/ja/", "list": ours.target.listing(0), "cohort page": ours.target.detail(0)}.items():
        visit = asyncio.run(first_visit(ours.address, path))
        passing = f"not immutable: {', '.join(visit.passing)}" if visit.passing else ""
        pair.note(
            limit("PRF-5", f"{what}, HTML compressed", visit.html / KIB, HTML, "KiB"),
            limit("PRF-5", f"{what}, everything compressed", visit.total / KIB, TOTAL, "KiB"),
            limit("PRF-5", f"{what}, requests", visit.requests, REQUESTS, trouble=passing),
        )
        if (shift := layout_shift(ours.address, path)) is not None:
            pair.note(limit("PRF-5", f"{what}, layout shift (thousandths)", shift * 1000, 0))
