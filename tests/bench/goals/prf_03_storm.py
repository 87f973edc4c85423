"""PRF-3: whole enrolments through every step of the form."""

from ..report import at_least, at_most, fact
from ..rounds import Figures, take_turns
from .pair import Pair, storm

CLIENTS = 16


def measure(pair: Pair) -> None:
    ours, floor = pair.ours, pair.floor
    seen = take_turns(
        {
            "floor storm": (floor.running, storm(floor, CLIENTS, pair.pace.seconds)),
            "ours storm": (ours.running, storm(ours, CLIENTS, pair.pace.seconds)),
        },
        pair.pace,
    )
    pair.seen |= seen
    mine, bare = seen["ours storm"], seen["floor storm"]
    pair.note(
        at_least("PRF-3", "storm, requests", mine, bare, 0.5),
        at_most("PRF-3", "storm, p95 of an enrolment", mine.unit_p95, bare.unit_p95, 4),
        fact("PRF-3", "whole enrolments", f"{mine.unit_rate:.1f}/s", f"{bare.unit_rate:.1f}/s"),
        fact("PRF-3", "requests of an enrolment", f"{steps(mine):.1f}", f"{steps(bare):.1f}"),
    )


def steps(figures: Figures) -> float:
    return figures.requests / figures.units if figures.units else float("nan")
