"""PRF-7: the opening minute. More visitors than seats, each walking through the whole form."""

import asyncio

from sqlalchemy import create_engine, text

from ..client import Arrivals, arrive
from ..report import Line, fact, limit
from .pair import Pair

COHORT = 50
SLOWEST = 1.0  # seconds, p95 of every step
TAKING = ("confirmed", "waiting_for_guardian")
COUNT = text("SELECT state, count(*) FROM enrolment WHERE cohort_id = :cohort GROUP BY state")
CAPACITY = text("SELECT capacity FROM cohort WHERE id = :cohort")


def measure(pair: Pair) -> None:
    """What was promised is counted in the database, not in the answers."""
    journey = pair.ours.target.enrol(COHORT)
    arrivals = Arrivals(journey.walk, pair.pace.visitors, pair.pace.minute)
    outcome = asyncio.run(arrive(pair.ours.address, arrivals))
    slowest = max((step.p95 for step in outcome.steps.values()), default=float("nan"))
    broken = sum(number for status, number in outcome.statuses.items() if status >= 500)
    troubles = "; ".join(f"{number} × {error}" for error, number in outcome.errors.most_common(3))
    pair.note(
        limit("PRF-7", f"{arrivals.visitors} visitors, p95 of the slowest step", slowest, SLOWEST, "s", troubles),
        limit("PRF-7", "answers of 500 and more", broken, 0),
        exactly_full(pair.ours.target.database, arrivals.visitors),
        fact("PRF-7", "whole enrolments, p95", f"{outcome.units.p95:.2f} s"),
    )


def exactly_full(database: str, visitors: int) -> Line:
    engine = create_engine(database)
    with engine.connect() as connection:
        states = {state: number for state, number in connection.execute(COUNT, {"cohort": COHORT})}
        capacity = connection.execute(CAPACITY, {"cohort": COHORT}).scalar_one()
    engine.dispose()
    given, waiting = sum(states.get(state, 0) for state in TAKING), states.get("waitlisted", 0)
    exact = given == min(capacity, visitors) and given + waiting == visitors
    return Line("PRF-7", "seats given, then waiting", f"{given} + {waiting}", "", "", f"= {capacity} seats", exact)
