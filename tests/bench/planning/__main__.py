"""`python -m tests.bench.planning`: plan a generated or a written instance, and tell what is proven."""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from workforce.scheduling.rules.planning import effort
from workforce.scheduling.rules.planning.changes import if_away
from workforce.scheduling.rules.planning.instance import Instance

from .absences import march
from .generator import TERM, YEAR, generated
from .measuring import Measured, measured
from .written import plan_as, read, written

SIZES = {"term": (TERM, effort.Effort()), "year": (YEAR, effort.YEAR)}


def main() -> int:
    options = arguments()
    size, usual = SIZES[options.size]
    instance = read(options.read.read_text()) if options.read else generated(size, options.seed, options.open)
    if options.write:
        options.write.write_text(written(instance))
        return 0
    enough = replace(usual, seconds=usual.seconds * options.patience, total=usual.total * options.patience)
    found = measured(instance, enough, tell=progress)
    print(found.told())
    if options.plan:
        options.plan.write_text(json.dumps(plan_as(found.outcome.plan)))
    if options.away:
        print(absence(found, options.away, enough))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.planning", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="term")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open", type=int, default=0, help="percent of the cohorts whose times are open")
    parser.add_argument("--read", type=Path, help="an instance, see FORMAT.md")
    parser.add_argument("--write", type=Path, help="write the instance instead of planning it")
    parser.add_argument("--plan", type=Path, help="write the plan")
    parser.add_argument("--away", type=int, help="plan again without this person in the second month")
    parser.add_argument("--patience", type=float, default=1, help="times the usual limits: for a busy machine")
    return parser.parse_args()


def progress(one) -> None:
    if one.done == one.pieces:
        print(f"{one.goal}: {one.pieces} pieces", file=sys.stderr)


def absence(found: Measured, person: int, enough: effort.Effort) -> str:
    instance: Instance = found.instance
    after = if_away(instance, found.outcome.plan, person, [march(instance)], effort=enough)
    cohorts = len(after.changed.cohorts)
    proven = "proven" if after.outcome.is_proven(next(iter(after.outcome.bounds))) else "not proven"
    return f"Without {person} for a month: {after.count} changes ({proven}), {cohorts} cohorts, {len(after.lost)} lost"


if __name__ == "__main__":
    sys.exit(main())
