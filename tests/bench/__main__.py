"""`python -m tests.bench`: measure the promises about speed and print them as ratios to the floor."""

import argparse
import gc
import signal
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from time import perf_counter, process_time

from . import scene
from .goals import (
    ins_06_planner,
    prf_01_kept,
    prf_02_fresh,
    prf_03_storm,
    prf_04_size,
    prf_05_first_visit,
    prf_06_start,
    prf_07_opening,
    prf_10_readers,
    prf_12_sign_in,
    statements,
)
from .goals.pair import Pair
from .report import Line, behind, machine, promises, unmeasured
from .rounds import QUICK, Pace
from .visitor import Stuck
from .watch import others, used

SECTIONS = {
    "PRF-1": prf_01_kept.measure,
    "PRF-2": prf_02_fresh.measure,
    "PRF-3": prf_03_storm.measure,
    "statements": statements.measure,
    "PRF-4": prf_04_size.measure,
    "PRF-5": prf_05_first_visit.measure,
    "PRF-6": prf_06_start.measure,
    "PRF-7": prf_07_opening.measure,
    "PRF-10": prf_10_readers.measure,
    "PRF-12": prf_12_sign_in.measure,
    "INS-6": ins_06_planner.measure,
}
OF_BOTH = {"PRF-2", "PRF-3", "PRF-6", "PRF-10"}  # what the floor can be measured in against itself


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # on the way out every server is stopped too
    pace = QUICK if options.quick else Pace()
    lines: list[Line] = []
    with scene.folder() as folder:
        print(f"{machine(folder)}\n{pace.rounds} rounds of {pace.seconds:g} s, medians; 2 worker processes\n")
        for kind in kinds(options):
            lines += measured(kind, folder, pace, options)
    failed = [line for line in lines if line.holds is False]
    print(f"{len(failed)} of {sum(line.holds is not None for line in lines)} promises do not hold")
    return 1 if failed and not options.calibrate else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="short rounds: an impression, not a measurement")
    parser.add_argument(
        "--scale", choices=["small", "large"], default="small", help="large: PRF-4 with a million people"
    )
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), metavar="SECTION")
    parser.add_argument("--calibrate", action="store_true", help="the floor against itself: how noisy the machine is")
    return parser.parse_args()


def kinds(options: argparse.Namespace) -> tuple[str, ...]:
    """The databases to measure on; a million people live on PostgreSQL."""
    if options.scale == "large":
        return ("postgresql",)
    return ("sqlite", "postgresql") if options.database == "both" else (options.database,)


def measured(kind: str, folder: Path, pace: Pace, options: argparse.Namespace) -> list[Line]:
    with scene.databases(kind, folder) as new:
        if options.calibrate:
            with scene.floor_twice(new, pace) as pair:
                run(pair, OF_BOTH & set(options.only), new.daemons)
        elif options.scale == "large":
            with scene.floor_and_ours(new, folder / kind, pace) as pair:
                prf_04_size.measure_large(pair)
        else:
            with scene.floor_and_ours(new, folder / kind, pace) as pair:
                run(pair, options.only, new.daemons)
    print(f"--- {kind} ---\n\n{promises(pair.lines)}\n\n{behind(pair.seen)}\n")
    return pair.lines


def run(pair: Pair, sections: Collection[str], daemons: Collection[int]) -> None:
    """Measure one section after the other; tell on standard error how far we are, and who disturbed us."""
    gc.collect()
    gc.freeze()  # what is here stays: the collector need not look at it while we measure
    for name, measure in SECTIONS.items():
        if name in sections:
            began, worked, before = perf_counter(), process_time(), used(daemons)
            attempt(name, measure, pair)
            took, disturbed = perf_counter() - began, others(before, used(daemons))
            ours = (process_time() - worked) / took
            print(
                f"{name}: {took:.0f} s, the client took {ours:.0%} of a core, others {disturbed:.0%} of the machine",
                file=sys.stderr,
            )


def attempt(name: str, measure: Callable[[Pair], None], pair: Pair) -> None:
    """One section; one that cannot be measured is reported, and the others go on."""
    try:
        measure(pair)
    except (Stuck, OSError, RuntimeError) as problem:
        pair.note(unmeasured(name, problem))


if __name__ == "__main__":
    sys.exit(main())
